import type { Config } from "../../core/config/config.ts";
import { isCheckable } from "../../core/outcome/checkable.ts";
import type { CheckPart, CheckPlan } from "../../core/pull-request/check.ts";
import type { Evaluation } from "../../core/pull-request/evaluation.ts";
import type { SkipReason } from "../../core/pull-request/skip.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { FIELDS } from "../../description/field.ts";
import { cutMarkdown } from "../cut.ts";
import { quoteInline, quotePlain } from "../neutral.ts";
import { renderProblem } from "../problem.ts";
import { renderWait } from "../wait.ts";
import { FIELD_NAMES, renderDate, renderDueOn } from "../words.ts";
import { renderParsedDescription } from "./parsed-description.ts";
import { renderSimilarOutcomes } from "./similar-outcomes.ts";

/** The text of a check run. */
export interface RenderedCheck {
  readonly title: string;
  readonly summary: string;
}

/** GitHub's limit for a summary, in bytes of UTF-8. */
const MAX_SUMMARY = 65_535;

/** Renders a check: the title of the worst part, and a summary with every part. */
export function renderCheck(plan: CheckPlan, config: Config): RenderedCheck {
  const [first] = plan.parts;
  const title = first ? renderTitle(first, config) : "Nothing to look at";
  const summaries = plan.parts.map((part) => renderPart(part, config));
  const summary =
    plan.parts.length === 1 ? summaries.join("") : plan.parts.map(nameAbove(summaries)).join("\n\n---\n\n");
  const withProblems = [summary, renderProblems(plan.problems)].filter((text) => text !== "").join("\n\n");
  return { title, summary: cutMarkdown(withProblems, MAX_SUMMARY) };
}

function renderProblems(problems: CheckPlan["problems"]): string {
  const list = (heading: string, listed: CheckPlan["problems"]) =>
    listed.length === 0 ? [] : [[heading, ...listed.map((problem) => `- ${renderProblem(problem)}`)].join("\n")];
  return [
    ...list(
      "### The configuration on this branch",
      problems.filter(({ path }) => path === undefined),
    ),
    ...list(
      "### The configuration",
      problems.filter(({ path }) => path !== undefined),
    ),
  ].join("\n\n");
}

function nameAbove(summaries: readonly string[]) {
  return (part: CheckPart, index: number) => `### Pull request ${part.number}\n\n${summaries[index]}`;
}

/** Renders the check of a commit in a merge queue, where nothing is evaluated again. */
export function renderQueueCheck(): RenderedCheck {
  return {
    title: "Judged on the pull request",
    summary: "What a pull request promises is looked at before it enters the merge queue. There is nothing to do here.",
  };
}

function renderTitle({ evaluation, outcome, checkBack }: CheckPart, config: Config): string {
  switch (evaluation.kind) {
    case "complete":
      return renderPromise(outcome?.state === "waiting" ? outcome.dueOn : findWishedDate(checkBack), config);
    case "incomplete":
      return `Missing: ${evaluation.missing.map((field) => FIELD_NAMES[field]).join(", ")}`;
    case "unread":
      return "The description could not be read in time";
    case "exempt":
      return evaluation.reason === null
        ? "Nothing to ask later"
        : `Nothing to ask later: ${quotePlain(evaluation.reason, 80)}`;
    case "skipped":
      return `Left alone: ${renderSkip(evaluation.reason, quotePlain)}`;
  }
}

function findWishedDate(checkBack: CheckPart["checkBack"]): string | null {
  return checkBack && "on" in checkBack ? checkBack.on : null;
}

function renderPromise(dueOn: string | null, config: Config): string {
  if (!config["follow-up"].enabled) return "Says how we will know it worked";
  if (dueOn !== null) return `Will ask on ${renderDate(dueOn)}`;
  return `Will ask ${renderWait(config)} whether this worked`;
}

