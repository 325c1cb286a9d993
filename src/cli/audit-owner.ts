import {
  type AuditedRepository,
  type FailedRepository,
  type OwnerFindings,
  reportOwnerAudit,
  summariseAudit,
} from "../core/audit/audit-owner.ts";
import { ExternalError, type ExternalErrorKind } from "../core/external-error.ts";
import { renderOwnerAudit } from "../render/audit-owner.ts";
import { renderCount } from "../render/words.ts";
import {
  type AuditTarget,
  renderExternalError,
  renderNoOwner,
  renderNoRepositories,
  renderReason,
} from "./audit-failure.ts";
import { dropNotes, type Notebook, openNotebook } from "./audit-notes.ts";
import { describeOwnerAudit } from "./audit-owner-json.ts";
import { createOwnerMeter, type OwnerMeter } from "./audit-owner-meter.ts";
import { addRepository, findOrStartOwnerNotes } from "./audit-owner-notes.ts";
import { renderOwnerAuditText } from "./audit-owner-output.ts";
import { auditRepository } from "./audit-repository.ts";
import {
  type AuditOptions,
  type AuditSpan,
  type AuditTools,
  connectReader,
  parseSpan,
  renderNoNotes,
} from "./audit-tools.ts";
import { Interruption } from "./interruption.ts";
import { listAudited } from "./listed-repositories.ts";
import { parseOwner } from "./parse-owner.ts";
import type { PatientReader } from "./patient-reader.ts";
import { type ExitCode, printJson } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** `audit --org`: audits all repositories of an organization or a person, one after the other, and ranks where to start. */
export async function runOwnerAudit(org: string, options: AuditOptions, tools: AuditTools): Promise<ExitCode> {
  const owner = parseOwner(org);
  const target = {
    name: `the repositories of ${owner}`,
    words: `--org ${owner}`,
    host: tools.env.gheHost ?? "github.com",
  };
  const { terminal, signal } = tools;
  const meter = createOwnerMeter(terminal);
  try {
    const findings = await auditAll({ ...tools, owner, target, meter, ...parseSpan(options.since, tools.now()) });
    meter.pause();
    const report = reportOwnerAudit(findings);
    if (options.json) printJson([describeOwnerAudit(report)], terminal);
    else terminal.print(options.markdown ? renderOwnerAudit(report) : renderOwnerAuditText(report, terminal.paint));
    return 0;
  } catch (error) {
    meter.pause();
    if (signal.aborted) throw new Interruption(`Stopped${renderProgress(meter)}.${renderGoingOn(meter)}`);
    if (!(error instanceof ExternalError)) throw error;
    throw new UsageError(`${renderExternalError(error, target)}.${renderGoingOn(meter)}`, { cause: error });
  }
}

interface Task extends AuditTools, AuditSpan {
  readonly owner: string;
  readonly target: AuditTarget;
  readonly meter: OwnerMeter;
}

async function auditAll(task: Task): Promise<OwnerFindings> {
  const { target, meter, since, until } = task;
  const reader = connectReader(task, target, meter.pause);
  const listed = await listAudited(reader, task.owner, since);
  if (!listed) throw new UsageError(renderNoOwner(task.owner, target));
  const { owner, names, leftOut } = listed;
  if (names.length === 0 && leftOut.length === 0) throw new UsageError(renderNoRepositories(target));
  const audited = await auditEach({ ...task, owner }, reader, names);
  return { owner, since, until, leftOut, ...audited };
}

type Audited = Pick<OwnerFindings, "repositories" | "failed">;

/** After so many repositories in a row without an answer, it is GitHub that fails. */
const MOST_UNANSWERED = 3;

/** What is finished is noted at once, and not read again; what failed is tried again by the next run. */
async function auditEach(task: Task, reader: PatientReader, names: readonly string[]): Promise<Audited> {
  const { owner, meter } = task;
  const notebook = await openNotes(task);
  const noted = notebook ? await findOrStartOwnerNotes(notebook, task.now()) : [];
  const wanted = new Set(names.map((name) => `${owner}/${name}`));
  const repositories = noted.filter(({ repository }) => wanted.delete(repository));
  const failed: FailedRepository[] = [];
  let unanswered = 0;
  meter.begin(names.length, repositories.length);
  for (const repository of wanted) {
    const audited = await auditOne(task, repository, { reader, hasNotes: notebook !== null });
    if (audited instanceof ExternalError) {
      unanswered = audited.kind === "unanswered" ? unanswered + 1 : 0;
      if (unanswered === MOST_UNANSWERED) throw audited;
      failed.push({ repository, reason: renderReason(audited, { ...task.target, name: repository }) });
    } else {
      unanswered = 0;
      if (notebook) await addRepository(notebook, audited);
      repositories.push(audited);
    }
    meter.finish();
  }
  if (notebook && failed.length === 0) await dropNotes(notebook);
  return { repositories, failed };
}

async function openNotes({ cacheFolder, target, owner, since, terminal }: Task): Promise<Notebook | null> {
  const notebook = await openNotebook(cacheFolder, ["owner", target.host, owner.toLowerCase(), since]);
  if (!notebook) terminal.warn(renderNoNotes(cacheFolder));
  return notebook;
}

/** What no other repository would fare better with. */
const ABOUT_ALL: readonly ExternalErrorKind[] = ["token", "sign-on", "too-old", "no-api", "unreachable"];

/** Returns what is wrong with this repository alone, and throws everything else. */
async function auditOne(
  task: Task,
  repository: string,
  { reader, hasNotes }: { readonly reader: PatientReader; readonly hasNotes: boolean },
): Promise<AuditedRepository | ExternalError> {
  const { target, owner, cacheFolder, meter, signal } = task;
  const name = repository.slice(owner.length + 1);
  const notes = { cacheFolder: hasNotes ? cacheFolder : null, onNoNotes() {} };
  try {
    const report = await auditRepository({ ...task, ...notes, name, reader, host: target.host, meter: meter.pulls });
    return report ? summariseAudit(report) : new ExternalError("not-found", `failed to read ${repository}`);
  } catch (error) {
    if (!(error instanceof ExternalError) || signal.aborted || ABOUT_ALL.includes(error.kind)) throw error;
    return error;
  }
}

function renderProgress({ state }: OwnerMeter): string {
  const { done, total, pulls } = state();
  if (total === 0) return "";
  return ` after ${done} of ${renderCount(total, "repository", "repositories")} and ${renderCount(pulls, "pull request")}`;
}

function renderGoingOn({ state }: OwnerMeter): string {
  const { done, pulls } = state();
  return done + pulls === 0 ? "" : " Run the same command again to continue.";
}
