import type { UserAction } from "../core/delivery/user-action.ts";
import { ignoreRefusal } from "../core/external-error.ts";
import { toAddress } from "../core/repository/repository.ts";
import type { Context } from "../engine/context.ts";
import { findRepository } from "../store/repository.ts";
import { countBotClosings } from "../store/user-action.ts";

/** An issue of ours, and what was done there. */
export interface ActionOnIssue {
  readonly repositoryId: number;
  readonly number: number;
  readonly action: UserAction;
}

/** Did a bot open it again? What a person closed stays closed. */
export function isOpeningOfBot({ kind, by }: UserAction): boolean {
  return kind === "reopened-issue" && by.type === "Bot";
}

/**
 * Does a bot close an issue of ours once more? The first closing is undone, whichever issue it is. Two bots that undo each
 * other would go on for ever: from the second on a closing counts as a person's.
 */
export async function isInsistent(
  { db }: Pick<Context, "db">,
  { repositoryId, number, action }: ActionOnIssue,
): Promise<boolean> {
  if (action.kind !== "closed-issue" || action.by.type !== "Bot") return false;
  return (await countBotClosings(db, { repositoryId, number })) > 0;
}

/** Opens an issue again that a bot closed. Gives whether it was to be opened. */
export async function undoBotClosing(context: Context, done: ActionOnIssue): Promise<boolean> {
  const { kind, by } = done.action;
  if (kind !== "closed-issue" || by.type !== "Bot" || (await isInsistent(context, done))) return false;
  const repository = await findRepository(context.db, done.repositoryId);
  if (!repository) return true;
  await context.github.updateIssue(toAddress(repository), done.number, { state: "open" }).catch(ignoreRefusal);
  return true;
}
