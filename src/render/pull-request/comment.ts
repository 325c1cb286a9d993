import type { Config } from "../../core/config/config.ts";
import { renderMarker } from "../../core/marker.ts";
import type { CommentPlan } from "../../core/pull-request/comment.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import type { Field } from "../../description/field.ts";
import type { ParsedDescription } from "../../description/parsed-description.ts";
import { cutBody } from "../cut.ts";
import { renderFooter } from "../footer.ts";
import { quoteInline } from "../neutral.ts";
import { renderWait } from "../wait.ts";
import { capitalise, FIELD_PHRASES, joinWords, renderDate } from "../words.ts";
import { renderHeading } from "./parsed-description.ts";
import { hasHeading, WHAT_TO_WRITE } from "./what-to-write.ts";

export interface CommentInput {
  readonly plan: Extract<CommentPlan, { kind: "asks" | "merged" }>;
  readonly pull: PullRequest;
  readonly parsed: ParsedDescription;
  readonly config: Config;
  /** The page that says what the app is. */
  readonly about: string;
}

/** Renders the single comment on a pull request, with its marker. */
export function renderComment(input: CommentInput, key: string): string {
  const { plan, about } = input;
  const parts = plan.kind === "asks" ? renderAsking(plan.missing, input) : renderMerged(plan.dueOn, input);
  return cutBody(`${renderMarker(key)}\n${[...parts, renderFooter([], about)].join("\n\n")}\n`);
}

function renderAsking(missing: readonly Field[], { pull, parsed, config }: CommentInput): readonly string[] {
  const what = joinWords(missing.map((field) => `**${FIELD_PHRASES[field]}**`));
  const count = missing.length === 1 ? "one thing is" : `${COUNTS[missing.length] ?? missing.length} things are`;
  const enough = missing.length === 1 ? "A sentence is enough." : "A sentence each is enough.";
  const isRequired = config.enforcement === "require";
  const block = isRequired ? "The *Outcome* check fails until then." : "This doesn't block merging.";
  const skip = `${isRequired ? "A maintainer other than you can comment" : "Comment"} \`/outcome skip <reason>\`.`;
  return [
    `${quoteInline(pull.author.login)}, ${count} missing from the description: ${what}. ${enough}`,
    ...renderWhere(missing, parsed),
    `This comment disappears once you do. ${capitalise(renderWait(config))}, an issue asks whether it worked. ${block}`,
    `Nothing to measure? Write “N/A” and why. No follow-up needed? ${skip}`,
  ];
}

const COUNTS: Readonly<Record<number, string>> = { 2: "two", 3: "three" };

/** Where to write it: under the headings that stand in the description, or under those to paste. */
function renderWhere(missing: readonly Field[], parsed: ParsedDescription): readonly string[] {
  const standing = missing.filter((field) => hasHeading(parsed.fields[field]));
  const absent = missing.filter((field) => !standing.includes(field));
  const lines = standing.map((field) => {
    const heading = quoteInline(renderHeading(parsed.fields[field], field), 80);
    return `- Under **${heading}**, write ${WHAT_TO_WRITE[field]}.`;
  });
  const paste =
    standing.length === 0 ? "Paste this into the description and fill it in:" : "Paste this and fill it in:";
  return [
    ...(lines.length === 0 ? [] : [lines.join("\n")]),
    ...(absent.length === 0 ? [] : [paste, renderPasteBlock(absent, parsed)]),
  ];
}

/**
 * Renders the template's own headings, ready to paste. The fence is longer than any inside them, so that the block
 * stays whole.
 */
function renderPasteBlock(missing: readonly Field[], parsed: ParsedDescription): string {
  const sections = missing.map((field) => `## ${renderHeading(parsed.fields[field], field)}\n\n…`);
  const longest = Math.max(2, ...sections.flatMap((text) => [...text.matchAll(/`+/g)].map((run) => run[0].length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}markdown`, sections.join("\n\n"), fence].join("\n");
}

function renderMerged(dueOn: string | null, { parsed }: CommentInput): readonly string[] {
  const until =
    dueOn === null
      ? "add one to the description, and an issue will ask when its time comes."
      : `add one to the description before ${renderDate(dueOn)}, and an issue will ask that day.`;
  return [
    "This was merged without a success measure, so there's nothing to follow up on yet.",
    `It's not too late: ${until}`,
    ...renderWhere(["measure"], parsed),
    "Nothing to add? No problem – it just counts as merged without a success measure.",
  ];
}
