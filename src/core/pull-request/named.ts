import type { PullRequest } from "./pull-request.ts";

/** The numbers of the same repository that a description mentions: "#12", "owner/repo#12", a link; at most 20. */
export function findNamed(
  body: PullRequest["body"],
  { owner, name }: { readonly owner: string; readonly name: string },
): readonly number[] {
  const full = `${owner}/${name}`.toLowerCase();
  const references = [...body.matchAll(/(?<![\w/-])([\w.-]{1,100}\/[\w.-]{1,100})?#(\d{1,9})\b/g)];
  const links = [...body.matchAll(/https?:\/\/[^\s/]{1,200}\/([\w.-]{1,100}\/[\w.-]{1,100})\/pull\/(\d{1,9})\b/g)];
  const here = [...references, ...links].filter(([, where]) => where === undefined || where.toLowerCase() === full);
  return [...new Set(here.map((match) => Number(match[2])))].slice(0, 20);
}
