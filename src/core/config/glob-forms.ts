import { isLogin } from "../login.ts";

// People write globs as they know them from .gitignore, CODEOWNERS and workflows. Where that can mean only one thing, it
// is taken so; the rest is said by config-globs.ts.

const WILDCARD = /[*?{}!]/;

/** `docs`, `docs/`, `/docs` and `./docs` mean the folder with all in it; `docs` may be a file as well. */
export function toPathGlobs(written: string): readonly string[] {
  const not = written.startsWith("!") ? "!" : "";
  const path = written.slice(not.length).replace(/^(?:\.?\/)+/, "");
  if (path === "") return [written];
  if (path.endsWith("/")) return [`${not}${path}**`];
  return not === "" && !WILDCARD.test(path) ? [path, `${path}/**`] : [`${not}${path}`];
}

/** No branch begins or ends with a slash: `release/` means all branches below it. */
export function toBranchGlobs(written: string): readonly string[] {
  const branch = written.replace(/^(!?)\/?(?:refs\/heads\/)?/, "$1");
  if (branch === "" || branch === "!") return [written];
  return [branch.endsWith("/") ? `${branch}**` : branch];
}

/** `refs/tags/v1` is the tag v1. */
export function toTagGlobs(written: string): readonly string[] {
  const tag = written.replace(/^(!?)refs\/tags\//, "$1");
  return tag === "" || tag === "!" ? [written] : [tag];
}

/** `@octocat` is octocat, and the name of an app is its bot, whose login ends in `[bot]`. */
export function toAuthorGlobs(written: string): readonly string[] {
  const login = written.replace(/^(!?)@/, "$1");
  if (login === "" || login === "!") return [written];
  return isLogin(login) ? [login, `${login}[bot]`] : [login];
}
