/** Says why a text names nobody who could be assigned. */
export function describeNoLogin(text: string): string {
  if (text.includes("/")) return "A team cannot be assigned to an issue. Name people, such as octocat.";
  if (/\[bot\]$/i.test(text)) return "A bot cannot answer. Name people, such as octocat.";
  return "Expected the login of a person, such as octocat.";
}
