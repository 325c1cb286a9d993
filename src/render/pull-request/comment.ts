import type { Config } from "../../core/config/config.ts";
import { renderMarker } from "../../core/marker.ts";
import type { CommentPlan } from "../../core/pull-request/comment.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import type { Field } from "../../description/field.ts";
import type { ParsedDescription } from "../../description/parsed-description.ts";
import { cutBody } from "../cut.ts";
import { quoteInline } from "../neutral.ts";
import { renderWait } from "../wait.ts";
import { FIELD_PHRASES, renderDate } from "../words.ts";
import { renderHeading } from "./parsed-description.ts";

export interface CommentInput {
  readonly plan: Extract<CommentPlan, { kind: "asks" | "merged" }>;
  readonly pull: PullRequest;
  readonly parsed: ParsedDescription;
  readonly config: Config;
}

/** Renders the single comment on a pull request, with its marker. */
export function renderComment(input: CommentInput, key: string): string {
  const { plan } = input;
  const text = plan.kind === "asks" ? renderAsking(plan.missing, input) : renderMerged(plan.dueOn, input);
  return cutBody(`${renderMarker(key)}\n${text}\n`);
}

function renderAsking(missing: readonly Field[], input: CommentInput): string {
  const { pull, config } = input;
  const what = missing.map((field) => `**${FIELD_PHRASES[field]}**`).join(" and ");
  const block =
    config.enforcement === "require" ? "Until then the check *Outcome* fails." : "Nothing is blocked by this.";
  return [
    `${quoteInline(pull.author.login)}, this description does not say yet ${what}.`,
    "A sentence each is plenty. To paste into the description:",
    renderPasteBlock(missing, input.parsed),
    `Then this comment goes away, reviewers know what to look for, and ${renderWait(config)} an issue ` +
      `asks whether it worked. ${block}`,
    "Nothing to measure here? Write “N/A” and why. No outcome at all? Comment `/outcome skip <reason>`.",
  ].join("\n\n");
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

function renderMerged(dueOn: string | null, { parsed }: CommentInput): string {
  const until = dueOn === null ? "" : `until ${renderDate(dueOn)}, `;
  const when = dueOn === null ? "when its time comes" : "that day";
  return [
    "Merged without saying how we will know whether it worked, so nobody can be asked yet.",
    `It is not too late: ${until}add this to the description and the question will be put ${when}.`,
    renderPasteBlock(["measure"], parsed),
    "Nothing to say is fine too. Then this counts as merged without a measure, and that is all.",
  ].join("\n\n");
}
