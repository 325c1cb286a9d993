import { escapeHtml } from "../core/html.ts";

const SHOWN = "[secret]";
/** Anything shorter, such as the number of a tenant, is part of all kinds of words. */
const SHORTEST = 4;

/** Takes secrets out of a text, also as they look in an address, in JSON, in HTML and in base64. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = new Set(secrets.flatMap(listForms).filter((form) => form.trim().length >= SHORTEST));
  // A secret that holds another one goes first.
  const inOrder = [...forms].sort((one, other) => other.length - one.length);
  return inOrder.reduce((left, form) => left.replaceAll(form, SHOWN), text);
}

function listForms(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString("base64");
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    escapeHtml(secret),
    base64,
    base64.replace(/={1,2}$/, ""),
  ];
}
