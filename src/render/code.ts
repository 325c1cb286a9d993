import { quotePlain } from "./neutral.ts";

/**
 * Quotes names of files and branches as code. Characters that would end the code, or the line or link around it, are
 * removed.
 */
export function quoteCode(text: string): string {
  return `\`${quotePlain(text.replace(/[`\\[\]|]/g, ""), 200)}\``;
}
