import type { ClockProblem } from "../../core/clock/clock-problem.ts";
import type { Config } from "../../core/config/config.ts";
import { findAnywayDate } from "../../core/outcome/clock.ts";
import { hasNamedDate } from "../../core/outcome/life-cycle.ts";
import { currentQuestion, findAnswer, isUnshipped, type Outcome } from "../../core/outcome/outcome.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { renderFooter } from "../footer.ts";
import { renderNumbers, type ShownMetric } from "../metric/numbers.ts";
import { quoteBlock, quoteInline } from "../neutral.ts";
import { renderRevertLink } from "../outcome/outcome-link.ts";
import { renderWhyNotAsked } from "../outcome/reason.ts";
import { renderClockProblem, renderShipped } from "../shipping.ts";
import { renderUnseen, renderWait } from "../wait.ts";
import { capitalise, renderDate, VERDICT_WORDS } from "../words.ts";
import { type CheckSettings, type RenderedCheck, renderSummary } from "./check.ts";
import { findOutcomeAddress } from "./similar-outcomes.ts";

/** In characters, for each quoted text. */
const MAX_QUOTE = 1_500;

/**
 * Renders the check of a merged pull request from its outcome alone: the title is the state, so that the pull request
 * learns what became of it. What stands in the description by now does not matter any more.
 */
export function renderOutcomeCheck(
  outcome: Outcome & { readonly numbers?: readonly ShownMetric[] },
  { config, about, clockProblem = null }: CheckSettings,
): RenderedCheck {
  const state = renderState(outcome, config);
  const { problem, measure } = outcome.statement;
  const quote = (heading: string, text: string | null) =>
    text === null ? "" : `**${heading}**\n\n${quoteBlock(text, { limit: MAX_QUOTE, more: outcome.url })}`;
  return renderSummary(state, [
    `${renderStory(outcome, config)}${renderLink(outcome)}`,
    isUnshipped(outcome) ? renderProblem(clockProblem) : "",
    quote("What we hoped to see", measure),
    renderNumbers(outcome.numbers ?? []),
    quote("The problem it was meant to solve", problem),
    renderFooter([], about),
  ]);
}

function renderProblem(problem: ClockProblem | null): string {
  return problem === null ? "" : `⚠️ ${renderClockProblem(problem)}`;
}

/** The state in a few words, with its date. */
function renderState(outcome: Outcome, config: Config): string {
  switch (outcome.state) {
    case "waiting":
      return renderWaiting(outcome, config);
    case "asked":
      return `Asked on ${renderDay(currentQuestion(outcome).askedAt, config)}`;
    case "answered": {
      const answer = findAnswer(outcome);
      const word = answer ? `${VERDICT_WORDS[answer.verdict]} (${renderDay(answer.at, config)})` : "Answered";
      return outcome.reason === null ? word : `${word}, reverted since`;
    }
    case "unanswered":
      return "No answer";
    case "dropped":
      return "Dropped";
    case "reverted":
      return "Reverted";
    case "not-asked":
      return "Not asked";
    case "unstated":
    case "exempt":
      return "No follow-up";
  }
}

function renderWaiting(outcome: Outcome, config: Config): string {
  const { dueOn, movedTimes, checkAfter } = outcome;
  if (!config["follow-up"].enabled) return "Has a success measure";
  if (dueOn === null) return `Follow-up ${renderWait(config, "the", checkAfter ?? undefined)}`;
  return movedTimes > 0 && hasNamedDate(outcome)
    ? `Snoozed until ${renderDate(dueOn)}`
    : `Follow-up on ${renderDate(dueOn)}`;
}

function renderDay(at: string | null, config: Config): string {
  return at === null ? "an unknown date" : renderDate(toCalendarDate(at, config["time-zone"]));
}

function renderStory(outcome: Outcome, config: Config): string {
  const mergedOn = renderDay(outcome.mergedAt, config);
  switch (outcome.state) {
    case "waiting":
      return [
        `Merged on ${mergedOn}${renderReached(outcome, config)}.`,
        renderUnseenYet(outcome, config),
        renderCome(outcome, config),
      ]
        .filter((sentence) => sentence !== "")
        .join(" ");
    case "asked":
      return `Merged on ${mergedOn}${renderReached(outcome, config)}. An issue asks whether this worked.`;
    case "answered":
      return renderAnswered(outcome, config);
    case "unanswered":
      return "**No answer**, which counts as neither a success nor a miss. It's not too late to answer.";
    case "dropped":
      return `**Dropped**: ${quoteInline(outcome.reason ?? "no reason given", 300)}.`;
    case "reverted":
      return `**Reverted** in ${renderRevert(outcome)} before it could be judged.`;
    case "not-asked":
      return `**Not asked**: ${renderWhyNotAsked(outcome.reason)}.`;
    case "unstated":
    case "exempt":
      return `Merged on ${mergedOn}.`;
  }
}

function renderAnswered(outcome: Outcome, config: Config): string {
  const answer = findAnswer(outcome);
  if (!answer) return "";
  const { verdict, by, at } = answer;
  const reverted = outcome.reason === null ? "" : ` Reverted since, in ${renderRevert(outcome)}.`;
  return `**${VERDICT_WORDS[verdict]}** – ${quoteInline(by.login)}, ${renderDay(at, config)}.${reverted}`;
}

function renderRevert({ reason, url, number }: Outcome): string {
  return renderRevertLink(reason, url.slice(0, -`/pull/${number}`.length));
}

function renderReached(outcome: Outcome, config: Config): string {
  const shipped = renderShipped(outcome, config);
  return shipped === "" ? "" : ` and ${shipped}`;
}

function renderUnseenYet({ clockStartedAt }: Outcome, config: Config): string {
  const { enabled } = config["follow-up"];
  return clockStartedAt === null && config.clock.starts !== "merge" && enabled ? renderUnseen(config) : "";
}

function renderCome(outcome: Outcome, config: Config): string {
  if (!config["follow-up"].enabled) return "";
  const on = outcome.dueOn === null ? renderWaitForShipping(outcome, config) : `on ${renderDate(outcome.dueOn)}`;
  return currentQuestion(outcome).issueNumber === null
    ? `${capitalise(on)}, an issue will ask whether this worked.`
    : `${capitalise(on)}, the issue asks again.`;
}

/** Both moments: the one that is hoped for, and the one after which it is asked all the same. */
function renderWaitForShipping(outcome: Outcome, config: Config): string {
  const anyway = findAnywayDate(outcome, config);
  const latest = anyway === null ? "" : `, or on ${renderDate(anyway.dueOn)} at the latest`;
  return `${renderWait(config, "the", outcome.checkAfter ?? undefined)}${latest}`;
}

/** Links in a check are not relative to anything. */
function renderLink(outcome: Outcome): string {
  const { issueNumber } = currentQuestion(outcome);
  return issueNumber === null ? "" : ` [See the issue](${findOutcomeAddress(outcome)})`;
}
