import type { Example, Preview } from "../../core/onboarding/onboarding-preview.ts";
import type { SkipReason } from "../../core/pull-request/skip.ts";
import { quoteInline } from "../neutral.ts";
import { renderShare } from "../share.ts";
import { renderTable } from "../table.ts";
import { renderCount } from "../words.ts";

/**
 * Renders how the most recently merged pull requests would have looked: counts with their totals, and no names of
 * people. `base` begins the links to them.
 */
export function renderPreview(preview: Preview, base: string): string {
  if (preview.merged === 0) return "";
  const parts = [
    "## How it looks today",
    renderOpening(preview),
    renderCounts(preview),
    renderExamples(preview.examples, base),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderOpening({ merged, skipped, evaluated }: Preview): string {
  const which = merged === 1 ? "The one pull request merged so far" : `The last ${merged} merged pull requests`;
  if (evaluated === 0) return `${which} would have been skipped (${listReasons(skipped)}).`;
  if (skipped.size === 0) return `${which}:`;
  const count = merged - evaluated;
  return `Of the last ${merged} merged pull requests, ${count} would have been skipped (${listReasons(skipped)}). The other ${evaluated}:`;
}

/** Singular and plural. */
const REASONS: { readonly [Kind in SkipReason["kind"]]: readonly [one: string, many: string] } = {
  person: ["by a person", "by a person"],
  base: ["into another branch", "into other branches"],
  "merge-back": ["a merge-back", "merge-backs"],
  revert: ["a revert", "reverts"],
  bot: ["by a bot", "by bots"],
  author: ["for its author", "for their authors"],
  label: ["for its label", "for their labels"],
  title: ["for its title", "for their titles"],
  branch: ["for its branch", "for their branches"],
  paths: ["for what it touches", "for what they touch"],
  draft: ["a draft", "drafts"],
};

function listReasons(skipped: Preview["skipped"]): string {
  const reasons = [...skipped].toSorted(([, one], [, other]) => other - one);
  const name = (kind: SkipReason["kind"], count: number) => REASONS[kind][count === 1 ? 0 : 1];
  return reasons
    .map(([kind, count]) => (reasons.length === 1 ? name(kind, count) : `${count} ${name(kind, count)}`))
    .join(", ");
}

function renderCounts({ evaluated, problem, measure, exempt }: Preview): string {
  if (evaluated === 0) return "";
  const rows = [
    ["what problem it solves", renderShare(problem, evaluated)],
    ["how we'll know it worked", renderShare(measure, evaluated)],
    ...(exempt > 0 ? [["that there's nothing to measure, and why", renderShare(exempt, evaluated)]] : []),
  ];
  return renderTable(["The description said", renderCount(evaluated, "pull request")], rows, ["left", "right"]);
}

function renderExamples(examples: readonly Example[], base: string): string {
  if (examples.length === 0) return "";
  const lines = examples.map(
    ({ number, title, says }) => `- [${quoteInline(title, 90)}](${base}/pull/${number}): ${renderSays(says)}`,
  );
  return ["For example:", lines.join("\n")].join("\n\n");
}

function renderSays({ problem, measure, isExempt }: Example["says"]): string {
  if (isExempt) return "said there's nothing to measure";
  if (problem && measure) return "said both";
  if (!problem && !measure) return "said neither";
  return problem ? "problem only" : "success measure only";
}
