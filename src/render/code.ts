import { quotePlain } from "./neutral.ts";

/** Names of files and branches, as code: what would end it, or the line or link it stands in, is left out. */
export function quoteCode(text: string): string {
  return `\`${quotePlain(text.replace(/[`\\[\]|]/g, ""), 200)}\``;
}