/** Renders why a pull request is skipped, in a few words; `quote` decides how people's words are quoted. */
function renderSkip(reason: SkipReason, quote: typeof quotePlain): string {
  switch (reason.kind) {
    case "person":
      return reason.reason === null ? `not needed, says ${reason.by}` : `${quote(reason.reason, 80)} (${reason.by})`;
    case "base":
      return `merges into ${quote(reason.found, 60)}`;
    case "merge-back":
      return `merges ${quote(reason.found, 60)} back`;
    case "revert":
      return "a revert";
    case "bot":
      return `opened by the bot ${quote(reason.found, 60)}`;
    case "author":
      return `opened by ${quote(reason.found, 60)}`;
    case "label":
      return `has the label ${quote(reason.found, 60)}`;
    case "title":
      return `its title matches ${quote(reason.found, 60)}`;
    case "branch":
      return `its branch matches ${quote(reason.found, 60)}`;
    case "paths":
      return `touches only ${quote(reason.found, 60)}`;
    case "draft":
      return "a draft";
  }
}

function renderPart(part: CheckPart, config: Config): string {
  const { evaluation } = part;
  if (evaluation.kind === "skipped") return renderSkippedPart(evaluation, part);
  if (evaluation.kind === "unread") return UNREAD_PART;
  return [
    renderNext(part, config),
    renderParsedDescription(part.parsed, shownFields(part, config)),
    part.parsed.isFlattened ? FLATTENED : "",
    renderHint(part),
    renderCheckBack(part),
    renderHelp(evaluation),
    renderSimilarOutcomes(part.similar, config["time-zone"]),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function renderSkippedPart({ reason }: Extract<Evaluation, { kind: "skipped" }>, { number }: CheckPart): string {
  const later = reason.kind === "draft" ? " It is looked at once it is ready for review." : "";
  return `Pull request ${number} is left alone: ${renderSkip(reason, quoteInline)}.${later}`;
}

/** Leaves out a check-back that is neither required nor written. */
function shownFields({ parsed }: CheckPart, config: Config) {
  return FIELDS.filter((field) => config.fields[field].required || parsed.fields[field].state !== "missing");
}

function renderNext({ evaluation, outcome }: CheckPart, config: Config): string {
  const wait = renderWait(config);
  switch (evaluation.kind) {
    case "complete":
      if (outcome?.state === "waiting") {
        const mergedOn = renderDate(toCalendarDate(outcome.mergedAt, config["time-zone"]));
        return `Merged on ${mergedOn}. On ${renderDueOn(outcome)} an issue will ask whether this worked.`;
      }
      return `Thank you: this says what it is for and how we will know. ${wait} an issue will ask whether it worked.`;
    case "incomplete":
      return `So that somebody can tell, ${wait}, whether this worked, the description should say a little more.`;
    case "exempt":
      return "The description says that there is nothing to measure, so nobody will be asked later.";
    case "unread":
    case "skipped":
      return "";
  }
}

const UNREAD_PART = [
  "The description of this pull request is built in such a way that reading it takes too long. It was set aside, so whether it says what it is for and how we will know is not known.",
  "**What to do**: make the description shorter, or take out what repeats itself (marks, blanks, nested lists); this check follows within seconds. If nothing needs to be said here, press *Not needed* above or comment `/outcome skip <reason>`.",
].join("\n\n");

const FLATTENED =
  "This description is so deeply nested, or so full of markup, that parts of it were read as plain text. If a field was missed, move it to the top.";

/** One friendly line at most, which never changes the conclusion. */
function renderHint({ parsed, evaluation }: CheckPart): string {
  const { measure } = parsed.fields;
  if (evaluation.kind !== "complete" || measure.state !== "filled" || isCheckable(measure.text)) return "";
  return "One thought: a number, a date or a place to look (a dashboard, an event) would make this easy to check later.";
}

const CHECK_BACK_PROBLEMS = {
  unreadable: "is no date or duration that could be read, such as “24 Dec 2026” or “2 months”",
  past: "is in the past",
  "too-far": "is more than a year away",
} as const;

/** Names a check-back that cannot be used; the usual date then counts. */
function renderCheckBack({ parsed, checkBack }: CheckPart): string {
  const field = parsed.fields["check-back"];
  if (field.state !== "filled" || !checkBack || "on" in checkBack) return "";
  return `When to look again: “${quoteInline(field.text, 60)}” ${CHECK_BACK_PROBLEMS[checkBack.problem]}. The usual date counts.`;
}

function renderHelp(evaluation: Evaluation): string {
  if (evaluation.kind !== "incomplete") return "";
  return [
    "**What to do**: edit the description of the pull request; this check follows within seconds.",
    'If a field does not apply, write "N/A" and why. If nothing here does, press *Not needed* above or comment `/outcome skip <reason>`.',
  ].join("\n");
}
