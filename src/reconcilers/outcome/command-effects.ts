import { ExternalError } from "../../core/external-error.ts";
import { type CommandEffect, findMove, findShipping, findStop } from "../../core/outcome/clock-command.ts";
import type { Command } from "../../core/outcome/command-parser.ts";
import { currentQuestion, type Outcome } from "../../core/outcome/outcome.ts";
import { toAddress } from "../../core/repository/repository.ts";
import type { Context } from "../../engine/context.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/** Carries out the commands that need a date or an assignment. Null for all others. */
export async function carryOutCommand(
  context: Context,
  repo: RepositoryContext,
  { command, outcome, saidAt }: CommandRequest,
): Promise<CommandEffect> {
  const request = { outcome, config: repo.settings.config, saidAt, now: context.now };
  switch (command.kind) {
    case "snooze":
      return findMove(command.until, request);
    case "shipped":
      return findShipping(command.on, request);
    case "not-shipped":
      return findStop(command.until, request);
    case "owner":
      return assign(context, repo, { login: command.login, outcome });
    default:
      return null;
  }
}

export interface CommandRequest {
  readonly command: Command;
  readonly outcome: Outcome;
  /** When it was given; ISO 8601. */
  readonly saidAt: string;
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
