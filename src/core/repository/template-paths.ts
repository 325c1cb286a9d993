/** Where GitHub looks for templates: three folders, any case, and in each also a folder of several templates. */
const TEMPLATE_PATH =
  /^(\.github\/|docs\/)?(pull_request_template(\.md|\.txt)?|pull_request_template\/[^/]+\.(md|txt))$/i;

/** Is the file of a repository, by its path from the root, a pull request template? */
export function isTemplatePath(path: string): boolean {
  return TEMPLATE_PATH.test(path);
}
