import type { Config } from "../../core/config/config.ts";
import { renderMarker } from "../../core/marker.ts";
import { renderBox } from "../../core/outcome/box.ts";
import {
  type Answer,
  currentQuestion,
  findAnswer,
  findAskedAt,
  listAnswers,
  type Outcome,
} from "../../core/outcome/outcome.ts";
import { listReasons, NEXT_STEPS, type NextStep, type Reason } from "../../core/outcome/reason.ts";
import { VERDICTS, type Verdict } from "../../core/outcome/verdict.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { cutBody } from "../cut.ts";
import { plainTitle, quoteBlock, quoteInline } from "../neutral.ts";
import { renderDate, renderDueOn, VERDICT_WORDS } from "../words.ts";

/** In characters, for each field of the promise and for the evidence. */
const MAX_QUOTE = 1_500;

/** Renders the title of the follow-up issue. Titles are plain text on GitHub, so nothing in them needs escaping. */
export function renderFollowUpTitle(outcome: Outcome): string {
  return plainTitle(`Did this work? ${outcome.title}`);
}

export interface FollowUpInput {
  readonly outcome: Outcome;
  readonly config: Config;
  /** The login to mention once when nobody could be assigned; null otherwise. */
  readonly mention: string | null;
}

/** Renders the follow-up issue for the state its outcome is in. */
export function renderFollowUp(input: FollowUpInput, key: string): string {
  const { outcome, config } = input;
  const parts = [
    renderOpening(input),
    renderBoxes(outcome, key),
    renderMoreBoxes(outcome, key),
    renderOtherWays(outcome, config),
    renderPromise(outcome),
  ];
  return cutBody(`${renderMarker(key)}\n${parts.filter((part) => part !== "").join("\n\n")}\n`);
}

function renderOpening({ outcome, config, mention }: FollowUpInput): string {
  switch (outcome.state) {
    case "asked":
      return renderQuestion(outcome, config, mention);
    case "answered":
      return renderAnswered(outcome, config);
    case "unanswered":
      return "**Nobody answered**, so this is closed as *unanswered*: that is no success and no miss. A late answer is welcome at any time: tick a box or comment.";
    case "dropped":
      return `**Dropped**: ${quoteInline(outcome.reason ?? "no reason given", 300)}. An answer is still welcome at any time.`;
    case "reverted":
      return `**Reverted** by ${quoteInline(outcome.reason ?? "a later change", 120)} before anybody could tell, so there is nothing left to ask.`;
    case "waiting":
      return `**Moved**: this issue opens again on ${renderDueOn(outcome)} and asks then. An early answer is welcome.`;
    case "unstated":
    case "exempt":
    case "not-asked":
      return "";
  }
}

function renderQuestion(outcome: Outcome, config: Config, mention: string | null): string {
  const mergedOn = renderDate(toCalendarDate(outcome.mergedAt, config["time-zone"]));
  const hello = mention === null ? "" : `@${mention}, `;
  const change = `[${quoteInline(outcome.title)}](${outcome.url})`;
  return [
    `${hello}${change} by ${quoteInline(outcome.author.login)} was merged on ${mergedOn}. **Did it work?**`,
    `One click answers it. A miss is a finding, not a fault.${renderMoved(outcome)}`,
  ].join("\n\n");
}

function renderMoved({ movedTimes }: Outcome): string {
  return movedTimes === 0 ? "" : ` Put off ${movedTimes === 1 ? "once" : `${movedTimes} times`} so far.`;
}

function renderAnswered(outcome: Outcome, config: Config): string {
  const answer = findAnswer(outcome);
  if (!answer) return "";
  const on = renderDate(toCalendarDate(answer.at, config["time-zone"]));
  const headline = `**${VERDICT_WORDS[answer.verdict]}**, says ${quoteInline(answer.by.login)} on ${on}.`;
  return [headline, renderEvidence(answer, outcome.url), renderRevertNote(outcome), renderHistory(outcome, config)]
    .filter((part) => part !== "")
    .join("\n\n");
}

function renderEvidence({ evidence }: Answer, url: string): string {
  return evidence === null ? "" : quoteBlock(evidence, { limit: MAX_QUOTE, more: url });
}

function renderRevertNote({ reason }: Outcome): string {
  return reason === null ? "" : `Later reverted by ${quoteInline(reason, 120)}.`;
}

function renderHistory(outcome: Outcome, config: Config): string {
  const before = listAnswers(outcome)
    .slice(0, -1)
    .map(({ verdict, by, at }) => {
      return `${VERDICT_WORDS[verdict]} (${quoteInline(by.login)}, ${renderDate(toCalendarDate(at, config["time-zone"]))})`;
    });
  return before.length === 0 ? "" : `Before that: ${before.join(", ")}.`;
}

/** The meaning of each box. It must not mention an issue or pull request (core/outcome/box.ts). */
const BOX_LABELS: { readonly [V in Verdict]: string } = {
  worked: "**Worked**: what was promised happened",
  partly: "**Partly**: some of it happened",
  missed: "**Missed**: it did not happen",
  unclear: "**Unclear**: we cannot tell",
};

