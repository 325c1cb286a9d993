import type { Config } from "../../core/config/config.ts";
import { currentQuestion, findAnswer, type Outcome } from "../../core/outcome/outcome.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { renderFooter } from "../footer.ts";
import { quoteBlock, quoteInline } from "../neutral.ts";
import { renderRevertLink } from "../outcome/outcome-link.ts";
import { renderWhyNotAsked } from "../outcome/reason.ts";
import { capitalise, renderDate, renderDueOn, VERDICT_WORDS } from "../words.ts";
import { type CheckSettings, type RenderedCheck, renderSummary } from "./check.ts";
import { findOutcomeAddress } from "./similar-outcomes.ts";

/** In characters, for each quoted text. */
const MAX_QUOTE = 1_500;

/**
 * Renders the check of a merged pull request from its outcome alone: the title is the state, so that the pull request
 * learns what became of it. What stands in the description by now does not matter any more.
 */
export function renderOutcomeCheck(outcome: Outcome, { config, about }: CheckSettings): RenderedCheck {
  const state = renderState(outcome, config);
  const { problem, measure } = outcome.statement;
  const quote = (heading: string, text: string | null) =>
    text === null ? "" : `**${heading}**\n\n${quoteBlock(text, { limit: MAX_QUOTE, more: outcome.url })}`;
  return renderSummary(state, [
    `${renderStory(outcome, config)}${renderLink(outcome)}`,
    quote("What we hoped to see", measure),
    quote("The problem it was meant to solve", problem),
    renderFooter([], about),
  ]);
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

function renderWaiting({ dueOn, movedTimes }: Outcome, config: Config): string {
  if (!config["follow-up"].enabled) return "Has a success measure";
  if (movedTimes > 0) return `Snoozed until ${renderDueOn({ dueOn })}`;
  return dueOn === null
    ? `Follow-up ${config["follow-up"].after.text} after release`
    : `Follow-up on ${renderDate(dueOn)}`;
}

function renderDay(at: string | null, config: Config): string {
  return at === null ? "an unknown date" : renderDate(toCalendarDate(at, config["time-zone"]));
}

function renderStory(outcome: Outcome, config: Config): string {
  const mergedOn = renderDay(outcome.mergedAt, config);
  switch (outcome.state) {
    case "waiting":
      return `Merged on ${mergedOn}. ${renderCome(outcome, config)}`.trim();
    case "asked":
      return "An issue asks whether this worked.";
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

function renderCome(outcome: Outcome, config: Config): string {
  const { enabled, after } = config["follow-up"];
  if (!enabled) return "";
  const on = outcome.dueOn === null ? `${after.text} after release` : `on ${renderDate(outcome.dueOn)}`;
  return currentQuestion(outcome).issueNumber === null
    ? `${capitalise(on)}, an issue will ask whether this worked.`
    : `${capitalise(on)}, the issue asks again.`;
}

/** Links in a check are not relative to anything. */
function renderLink(outcome: Outcome): string {
  const { issueNumber } = currentQuestion(outcome);
  return issueNumber === null ? "" : ` [See the issue](${findOutcomeAddress(outcome)})`;
}
