import { ExternalError, isRefusal } from "../../core/external-error.ts";
import { toAddress } from "../../core/repository/repository.ts";
import type { Context } from "../../engine/context.ts";
import type { Issue } from "../../github/github.ts";
import { type DashboardName, savePin } from "../../store/dashboard.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/**
 * Pins a dashboard, once per issue: a person who unpins it is respected. A refusal is not retried with every write,
 * only for a new issue or after a person asks for a recount. Not being pinned is no failure.
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
    context.log.info({ resource: name.key, err: error }, "could not pin a dashboard");
    // A limit or a missing answer does not tell whether pinning is allowed.
    if (!isRefusal(error)) return;
    await savePin(context.db, name, { number: issue.number, isPinned: false });
  }
}
