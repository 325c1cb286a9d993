import { type AuditReport, reportAudit } from "../core/audit/audit-report.ts";
import { findExtended, resolveSettings, type Settings } from "../core/config/settings.ts";
import { ExternalError } from "../core/external-error.ts";
import type { RepositoryFiles } from "../core/repository/repository-files.ts";
import { parseDuration, toMilliseconds } from "../core/time/duration.ts";
import { toCalendarDate } from "../core/time/schedule.ts";
import type { CommandEnv } from "../env.ts";
import { createReader } from "../github/reader.ts";
import { renderAudit } from "../render/audit.ts";
import { type AuditTarget, renderExternalError, renderNoRepository, renderNoToken } from "./audit-failure.ts";
import { describeAudit } from "./audit-json.ts";
import { digest, dropNotes, openNotebook } from "./audit-notes.ts";
import { renderAuditText } from "./audit-output.ts";
import { readPulls } from "./audit-pages.ts";
import { Interruption } from "./interruption.ts";
import { createMeter, type Meter } from "./meter.ts";
import { parseRepository } from "./parse-repository.ts";
import { createPatientReader, type PatientReader } from "./patient-reader.ts";
import { type ExitCode, printJson, type Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface AuditOptions {
  readonly since: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** What an audit needs besides its arguments. */
export interface AuditTools {
  readonly terminal: Terminal;
  readonly env: CommandEnv;
  readonly now: () => Date;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Where the notes of an unfinished audit are kept. */
  readonly cacheFolder: string;
  /** Stops the audit; its notes stay. */
  readonly signal: AbortSignal;
}

interface Task extends AuditTools {
  readonly owner: string;
  readonly name: string;
  readonly target: AuditTarget;
  /** Calendar dates in UTC. */
  readonly since: string;
  readonly until: string;
  readonly meter: Meter;
}

/** `audit`: reports what the merged pull requests of a repository say, and what the app would have made of them. */
export async function runAudit(words: string, options: AuditOptions, tools: AuditTools): Promise<ExitCode> {
  const task = startTask(words, options, tools);
  const { terminal, meter, signal, target } = task;
  try {
    const report = await audit(task);
    meter.pause();
    if (options.json) printJson([describeAudit(report)], terminal);
    else terminal.print(options.markdown ? renderAudit(report) : renderAuditText(report, terminal.paint));
    return 0;
  } catch (error) {
    meter.pause();
    if (signal.aborted) throw new Interruption(`Stopped${renderProgress(meter)}.${renderGoingOn(meter)}`);
    if (!(error instanceof ExternalError)) throw error;
    throw new UsageError(`${renderExternalError(error, target)}.${renderGoingOn(meter)}`, { cause: error });
  }
}

function startTask(words: string, { since, json, markdown }: AuditOptions, tools: AuditTools): Task {
  if (json && markdown) throw new UsageError("choose one of --json and --markdown");
  const { owner, name } = parseRepository(words);
  const until = toCalendarDate(tools.now(), "UTC");
  const target = { repository: `${owner}/${name}`, host: tools.env.gheHost ?? "github.com" };
  return { ...tools, owner, name, target, since: parseSince(since, until), until, meter: createMeter(tools.terminal) };
}

/** Before GitHub existed, nothing was merged on it. */
const FIRST_DAY = "2008-01-01";

/** Parses a length of time before today, or a date. */
function parseSince(text: string, today: string): string {
  const duration = parseDuration(text);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (!duration && !isDate) {
    throw new UsageError(`--since takes a length such as 90d or "3 months", or a date such as 2026-08-01`);
  }
  const earliest = Date.parse(FIRST_DAY);
  const from = duration ? Date.parse(today) - toMilliseconds(duration) : Date.parse(text);
  const since = toCalendarDate(new Date(Math.max(earliest, from)), "UTC");
  if (since >= today) throw new UsageError("--since must be at least a day ago");
  return since;
}

async function audit(task: Task): Promise<AuditReport> {
  const { owner, name, target, env, since, until, signal, meter, terminal } = task;
  if (env.token === null) throw new UsageError(renderNoToken(target));
  const reader = createPatientReader(createReader({ ...env, token: env.token, signal, now: task.now }), {
    now: task.now,
    wait: (ms) => task.wait(ms, signal),
    tell(line) {
      meter.pause();
      terminal.warn(line);
    },
  });
  const files = await reader.readFiles(owner, name);
  if (!files) throw new UsageError(renderNoRepository(target));
  const settings = await readSettings(reader, files);
  const { pulls, unread } = await readAll(task, reader, files, settings);
  return reportAudit({ repository: target.repository, since, until, unread, files, settings, pulls });
}

async function readSettings(reader: PatientReader, files: RepositoryFiles): Promise<Settings> {
  const named = findExtended(files);
  const file = named && (await reader.readConfigFile(named.owner, named.name));
  const extended = file && file.text !== null ? { config: file.text, visibility: file.visibility } : null;
  return resolveSettings(files, { extended });
}

async function readAll(task: Task, reader: PatientReader, { defaultBranch }: RepositoryFiles, settings: Settings) {
  const { owner, name, target, since, cacheFolder, now, meter, terminal } = task;
  const rules = { config: settings.config, templates: settings.templates, defaultBranch };
  const notebook = await openNotebook(cacheFolder, [target.host, target.repository.toLowerCase(), since]);
  if (!notebook) terminal.warn(`Cannot write to ${cacheFolder}: an interrupted audit will have to start again.`);
  const found = await readPulls({
    reader,
    owner,
    name,
    since: `${since}T00:00:00Z`,
    now: now(),
    rules,
    rulesDigest: digest(rules),
    notebook,
    meter,
  });
  if (notebook) await dropNotes(notebook);
  return found;
}

function renderProgress({ state }: Meter): string {
  const { done, total } = state();
  if (done === 0) return "";
  return ` after ${done}${total === null ? "" : ` of ${total}`} pull requests`;
}

function renderGoingOn({ state }: Meter): string {
  return state().done === 0 ? "" : " Run the same command again to continue.";
}
