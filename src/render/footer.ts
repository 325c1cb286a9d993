/**
 * Renders the small last line of a page: what is given, then *What is this?*. `about` is the page that says what the app
 * is (`AppIdentity.about`); empty parts are left out.
 */
export function renderFooter(parts: readonly string[], about: string): string {
  return `<sub>${[...parts, `[What is this?](${about})`].filter((part) => part !== "").join(" · ")}</sub>`;
}
