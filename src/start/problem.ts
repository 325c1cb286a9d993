import { FolderInUse } from "../store/data-folder.ts";
import { UnknownDatabase } from "../store/migrate.ts";

/** Error codes of a data folder that cannot be written to; no other folder is written to. */
const UNWRITABLE: readonly string[] = ["EACCES", "EPERM", "EROFS", "ERR_ACCESS_DENIED"];

/** Why the server cannot start, in one line where an operator can do something about it. */
export function describeProblem(error: unknown): string {
  if (error instanceof FolderInUse || error instanceof UnknownDatabase) return error.message;
  if (isErrno(error) && error.code === "EADDRINUSE")
    return `PORT ${error.port ?? ""} is taken: another process listens there`;
  if (isErrno(error) && UNWRITABLE.includes(error.code ?? "")) return `DATA_DIR cannot be written to (${error.code})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Whether it is an error of the operating system. */
export function isErrno(error: unknown): error is NodeJS.ErrnoException & { port?: number } {
  return error instanceof Error && "code" in error;
}

/** Prints one clear line per problem, and exits. */
export function quit(problems: readonly string[]): never {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}