function renderBoxes(outcome: Outcome, key: string): string {
  const verdict = findAnswer(outcome)?.verdict;
  return VERDICTS.map((name) => renderBox(key, { name, label: BOX_LABELS[name], isTicked: name === verdict })).join(
    "\n",
  );
}

const REASON_LABELS: { readonly [R in Reason]: string } = {
  idea: "the idea: it does not solve the problem",
  build: "the build: it does not do what it should",
  measure: "the measure: it does not show it",
  world: "the world: something else changed",
  instrumentation: "nothing is measured yet",
  traffic: "too few people came by",
  early: "too early to tell",
  unreleased: "not released",
  access: "no access to the numbers",
};

const NEXT_LABELS: { readonly [N in NextStep]: string } = {
  keep: "keep it",
  iterate: "work on it",
  remove: "remove it",
};

/** Renders the optional boxes that appear once there is an answer. */
function renderMoreBoxes(outcome: Outcome, key: string): string {
  const answer = findAnswer(outcome);
  if (!answer) return "";
  const reasons = listReasons(answer.verdict).map((why) =>
    renderBox(key, { name: `why-${why}`, label: REASON_LABELS[why], isTicked: why === answer.why }),
  );
  const steps = NEXT_STEPS.map((next) =>
    renderBox(key, { name: `next-${next}`, label: NEXT_LABELS[next], isTicked: next === answer.next }),
  );
  const why =
    reasons.length === 0 ? "" : `${answer.verdict === "unclear" ? "Why not?" : "Why?"}\n\n${reasons.join("\n")}`;
  return [why, `What next?\n\n${steps.join("\n")}`].filter((part) => part !== "").join("\n\n");
}

function renderOtherWays(outcome: Outcome, config: Config): string {
  if (outcome.state === "answered") {
    const add =
      findAnswer(outcome)?.evidence === null ? "What did you see? Your next comment is kept with the answer. " : "";
    return `${add}To change the answer, tick another box or reply with another word.`;
  }
  if (outcome.state !== "asked") return "";
  const until = renderDate(toCalendarDate(findAskedAt(outcome), config["time-zone"]));
  return [
    "Or reply with one word, also by e-mail: *worked*, *partly*, *missed* or *unclear*. " +
      "What you saw goes after a colon: *worked: 23 exports a week*.",
    "Too early? `/outcome snooze 2 weeks` or `/outcome not-shipped`. Somebody else can tell? `/outcome owner @login`. " +
      `Not worth asking? \`/outcome drop <reason>\`.`,
    `Asked on ${until}; without an answer it closes as *unanswered* ` +
      `after ${config["follow-up"]["give-up-after"].text}.`,
  ].join("\n\n");
}

function renderPromise({ statement, url, isStatedLate, isReadLate, namedBy }: Outcome): string {
  const problem =
    statement.problem === null
      ? ""
      : `**The problem**\n\n${quoteBlock(statement.problem, { limit: MAX_QUOTE, more: url })}`;
  const measure =
    statement.measure === null
      ? ""
      : `**How we will know**\n\n${quoteBlock(statement.measure, { limit: MAX_QUOTE, more: url })}`;
  const late = renderLate({ isStatedLate, isReadLate });
  return ["---", "### What was promised", problem, measure, late, renderNamedBy(namedBy)]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Tells a promise that may have been written after the fact from one that was frozen at the merge. */
function renderLate({ isStatedLate, isReadLate }: Pick<Outcome, "isStatedLate" | "isReadLate">): string {
  if (isStatedLate) return "*Added after the merge.*";
  return isReadLate ? "*Read after the merge: word of it reached us late, so this may have been edited since.*" : "";
}

/** Relative links create no back-link on their target. */
function renderNamedBy(namedBy: Outcome["namedBy"]): string {
  const links = namedBy.map(({ number, title }) => `[${quoteInline(title, 80)}](../pull/${number})`);
  return links.length === 0 ? "" : `Merged since, naming this one: ${links.join(", ")}.`;
}

/** Renders the comment that asks a snoozed question again. */
export function renderAgain(outcome: Outcome, key: string): string {
  const { assignee } = currentQuestion(outcome);
  const who = assignee ? `@${assignee.login}, this` : "This";
  return `${renderMarker(key)}\n${who} was put off until today, so here is the question again: did it work? A box above, or one word here, answers it.\n`;
}

/** Renders the only reminder. */
export function renderReminder(
  { outcome, config, closesOn }: { outcome: Outcome; config: Config; closesOn: string },
  key: string,
): string {
  const { assignee } = currentQuestion(outcome);
  const who = assignee ? `@${assignee.login}, a` : "A";
  const asked = renderDate(toCalendarDate(findAskedAt(outcome), config["time-zone"]));
  return [
    renderMarker(key),
    `${who} reminder, the only one: did this work? One box above, or one word (*worked*, *partly*, *missed*, *unclear*) answers it.`,
    "",
    `Asked on ${asked}. Without an answer it closes on ${renderDate(closesOn)} as *unanswered*, which is fine too.`,
    "",
  ].join("\n");
}
