import { ExternalError } from "../../core/external-error.ts";
import { toAddress } from "../../core/repository/repository.ts";
import type { Context } from "../../engine/context.ts";
import type { Issue } from "../../github/github.ts";
import { type DashboardName, savePin } from "../../store/dashboard.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/**
 * Pins a dashboard, once: who unpins it is respected, and where GitHub does not let us it is not tried again with every
 * write, but when the issue is a new one or somebody has it counted afresh. Not being pinned is no failure.
 */
export async function pinDashboard(
  context: Context,
  { repository }: RepositoryContext,
  { name, issue }: { readonly name: DashboardName; readonly issue: Issue },
): Promise<void> {
  try {
    await context.github.pinIssue(toAddress(repository), issue);
    await savePin(context.db, name, { number: issue.number, isPinned: true });
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    context.log.info({ key: name.key, why: error.message }, "a dashboard could not be pinned");
    // A limit, or no answer, says nothing about whether we may.
    if (error.kind === "limited" || error.kind === "unanswered") return;
    await savePin(context.db, name, { number: issue.number, isPinned: false });
  }
}
