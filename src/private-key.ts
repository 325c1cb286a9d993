import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";

/** Reads the app's private key from the environment, or from the file that it names. What is wrong repeats nothing of the key. */
export function readPrivateKey(
  given: Readonly<Record<string, string | undefined>>,
): { pem: string } | { problem: string } {
  const { PRIVATE_KEY: text, PRIVATE_KEY_PATH: path } = given;
  if (text !== undefined) return parsePrivateKey("PRIVATE_KEY", text);
  if (path === undefined) return { problem: "PRIVATE_KEY or PRIVATE_KEY_PATH is missing: one is required with APP_ID" };
  try {
    return parsePrivateKey("PRIVATE_KEY_PATH", readFileSync(path, "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    return { problem: `PRIVATE_KEY_PATH names a file that cannot be read${code}` };
  }
}

function parsePrivateKey(variable: string, text: string): { pem: string } | { problem: string } {
  try {
    const key = createPrivateKey(toPem(text));
    if (key.asymmetricKeyType !== "rsa") return { problem: `${variable} holds a key that is not an RSA key` };
    return { pem: key.export({ type: "pkcs8", format: "pem" }).toString() };
  } catch {
    // OpenSSL's error says less than this, and might repeat a part of the key.
    return { problem: `${variable} holds no private key: expected the PEM file that GitHub let you download` };
  }
}

/**
 * Undoes what .env files and hosting consoles do to a PEM file: quotes, `\n` for line breaks, base64 of the whole file.
 */
function toPem(text: string): string {
  const bare = text.trim().replace(/^(["'])([\s\S]*)\1$/, "$2");
  const pem = bare.includes("-----BEGIN") ? bare : Buffer.from(bare, "base64").toString("utf8");
  return pem.replaceAll("\\n", "\n");
}
