import type { ClockProblem } from "../../core/clock/clock-problem.ts";
import type { Config } from "../../core/config/config.ts";
import { isCheckable } from "../../core/outcome/checkable.ts";
import type { CheckPart, CheckPlan } from "../../core/pull-request/check.ts";
import type { Evaluation } from "../../core/pull-request/evaluation.ts";
import type { Field } from "../../description/field.ts";
import { FIELDS } from "../../description/field.ts";
import { cutMarkdown } from "../cut.ts";
import { renderFooter } from "../footer.ts";
import { renderMetricsNow } from "../metric/numbers.ts";
import { quoteInline, quotePlain } from "../neutral.ts";
import { renderProblem } from "../problem.ts";
import { renderClockProblem } from "../shipping.ts";
import { renderWait } from "../wait.ts";
import { capitalise, FIELD_NAMES, FIELD_PHRASES, joinWords, renderDate } from "../words.ts";
import { renderParsedDescription } from "./parsed-description.ts";
import { renderSimilarOutcomes } from "./similar-outcomes.ts";
import { renderSkip } from "./skip.ts";

/** The text of a check run. */
export interface RenderedCheck {
  readonly title: string;
  readonly summary: string;
}

/** GitHub's limit for a summary, in bytes of UTF-8. */
const MAX_SUMMARY = 65_535;

export interface CheckSettings {
  readonly config: Config;
  /** The page that says what the app is. */
  readonly about: string;
  /** Why the clock cannot start; null, or left out, when it can. */
  readonly clockProblem?: ClockProblem | null;
}

/** Renders a check: the title of the worst part, and a summary with every part. */
export function renderCheck(plan: CheckPlan, { config, about, clockProblem = null }: CheckSettings): RenderedCheck {
  const [first] = plan.parts;
  const title = first ? renderTitle(first, config) : "Nothing to check";
  const summaries = plan.parts.map((part) => renderPart(part, config));
  const summary =
    plan.parts.length === 1 ? summaries.join("") : plan.parts.map(nameAbove(summaries)).join("\n\n---\n\n");
  const isFollowed = plan.parts.some(({ evaluation }) => evaluation.kind === "complete");
  const clock = clockProblem && isFollowed ? `⚠️ ${renderClockProblem(clockProblem)}` : "";
  return renderSummary(title, [summary, clock, renderProblems(plan.problems), renderFooter([], about)]);
}

/** Joins the parts of a summary, and cuts it to what GitHub takes. */
export function renderSummary(title: string, parts: readonly string[]): RenderedCheck {
  return { title, summary: cutMarkdown(parts.filter((part) => part !== "").join("\n\n"), MAX_SUMMARY) };
}

function renderProblems(problems: CheckPlan["problems"]): string {
  const list = (heading: string, listed: CheckPlan["problems"]) =>
    listed.length === 0 ? [] : [[heading, ...listed.map((problem) => `- ${renderProblem(problem)}`)].join("\n")];
  return [
    ...list(
      "### Problems in `.github/outcomes.yml` on this branch",
      problems.filter(({ path }) => path === undefined),
    ),
    ...list(
      "### Problems with the configuration",
      problems.filter(({ path }) => path !== undefined),
    ),
  ].join("\n\n");
}

function nameAbove(summaries: readonly string[]) {
  return (part: CheckPart, index: number) => `### Pull request ${part.number}\n\n${summaries[index]}`;
}

/** Renders the check of a commit in a merge queue, where nothing is evaluated again. */
export function renderQueueCheck(about: string): RenderedCheck {
  const words = "This is checked before a pull request enters the merge queue. Nothing to do here.";
  return renderSummary("Checked on the pull request", [words, renderFooter([], about)]);
}

function renderTitle({ evaluation, checkBack }: CheckPart, config: Config): string {
  switch (evaluation.kind) {
    case "complete":
      return renderPlanned(checkBack, config);
    case "incomplete":
      return `Missing: ${renderMissingFields(evaluation.missing)}`;
    case "unread":
      return "Couldn't read the description in time";
    case "exempt":
      return evaluation.reason === null ? "No follow-up" : `No follow-up: ${quotePlain(evaluation.reason, 80)}`;
    case "skipped":
      return renderSkip(evaluation.reason, quotePlain);
  }
}

/** A single field is named in words that say what to write. */
function renderMissingFields(missing: readonly Field[]): string {
  const [only] = missing;
  return only !== undefined && missing.length === 1
    ? FIELD_PHRASES[only]
    : joinWords(missing.map((field) => FIELD_NAMES[field]));
}

