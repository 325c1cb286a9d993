/** Removes such characters from the end. A pattern such as `/X+$/` would begin again at each of them. */
export function trimEndOf(text: string, character: RegExp): string {
  let end = text.length;
  while (end > 0 && character.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
