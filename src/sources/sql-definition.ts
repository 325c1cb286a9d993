import pg from "pg";
import type { SqlDefinition } from "./definition.ts";

/** What was written, with the variables put in. */
export interface SqlParts {
  readonly address: string;
  /** The values of the variables. */
  readonly values: readonly string[];
}

/** Where a database is asked; why it cannot be. */
export function defineSql({
  address,
  values,
}: SqlParts): Pick<SqlDefinition, "address" | "secrets"> | { readonly key: "address"; readonly message: string } {
  const message = findProblem(address);
  if (message !== null) return { key: "address", message };
  return { address, secrets: [address, ...values, ...listPasswords(address)] };
}

function findProblem(address: string): string | null {
  // The driver takes what is before a # for the whole address, and would send a part of the password to look up a host.
  if (!/^postgres(ql)?:\/\/[^\s#]+$/.test(address)) return NO_ADDRESS;
  try {
    // Connects to nothing: the driver only reads the address, and the certificates it names.
    new pg.Client({ connectionString: address });
    return null;
  } catch (error) {
    const isFile = error instanceof Error && "syscall" in error && "code" in error;
    return isFile ? `Names a certificate or a key that cannot be read (${String(error.code)}).` : NO_ADDRESS;
  }
}

const NO_ADDRESS =
  "Expected an address that begins with postgres:// or postgresql://. What is special in it, such as # or / in a password, is written as %23 or %2F.";

/** As it is written, and as it is meant. */
function listPasswords(address: string): readonly string[] {
  const url = URL.parse(address);
  const inQuery = url?.searchParams.get("password") ?? "";
  return [url?.password ?? "", decode(url?.password ?? ""), inQuery];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
