/** Blanks lines that are struck through as a whole, in a list or not: they were taken back. Positions stay the same. */
export function blankStruck(text: string): string {
  if (!text.includes("~~")) return text;
  return text
    .split("\n")
    .map((line) =>
      isStruck(
        line
          .trim()
          .replace(/^[-*+] /, "")
          .trim(),
      )
        ? line.replace(/[^\r]/g, " ")
        : line,
    )
    .join("\n");
}

function isStruck(words: string): boolean {
  if (words.length < 5 || words.startsWith("~~~") || !words.startsWith("~~")) return false;
  return words.indexOf("~~", 2) === words.length - 2;
}
