import type { AuditReport } from "../core/audit/audit-report.ts";
import { ExternalError } from "../core/external-error.ts";
import { renderAudit } from "../render/audit.ts";
import { type AuditTarget, renderExternalError, renderNoRepository } from "./audit-failure.ts";
import { describeAudit } from "./audit-json.ts";
import { renderAuditText } from "./audit-output.ts";
import { runOwnerAudit } from "./audit-owner.ts";
import { auditRepository } from "./audit-repository.ts";
import { type AuditOptions, type AuditTools, connectReader, parseSpan, renderNoNotes } from "./audit-tools.ts";
import { Interruption } from "./interruption.ts";
import { createMeter, type Meter } from "./meter.ts";
import { parseRepository } from "./parse-repository.ts";
import { type ExitCode, printJson } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/**
 * `audit`: reports what the merged pull requests of a repository say, and what the app would have made of them; with
 * `--org`, of all repositories of an owner.
 */
export async function runAudit(words: string | undefined, options: AuditOptions, tools: AuditTools): Promise<ExitCode> {
  if (options.json && options.markdown) throw new UsageError("choose one of --json and --markdown");
  const { org } = options;
  if (org !== undefined && words === undefined) return runOwnerAudit(org, options, tools);
  if (org !== undefined || words === undefined) {
    throw new UsageError("audit takes either a repository, as owner/repo, or --org <owner> for all of an owner's");
  }
  return runRepositoryAudit(words, options, tools);
}

async function runRepositoryAudit(words: string, options: AuditOptions, tools: AuditTools): Promise<ExitCode> {
  const { owner, name } = parseRepository(words);
  const repository = `${owner}/${name}`;
  const target = { name: repository, words: repository, host: tools.env.gheHost ?? "github.com" };
  const { terminal, signal } = tools;
  const meter = createMeter(terminal);
  try {
    const report = await audit({ ...tools, owner, name, target, meter, ...parseSpan(options.since, tools.now()) });
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

interface Task extends AuditTools {
  readonly owner: string;
  readonly name: string;
  readonly target: AuditTarget;
  readonly since: string;
  readonly until: string;
  readonly meter: Meter;
}

async function audit(task: Task): Promise<AuditReport> {
  const { target, meter, cacheFolder, terminal } = task;
  const report = await auditRepository({
    ...task,
    host: target.host,
    reader: connectReader(task, target, meter.pause),
    onNoNotes: () => terminal.warn(renderNoNotes(cacheFolder)),
  });
  if (!report) throw new UsageError(renderNoRepository(target));
  return report;
}

function renderProgress({ state }: Meter): string {
  const { done, total } = state();
  if (done === 0) return "";
  return ` after ${done}${total === null ? "" : ` of ${total}`} pull requests`;
}

function renderGoingOn({ state }: Meter): string {
  return state().done === 0 ? "" : " Run the same command again to continue.";
}
