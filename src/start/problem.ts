import { inspect } from "node:util";
import { ListenProblem } from "../http/server.ts";
import { FolderInUse, FolderProblem } from "../store/data-folder.ts";
import { AddressProblem } from "../store/database.ts";
import { UnknownDatabase } from "../store/migrate.ts";
import { PooledByTransaction } from "../store/pool-mode.ts";

/** Why the server cannot start, in one line where an operator can do something about it. */
export function describeProblem(error: unknown): string {
  if (IN_WORDS.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : inspect(error);
}

const IN_WORDS = [FolderInUse, FolderProblem, ListenProblem, AddressProblem, UnknownDatabase, PooledByTransaction];

/** Whether it is an error of the operating system. */
export function isErrno(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}

/** Prints one clear line per problem, and exits. */
export function quit(problems: readonly string[]): never {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}
