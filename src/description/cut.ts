/** The beginning of a text, in UTF-16 units; a character that would be cut in two is left out. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");
}
