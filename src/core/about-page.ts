/** The project's own page, which says what the app is. */
export const PROJECT_PAGE = "https://github.com/did-this-work/did-this-work#readme";

/** The page that says what an app is: its homepage on GitHub, if that can be linked to; else the project's. */
export function findAboutPage(homepage: string | null | undefined): string {
  const url = URL.parse(homepage ?? "");
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return PROJECT_PAGE;
  // What would end the link in Markdown.
  return url.href.replace(/[()[\]<>|\\]/g, encodeMark);
}

function encodeMark(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
}
