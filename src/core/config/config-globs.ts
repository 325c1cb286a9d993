import type { ConfigInput } from "./config.ts";
import type { Finding } from "./config-problem.ts";

type Check = (glob: string) => string | undefined;

/** Names the globs that can never match anything: with an error in them, nothing would happen in silence. */
export function listGlobProblems({ bases, clock, metrics, skip }: ConfigInput): readonly Finding[] {
  return [
    ...check(["bases"], bases, findInBranch),
    ...check(["clock", "tags"], clock?.tags, findInTag),
    ...check(["clock", "environments"], clock?.environments, findInEnvironment),
    ...check(["clock", "branches"], clock?.branches, findInBranch),
    ...Object.entries(metrics ?? {}).flatMap(([name, { issues }]) =>
      check(["metrics", name, "issues", "labels"], issues?.labels, findInLabel),
    ),
    ...check(["skip", "labels"], skip?.labels, findInLabel),
    ...check(["skip", "authors"], skip?.authors, findInAuthor),
    ...check(["skip", "titles"], skip?.titles, findInTitle),
    ...check(["skip", "branches"], skip?.branches, findInBranch),
    ...check(["skip", "paths"], skip?.paths, findInPath),
  ];
}

function check(path: readonly string[], globs: readonly string[] | undefined, find: Check): readonly Finding[] {
  return (globs ?? []).flatMap((glob, index) => {
    const message = find(glob.trim());
    return message === undefined ? [] : [{ severity: "warning", path: [...path, index], message }];
  });
}

const REGULAR = 'This looks like a regular expression. A glob is compared with the whole text, such as "chore*".';
const ALTERNATIVES = "Never matches: alternatives are written in braces, such as {feat,fix}/*.";
const NO_BRANCH = "Never matches: no branch can have such a name.";
const NO_TAG = "Never matches: no tag can have such a name.";
const NO_CLASS = "Never matches: brackets are plain text here, and no branch has one in its name.";
const NO_TAG_CLASS = "Never matches: brackets are plain text here, and no tag has one in its name.";
const NO_PATH = "Never matches: a path begins at the root of the repository and has slashes, such as docs/**.";
const NO_AUTHOR = "Never matches: expected logins, such as octocat or my-app[bot], not names or addresses.";
const NO_TEAM = "Never matches: who is in a team is not read. Name logins, such as octocat.";
const NO_LABEL = "Labels are compared as a whole: an asterisk matches only itself.";

/** Signs no glob has. `v1.*` may be one; `chore.*` is none. */
const REGULAR_SIGN = /^\^|\$$|\\[.bBdDsSwW()[\]]|\(\?[:=!<]|(?<![\d*])\.[*+]|^\/.+\/i?$/;
const ALTERNATIVE_SIGN = /\([^()|]*\|[^()]*\)/;

function findInTitle(glob: string): string | undefined {
  if (ALTERNATIVE_SIGN.test(glob)) return ALTERNATIVES;
  return REGULAR_SIGN.test(glob) ? REGULAR : undefined;
}

function findInBranch(glob: string): string | undefined {
  return findInReference(glob, { none: NO_BRANCH, brackets: NO_CLASS });
}

function findInTag(glob: string): string | undefined {
  return findInReference(glob, { none: NO_TAG, brackets: NO_TAG_CLASS });
}

/** Source: https://git-scm.com/docs/git-check-ref-format */
function findInReference(
  glob: string,
  words: { readonly none: string; readonly brackets: string },
): string | undefined {
  if (ALTERNATIVE_SIGN.test(glob)) return ALTERNATIVES;
  if (/^\^|\$$|\\[.bBdDsSwW]|\(\?|(?<![\d*])\.[*+]/.test(glob)) return REGULAR;
  if (glob.includes("[")) return words.brackets;
  return /[\s~^:\\]|\.\.|\/\/|@\{|(?:^|\/)\.|\.lock\/?$|^\/?$/.test(glob) ? words.none : undefined;
}

/** The name of an environment is any text; only what looks like a regular expression is none. */
function findInEnvironment(glob: string): string | undefined {
  if (ALTERNATIVE_SIGN.test(glob)) return ALTERNATIVES;
  return REGULAR_SIGN.test(glob) ? REGULAR : undefined;
}

function findInPath(glob: string): string | undefined {
  if (ALTERNATIVE_SIGN.test(glob)) return ALTERNATIVES;
  if (/^\^|\\[.bBdDsSwW]|\(\?/.test(glob)) return REGULAR;
  return /\\|(?:^|\/)\.\.(?:\/|$)|^[./]*$|\w\/\/|^\w+:\/\//.test(glob) ? NO_PATH : undefined;
}

function findInAuthor(glob: string): string | undefined {
  if (REGULAR_SIGN.test(glob)) return REGULAR;
  if (glob.includes("/")) return NO_TEAM;
  return /^!?@?[\w\-*?{},]+(?:\[(?:bot|\*)\])?$/.test(glob) ? undefined : NO_AUTHOR;
}

function findInLabel(label: string): string | undefined {
  return label.includes("*") ? NO_LABEL : undefined;
}
