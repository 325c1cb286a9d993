/** The command cannot run as it was given: one clear line, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
