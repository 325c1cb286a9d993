import { findComparisonTime } from "../core/comparison.ts";
import { parseConfigFile } from "../core/config-file.ts";
import { type ExtendedFile, type GoodTexts, type Repository, toAddress } from "../core/repository.ts";
import type { RepositoryFiles } from "../core/repository-files.ts";
import { findExtended, resolveSettings, type Settings } from "../core/settings.ts";
import { saveActivity, saveFiles } from "../store/repository.ts";
import { type Context, lookLater } from "./context.ts";

/** A repository with what is in force there. */
export interface Scene {
  readonly repository: Repository;
  readonly settings: Settings;
  readonly defaultBranch: string;
  /** Who we are there. */
  readonly botLogin: string;
}

/** Files of the owner's `.github` repository tell us nothing when they change, unless we are installed there. */
const INHERITED_FOR_MS = 24 * 60 * 60_000;

/** What is in force in a repository, read on first sight. Undefined when GitHub does not show it to us any more. */
export async function findScene(context: Context, repository: Repository): Promise<Scene | undefined> {
  const known = isFresh(repository, context.now) ? repository : await readAfresh(context, repository);
  if (!known?.files) return undefined;
  const { files, lastGood, extended } = known;
  const settings = resolveSettings(files, { ...(lastGood ? { lastGood } : {}), extended });
  if (settings.isActive !== repository.isActive) await noteActivity(context, repository.id, settings.isActive);
  const { botLogin } = await context.github.identity();
  return { repository: known, settings, defaultBranch: files.defaultBranch, botLogin };
}

function isFresh({ files, filesReadAt }: Repository, now: Date): boolean {
  if (!files) return false;
  return files.owner === null || (filesReadAt !== null && now.getTime() - filesReadAt.getTime() < INHERITED_FOR_MS);
}

async function readAfresh(context: Context, repository: Repository): Promise<Repository | undefined> {
  const files = await context.github.readFiles(toAddress(repository));
  if (!files) return undefined;
  const extended = await readExtended(context, repository, files);
  const lastGood = findGoodTexts(files, repository.lastGood);
  await saveFiles(context.db, repository.id, { files, extended, lastGood, readAt: context.now });
  return { ...repository, files, extended, lastGood, filesReadAt: context.now };
}

async function readExtended(
  { github }: Context,
  repository: Repository,
  files: RepositoryFiles,
): Promise<ExtendedFile | null> {
  const named = findExtended(files);
  if (!named) return null;
  const file = await github.readConfigFile(toAddress(repository), { ...named, commit: null });
  return file && file.text !== null ? { config: file.text, visibility: file.visibility } : null;
}

/** A file that was removed is no reason to keep its last good version: only a broken one is. */
function findGoodTexts(files: RepositoryFiles, before: GoodTexts | null): GoodTexts {
  const keep = (text: string | null, good: string | null) =>
    text === null || parseConfigFile(text).config !== null ? text : good;
  return {
    own: keep(files.config, before?.own ?? null),
    owner: keep(files.owner?.config ?? null, before?.owner ?? null),
  };
}

async function noteActivity(context: Context, id: number, isActive: boolean): Promise<void> {
  await saveActivity(context.db, id, { isActive, at: context.now });
  if (!isActive) return;
  await lookLater(context, `repository/${id}`);
  await lookLater(context, `comparison/${id}`, findComparisonTime(id, context.now));
}
