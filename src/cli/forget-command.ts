import { isRepositoryName } from "../core/config/config-meaning.ts";
import type { Source } from "../env.ts";
import type { Database } from "../store/database.ts";
import { listRepositoriesNamed } from "../store/export.ts";
import {
  type Findings,
  type Forgotten,
  findForgotten,
  forget,
  listLogins,
  waitForReconciles,
} from "../store/forget.ts";
import { withDatabase } from "./open-database.ts";
import type { ExitCode, Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface ForgetOptions {
  readonly user?: string;
  readonly repository?: string;
  readonly yes?: boolean;
}

/** A reconcile rarely takes this long; at most it waits for GitHub. */
const RECONCILES_MS = 60_000;

/**
 * `forget`: erases names and words, keeps counts. Without `--yes` it only lists what it would erase, and ends with 1.
 */
export async function runForget(options: ForgetOptions, terminal: Terminal, source?: Source): Promise<ExitCode> {
  checkOptions(options);
  return withDatabase<ExitCode>(async (db) => {
    const task = await findTask(db, options);
    const findings = await findForgotten(db, task.forgotten);
    terminal.print(renderFindings(task, findings));
    if (!options.yes) {
      terminal.print("Nothing was erased (dry run). Add --yes to erase.");
      return 1;
    }
    return erase(db, task, terminal);
  }, source);
}

function checkOptions({ user, repository }: ForgetOptions): void {
  if ((user === undefined) === (repository === undefined)) {
    throw new UsageError("expected either --user <id> or --repository <owner/name>");
  }
  if (user !== undefined && !isId(user)) {
    throw new UsageError(
      `expected a numeric user id, not ${JSON.stringify(user)}: https://api.github.com/users/<login> shows it as "id"`,
    );
  }
  if (repository !== undefined && !isRepositoryName(repository) && !isId(repository)) {
    throw new UsageError(`expected a repository as owner/name, or its number, not ${JSON.stringify(repository)}`);
  }
}

function isId(text: string): boolean {
  return /^[1-9]\d{0,15}$/.test(text);
}

interface Task {
  readonly forgotten: Forgotten;
  readonly title: string;
}

async function findTask(db: Database, { user, repository }: ForgetOptions): Promise<Task> {
  if (user !== undefined) {
    const logins = await listLogins(db, Number(user));
    const title = logins.length > 0 ? `${user} (${logins.join(", ")})` : `${user} (login unknown)`;
    return { forgotten: { userId: Number(user), repositoryId: null }, title };
  }
  const id = await findRepository(db, repository ?? "");
  return { forgotten: { userId: null, repositoryId: id }, title: `everyone in ${repository}` };
}

async function findRepository(db: Database, repository: string): Promise<number> {
  if (isId(repository)) return Number(repository);
  const [owner = "", name = ""] = repository.split("/");
  const ids = await listRepositoriesNamed(db, owner, name);
  const [id] = ids;
  if (id === undefined) throw new UsageError(`unknown repository ${repository}`);
  if (ids.length > 1) {
    throw new UsageError(
      `several repositories had the name ${repository}: choose one by its number, --repository ${ids.join(" or ")}`,
    );
  }
  return id;
}

function renderFindings({ title, forgotten }: Task, findings: Findings): string {
  const { outcomes, answers, pullRequests } = findings;
  return [
    `To forget: ${title}.`,
    `Personal data in ${count(outcomes, "outcome")}, ${count(answers, "answer")}, ${count(pullRequests, "pull request")}. Counts are kept.`,
    ...(forgotten.userId !== null && findings.namedIn > 0 ? [NAMED_IN] : []),
    "Issues, comments and ledgers on GitHub are not touched, nor are your backups and logs.",
    "A person who acts again where the app is installed becomes known again.",
  ].join("\n");
}

const NAMED_IN =
  "A repository is named after them, or its configuration names them: that stays while the app is installed there. Change it there first.";

async function erase(db: Database, { forgotten }: Task, terminal: Terminal): Promise<ExitCode> {
  await forget(db, forgotten);
  const haveEnded = await waitForReconciles(db, RECONCILES_MS);
  // Once more, for what running reconciles wrote back meanwhile.
  await forget(db, forgotten);
  const { underWay } = await findForgotten(db, forgotten);
  if (haveEnded && underWay === 0) {
    terminal.print("Erased.");
    return 0;
  }
  terminal.warn("Erased, but some of it is in use right now and may be written again: run this again in a minute.");
  return 1;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
