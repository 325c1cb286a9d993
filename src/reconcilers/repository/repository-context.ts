import { parseConfigFile } from "../../core/config/config-file.ts";
import { findExtended, resolveSettings, type Settings } from "../../core/config/settings.ts";
import { findBackfillTime } from "../../core/delivery/backfill.ts";
import { backfillKey, installationKey, onboardingKey, repositoryKey } from "../../core/reconcile-key.ts";
import { type ExtendedFile, type GoodTexts, type Repository, toAddress } from "../../core/repository/repository.ts";
import type { RepositoryFiles } from "../../core/repository/repository-files.ts";
import { type Context, enqueue, enqueueAll } from "../../engine/context.ts";
import { findOnboarding } from "../../store/onboarding.ts";
import { saveActivity, saveFiles } from "../../store/repository.ts";

/** A repository with the settings in force there. */
export interface RepositoryContext {
  readonly repository: Repository;
  readonly settings: Settings;
  readonly defaultBranch: string;
  /** The app's own login. */
  readonly botLogin: string;
  /** The page that says what the app is. */
  readonly about: string;
  /** Where people see this GitHub, such as https://github.com. */
  readonly site: string;
}

/** Without an installation there, the owner's `.github` repository sends no event when its files change. */
const INHERITED_FOR_MS = 24 * 60 * 60_000;

/**
 * Returns a repository's settings in force, reading its files if needed. Undefined when GitHub no longer shows it to
 * the app.
 */
export async function readRepositoryContext(
  context: Context,
  repository: Repository,
): Promise<RepositoryContext | undefined> {
  const known = isFresh(repository, context.now) ? repository : await readAgain(context, repository);
  if (!known?.files) return undefined;
  const { files } = known;
  const settings = resolve(known, files);
  if (settings.isActive !== repository.isActive) await noteActivity(context, repository, settings.isActive);
  const { botLogin, about, site } = await context.github.identity();
  return { repository: known, settings, defaultBranch: files.defaultBranch, botLogin, about, site };
}

/** The settings in force as last read, without reading anything. */
export function resolveKnown(repository: Repository): Settings | undefined {
  return repository.files ? resolve(repository, repository.files) : undefined;
}

function resolve({ lastGood, extended }: Repository, files: RepositoryFiles): Settings {
  return resolveSettings(files, { ...(lastGood ? { lastGood } : {}), extended });
}

function isFresh({ files, filesReadAt }: Repository, now: Date): boolean {
  if (!files) return false;
  return files.owner === null || (filesReadAt !== null && now.getTime() - filesReadAt.getTime() < INHERITED_FOR_MS);
}

async function readAgain(context: Context, repository: Repository): Promise<Repository | undefined> {
  const files = await context.github.readFiles(toAddress(repository));
  if (!files) return undefined;
  const extended = await readExtended(context, repository, files);
  const lastGood = findGoodTexts(files, repository.lastGood);
  // The repository may have to be asked, or its proposal may be outdated. Enqueued before the save, since saved files
  // are not read again.
  const onboarding = onboardingKey(repository.id);
  if (!repository.isActive && context.key !== onboarding) await enqueue(context, onboarding);
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

/** Only a broken file is replaced by its last good version; a removed file is not. */
function findGoodTexts(files: RepositoryFiles, before: GoodTexts | null): GoodTexts {
  const keep = (text: string | null, good: string | null) =>
    text === null || parseConfigFile(text).config !== null ? text : good;
  return {
    own: keep(files.config, before?.own ?? null),
    owner: keep(files.owner?.config ?? null, before?.owner ?? null),
  };
}

/** Enqueued before the save: a saved activity is not acted on again. */
async function noteActivity(context: Context, { id, installationId }: Repository, isActive: boolean): Promise<void> {
  const { db, now } = context;
  if (isActive) {
    await enqueueAll(context, [
      { key: repositoryKey(id), runAt: now },
      { key: backfillKey(id), runAt: findBackfillTime(id, now) },
      // One that started lets those that wait to be asked have their turn.
      { key: installationKey(installationId), runAt: now },
    ]);
    // Usually the proposal was just merged, and the event is about to arrive.
    const isAsked = (await findOnboarding(db, id))?.state === "open";
    if (isAsked) await enqueue(context, onboardingKey(id), new Date(now.getTime() + EVENT_TAKES_MS));
  }
  await saveActivity(db, id, { isActive, at: now });
}

const EVENT_TAKES_MS = 60_000;