/** When the author wants to be asked: "on 24 Dec 2026", or so long after the clock starts. */
function renderWhen(checkBack: CheckPart["checkBack"], config: Config): string {
  if (!checkBack || !("on" in checkBack)) return renderWait(config);
  return checkBack.after === undefined ? `on ${renderDate(checkBack.on)}` : renderWait(config, "the", checkBack.after);
}

function renderPlanned(checkBack: CheckPart["checkBack"], config: Config): string {
  if (!config["follow-up"].enabled) return "Has a success measure";
  const when = renderWhen(checkBack, config);
  return when.startsWith("on ") ? `Follow-up ${when}` : `Follow-up planned ${when}`;
}

function renderPart(part: CheckPart, config: Config): string {
  const { evaluation } = part;
  if (evaluation.kind === "skipped") return renderSkippedPart(evaluation);
  if (evaluation.kind === "unread") return renderUnreadPart(config);
  return [
    renderNext(part, config),
    renderParsedDescription(part.parsed, shownFields(part, config)),
    part.parsed.isFlattened ? FLATTENED : "",
    renderMetricsNow(part.metrics),
    renderHint(part),
    renderCheckBack(part, config),
    renderHelp(evaluation, config),
    renderSimilarOutcomes(part.similar, config["time-zone"]),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function renderSkippedPart({ reason }: Extract<Evaluation, { kind: "skipped" }>): string {
  return reason.kind === "draft"
    ? "Drafts are skipped. This runs again when the pull request is ready for review."
    : `${renderSkip(reason, quoteInline)}. There won't be a follow-up.`;
}

/** Leaves out a check-back that is neither required nor written. */
function shownFields({ parsed }: CheckPart, config: Config) {
  return FIELDS.filter((field) => config.fields[field].required || parsed.fields[field].state !== "missing");
}

function renderNext({ evaluation, checkBack }: CheckPart, config: Config): string {
  const when = renderWhen(checkBack, config);
  switch (evaluation.kind) {
    case "complete":
      return config["follow-up"].enabled
        ? `Thanks – the problem and the success measure are clear. ${capitalise(when)}, an issue will ask whether it worked.`
        : "Thanks – the problem and the success measure are clear.";
    case "incomplete":
      return `Add a little more to the description so your team can tell, ${when}, whether this worked.`;
    case "exempt":
      return "The description says there's nothing to measure, so there won't be a follow-up.";
    case "unread":
    case "skipped":
      return "";
  }
}

function renderUnreadPart(config: Config): string {
  return [
    "Reading this description took too long, so it isn't known whether it names a problem and a success measure.",
    `**What to do:** shorten the description, or remove repeated punctuation, whitespace and nested lists – this check updates within seconds. ${renderHowToSkip(config)}`,
  ].join("\n\n");
}

const FLATTENED =
  "Parts of this description were too deeply nested to parse. If an answer was missed, move it to the top.";

/** One friendly line at most, which never changes the conclusion. */
function renderHint({ parsed, evaluation }: CheckPart): string {
  const { measure } = parsed.fields;
  if (evaluation.kind !== "complete" || measure.state !== "filled" || isCheckable(measure.text)) return "";
  return "Tip: name a number, a date or a dashboard, and this will be easy to check later.";
}

/** Names a check-back that cannot be used; the usual date then counts. */
function renderCheckBack({ parsed, checkBack }: CheckPart, config: Config): string {
  const field = parsed.fields["check-back"];
  if (field.state !== "filled" || !checkBack || "on" in checkBack) return "";
  const usual = `Using the default: ${renderWait(config)}.`;
  const words = `“${quoteInline(field.text, 60)}”`;
  switch (checkBack.problem) {
    case "unreadable":
      return `Couldn't read ${words} as a date or duration (try “24 Dec 2026” or “2 months”). ${usual}`;
    case "past":
      return `The check-back date ${words} is in the past. ${usual}`;
    case "too-far":
      return `The check-back date ${words} is more than a year away. ${usual}`;
  }
}

function renderHelp(evaluation: Evaluation, config: Config): string {
  if (evaluation.kind !== "incomplete") return "";
  return [
    "**What to do:** edit the description – this check updates within seconds.",
    `If a question doesn't apply, write “N/A” and why. ${renderHowToSkip(config)}`,
  ].join("\n");
}

/** Where the check blocks merging, authors do not skip their own pull requests. */
function renderHowToSkip({ enforcement }: Config): string {
  return enforcement === "require"
    ? "To skip this pull request, a maintainer other than the author can press **Not needed** above or comment `/outcome skip <reason>`."
    : "To skip this pull request, press **Not needed** above or comment `/outcome skip <reason>`.";
}
