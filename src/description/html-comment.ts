/**
 * Removes HTML comments, including malformed ones such as `--->` and unclosed ones. Comments in code are text and stay.
 */
export function withoutComments(text: string): string {
  return text.replace(
    /(^[ \t]*(`{3,}|~{3,})[\s\S]*?(?:^[ \t]*\2|$(?![\s\S])))|(`[^`\n]*`)|<!--(?:-?>|[\s\S]*?(?:--!?>|$(?![\s\S])))/gm,
    (all, fence, _, code) => (fence !== undefined || code !== undefined ? all : ""),
  );
}
