import { ExternalError } from "../../core/external-error.ts";
import { parseCheckBack } from "../../core/outcome/check-back.ts";
import { toDue } from "../../core/outcome/clock.ts";
import type { Command } from "../../core/outcome/command-parser.ts";
import type { OutcomeEvent } from "../../core/outcome/life-cycle.ts";
import { currentQuestion, type Outcome } from "../../core/outcome/outcome.ts";
import type { CommandProblem } from "../../core/outcome/response.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { addDuration } from "../../core/time/duration.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import type { Context } from "../../engine/context.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/** The effect of a command that needs a parsed date or an assignment. */
export type CommandEffect = { readonly event: OutcomeEvent } | { readonly problem: CommandProblem } | null;

/** Carries out the commands that core cannot decide alone: snooze, not-shipped, owner. Null for all others. */
export async function carryOutCommand(
  context: Context,
  repo: RepositoryContext,
  { command, outcome }: CommandRequest,
): Promise<CommandEffect> {
  switch (command.kind) {
    case "snooze":
      return move(context, repo, { until: command.until, outcome });
    case "not-shipped":
      return move(context, repo, { until: command.until ?? repo.settings.config["follow-up"].after.text, outcome });
    case "owner":
      return assign(context, repo, { login: command.login, outcome });
    default:
      return null;
  }
}

export interface CommandRequest {
  readonly command: Command;
  readonly outcome: Outcome;
}

/** A question can be postponed up to a year after the merge. */
function move(
  { now }: Context,
  { settings }: RepositoryContext,
  { until, outcome }: { readonly until: string; readonly outcome: Outcome },
): CommandEffect {
  const { config } = settings;
  const zone = config["time-zone"];
  const limit = addDuration(toCalendarDate(outcome.mergedAt, zone), { amount: 1, unit: "years" });
  const found = parseCheckBack(until, { now, zone, limit });
  if ("problem" in found) return { problem: { kind: "no-date", why: found.problem } };
  return { event: { kind: "moved", ...toDue(found.on, config) } };
}

/** GitHub decides who can be assigned: it drops some people silently, and refuses others. */
async function assign(
  { github }: Context,
  { repository }: RepositoryContext,
  { login, outcome }: { readonly login: string; readonly outcome: Outcome },
): Promise<CommandEffect> {
  const { issueNumber } = currentQuestion(outcome);
  if (issueNumber === null || outcome.state !== "asked") return null;
  const issue = await github
    .updateIssue(toAddress(repository), issueNumber, { assignees: [login] })
    .catch((error: unknown) => {
      if (error instanceof ExternalError && error.kind === "invalid") return null;
      throw error;
    });
  const assignee = issue?.assignees.find((person) => person.login.toLowerCase() === login.toLowerCase());
  return assignee ? { event: { kind: "handed-over", assignee } } : { problem: { kind: "not-assignable", login } };
}
