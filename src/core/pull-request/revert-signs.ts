import type { Nodes, Paragraph } from "mdast";
import { parseMarkdown } from "../../description/markdown.ts";
import type { PullRequest } from "./pull-request.ts";

/** What a text says it takes back. */
export interface Reverted {
  /** Pull requests of the same repository. */
  readonly numbers: readonly number[];
  /** Commits, in full or shortened to at least seven characters. */
  readonly shas: readonly string[];
}

/** The signs of a revert that GitHub and git leave on a pull request. */
export interface RevertSigns extends Reverted {
  /** The branch of the revert button: `revert-<number>-<head branch>`. */
  readonly branch: { readonly number: number; readonly headRef: string } | null;
}

/** No signs at all. */
export const NO_SIGNS: RevertSigns = { numbers: [], shas: [], branch: null };

type RepositoryName = { readonly owner: string; readonly name: string };

/**
 * The signs on a pull request: lines of its visible text that begin with "Reverts owner/repo#12" or "This reverts commit
 * …", and the name of its branch. Quotes, code, comments and text that only talks about reverting are no signs.
 */
export function findRevertSigns(
  { body, headRef }: Pick<PullRequest, "body" | "headRef">,
  repository: RepositoryName | null,
): RevertSigns {
  const branch = /^revert-(\d{1,9})-(.+)$/.exec(headRef);
  const lines = /\brevert/i.test(body) ? listVisibleLines(body) : [];
  return {
    numbers: unique(lines.flatMap((line) => findNumber(line, repository) ?? [])),
    shas: unique(lines.flatMap(listShas)),
    branch: branch ? { number: Number(branch[1]), headRef: branch[2] ?? "" } : null,
  };
}

/**
 * The commits that a commit message takes back. The message of a squash holds those of several commits: what a later one
 * of them applies again is not taken back.
 */
export function findRevertedCommits(message: string): readonly string[] {
  let shas: readonly string[] = [];
  for (const line of message.split(/\r?\n/)) {
    // Quoted, or the indented text of another commit.
    if (/^(?:>| {4}|\t)/.test(line)) continue;
    if (/^(?:[*-] )?(?:Reapply\b|Revert "(?:Revert|Reapply)\b)/i.test(line)) shas = [];
    shas = [...shas, ...listShas(line.replace(/^[*-] /, ""))];
  }
  return unique(shas);
}

/** What a description says it takes back, in its own words; null where it does not say so. */
export function findRevertWords({ numbers, shas }: Reverted): string | null {
  if (numbers[0] !== undefined) return `Reverts #${numbers[0]}`;
  return shas[0] === undefined ? null : `This reverts commit ${shas[0]}`;
}

function findNumber(line: string, repository: RepositoryName | null): number | undefined {
  const [, owner, name, number] = /^Reverts:? (?:([\w.-]{1,100})\/([\w.-]{1,100}))?#(\d{1,9})\b/i.exec(line) ?? [];
  const isHere = owner === undefined || repository === null || isSame(repository, { owner, name: name ?? "" });
  return number !== undefined && isHere ? Number(number) : undefined;
}

function isSame(one: RepositoryName, other: RepositoryName): boolean {
  return `${one.owner}/${one.name}`.toLowerCase() === `${other.owner}/${other.name}`.toLowerCase();
}

/** "This reverts commit a." and "This reverts commits a, b and c"; not the base that "reversing changes made to" names. */
function listShas(line: string): readonly string[] {
  const [, rest] = /^This reverts commits?:? (.*)$/i.exec(line) ?? [];
  const shas: string[] = [];
  for (const word of rest?.split(/[\s,]+/) ?? []) {
    const sha = /^([0-9a-f]{7,40})\W{0,3}$/i.exec(word)?.[1];
    if (sha) shas.push(sha.toLowerCase());
    else if (word !== "and" && word !== "&") break;
  }
  return shas;
}

/** The lines that a reader of a description sees as the author's own. */
function listVisibleLines(body: string): readonly string[] {
  return listParagraphs(parseMarkdown(body)).flatMap((paragraph) =>
    paragraph.children
      .map(toVisibleText)
      .join("")
      .split(/\r?\n/)
      .map((line) => line.trim()),
  );
}

function listParagraphs(node: Nodes): readonly Paragraph[] {
  if (node.type === "paragraph") return [node];
  if (node.type !== "root" && node.type !== "list" && node.type !== "listItem") return [];
  return node.children.flatMap(listParagraphs);
}

function toVisibleText(node: Nodes): string {
  if (node.type === "text") return node.value;
  if (node.type === "break") return "\n";
  // Struck through is taken back, and code is an example.
  if (node.type === "delete" || !("children" in node)) return " ";
  return node.children.map(toVisibleText).join("");
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
