import type { Config } from "../../core/config/config.ts";
import { renderMarker } from "../../core/marker.ts";
import { findGiveUpTime } from "../../core/outcome/follow-up.ts";
import { hasNamedDate } from "../../core/outcome/life-cycle.ts";
import { findAnswer, listAnswers, type Outcome } from "../../core/outcome/outcome.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { cutBody } from "../cut.ts";
import { renderFold } from "../fold.ts";
import { renderFooter } from "../footer.ts";
import { renderNumbers, type ShownMetric } from "../metric/numbers.ts";
import { plainTitle, quoteBlock, quoteInline } from "../neutral.ts";
import { renderShipped } from "../shipping.ts";
import { renderUnseen, renderWait } from "../wait.ts";
import { renderDate, renderDueOn, VERDICT_WORDS } from "../words.ts";
import { renderAnswerBoxes, renderNextBoxes, renderNotShippedBox } from "./follow-up-boxes.ts";
import { renderNamedPull, renderRevertLink, renderTitleLink } from "./outcome-link.ts";

/** In characters, for each quoted text. */
const MAX_QUOTE = 1_500;

/** Renders the title of the follow-up issue. Titles are plain text on GitHub, so nothing in them needs escaping. */
export function renderFollowUpTitle(outcome: Outcome): string {
  return plainTitle(`Did this work? ${outcome.title}`);
}

export interface FollowUpInput {
  readonly outcome: Outcome;
  /** The metrics its measure names. */
  readonly numbers: readonly ShownMetric[];
  readonly config: Config;
  /** The login to mention once when no one could be assigned; null otherwise. */
  readonly mention: string | null;
  /** The page that says what the app is. */
  readonly about: string;
  /** What links to the repository's pages begin with (`findLinkBase`). */
  readonly base: string;
  /** Number of the dashboard issue; null when there is none. */
  readonly dashboard: number | null;
}

/** Renders the follow-up issue for the state its outcome is in. */
export function renderFollowUp(input: FollowUpInput, key: string): string {
  const parts = [
    renderMarker(key),
    ...renderOpening(input),
    ...renderHoped(input),
    renderNumbers(input.numbers),
    ...renderAnswering(input, key),
    ...renderFolds(input.outcome),
    renderLastLine(input),
  ];
  const [marker, ...others] = parts.filter((part) => part !== "");
  return cutBody(`${marker}\n${others.join("\n\n")}\n`);
}

/** What became of the change, in the first line, and what goes with it. */
function renderOpening({ outcome, config, mention, base }: FollowUpInput): readonly string[] {
  const change = renderChange(outcome);
  switch (outcome.state) {
    case "asked": {
      const mergedOn = renderDate(toCalendarDate(outcome.mergedAt, config["time-zone"]));
      const shipped = renderShipped(outcome, config);
      const unseen = isUnseen(outcome, config) ? ` ${renderUnseen(config)}` : "";
      const and = shipped === "" ? "" : ` and ${shipped}`;
      return [`${renderMerged(outcome, mention)} was merged on ${mergedOn}${and}.${unseen}`];
    }
    case "answered":
      return renderAnswered(outcome, config, base);
    case "unanswered":
      return [
        `**No answer** · ${change}`,
        "This closed as *unanswered*, which counts as neither a success nor a miss. You can still answer: tick a box or comment.",
      ];
    case "dropped":
      return [
        `**Dropped**: ${quoteInline(outcome.reason ?? "no reason given", 300)} · ${change}`,
        "You can still answer: tick a box or comment.",
      ];
    case "reverted":
      return [
        `**Reverted** · ${change}`,
        `It was reverted in ${renderRevertLink(outcome.reason, base)} before it could be judged, so there's nothing to answer.`,
      ];
    case "waiting":
      return [
        renderWaiting(outcome, config, change),
        "This issue reopens then. You can answer sooner: tick a box or comment.",
      ];
    case "unstated":
    case "exempt":
    case "not-asked":
      return [change];
  }
}

/** The change and its author, after the person who is mentioned. */
function renderMerged(outcome: Outcome, mention: string | null): string {
  const change = renderChange(outcome);
  if (mention === outcome.author.login) return `@${mention}, your pull request ${change}`;
  return `${mention === null ? "" : `@${mention}, `}${change} by ${quoteInline(outcome.author.login)}`;
}

function renderChange({ title, url }: Outcome): string {
  return renderTitleLink(title, url);
}

/** Was the change not seen with its users, though the repository waits for that? */
function isUnseen({ clockStartedAt }: Outcome, { clock }: Config): boolean {
  return clockStartedAt === null && clock.starts !== "merge";
}

/** A question waits because it was snoozed, because its change is back, or until its users have it. */
function renderWaiting(outcome: Outcome, config: Config, change: string): string {
  const until = renderDueOn(outcome);
  if (outcome.dueOn === null) {
    const wait = renderWait(config, "the", outcome.checkAfter ?? undefined);
    return `**${outcome.notShippedAt === null ? "Waiting to ship" : "Not released yet"}** – asking again ${wait} · ${change}`;
  }
  if (outcome.clockStartedAt !== null && outcome.notShippedAt !== null && !hasNamedDate(outcome))
    return `**Asking again on ${until}** – ${renderShipped(outcome, config) || "released since"} · ${change}`;
  if (outcome.movedTimes === 0) return `**Asking again on ${until}** – the revert was undone · ${change}`;
  return `**Snoozed until ${until}** · ${change}`;
}

function renderAnswered(outcome: Outcome, config: Config, base: string): readonly string[] {
  const answer = findAnswer(outcome);
  if (!answer) return [];
  const on = renderDate(toCalendarDate(answer.at, config["time-zone"]));
  return [
    `**${VERDICT_WORDS[answer.verdict]}** – ${quoteInline(answer.by.login)}, ${on} · ${renderChange(outcome)}`,
    answer.evidence === null
      ? "What did you see? Your next comment is saved as the evidence."
      : quoteBlock(answer.evidence, { limit: MAX_QUOTE, more: outcome.url }),
    outcome.secondLook?.lostAt
      ? `**It did not last** – second look, ${renderDate(toCalendarDate(outcome.secondLook.lostAt, config["time-zone"]))}.`
      : "",
    outcome.reason === null ? "" : `Reverted since, in ${renderRevertLink(outcome.reason, base)}.`,
  ];
}

/** What the author hoped for, and the facts known about it. */
function renderHoped({ outcome, config, base }: FollowUpInput): readonly string[] {
  const { statement, url, namedBy } = outcome;
  const quote =
    statement.measure === null
      ? ""
      : `**What we hoped to see**\n\n${quoteBlock(statement.measure, { limit: MAX_QUOTE, more: url })}`;
  const named =
    namedBy.length === 0
      ? ""
      : `Later pull requests that mention this: ${namedBy.map((pull) => renderNamedPull(pull, base)).join(", ")}.`;
  const facts = [renderLate(outcome), renderMoved(outcome), renderHistory(outcome, config), named];
  return [quote, facts.filter((fact) => fact !== "").join("\n")];
}

/** Tells a measure that may have been written after the fact from one that was frozen at the merge. */
function renderLate({ isStatedLate, isReadLate }: Outcome): string {
  if (isStatedLate) return "*Added after the merge.*";
  return isReadLate ? "*Recorded after the merge, so it may have been edited.*" : "";
}

function renderMoved({ movedTimes, notShippedAt }: Outcome): string {
  const what = notShippedAt === null ? "Snoozed" : "Postponed";
  return movedTimes === 0 ? "" : `${what} ${TIMES[movedTimes] ?? `${movedTimes} times`} so far.`;
}

const TIMES: readonly (string | undefined)[] = [undefined, "once", "twice"];

/** The answers that do not stand: those before the last, and all to a question that was asked again. */
function renderHistory(outcome: Outcome, config: Config): string {
  const answers = listAnswers(outcome);
  const before = (outcome.state === "answered" ? answers.slice(0, -1) : answers).map(
    ({ verdict, by, at }) =>
      `${VERDICT_WORDS[verdict]} (${quoteInline(by.login)}, ${renderDate(toCalendarDate(at, config["time-zone"]))})`,
  );
  return before.length === 0 ? "" : `Previously: ${before.join(", ")}.`;
}

/** The boxes, and how else to answer. A reverted change takes no answer. */
function renderAnswering({ outcome, config }: FollowUpInput, key: string): readonly string[] {
  if (outcome.state === "reverted") return [];
  const answer = findAnswer(outcome);
  const boxes = renderAnswerBoxes(key, answer?.verdict);
  if (answer) {
    return ["Changed your mind? Tick another box or reply again.", boxes, ...renderNextBoxes(key, answer)];
  }
  if (outcome.state !== "asked") return [boxes];
  return [
    "**Did it work?** Tick one:",
    isUnseen(outcome, config) ? `${boxes}\n${renderNotShippedBox(key)}` : boxes,
    "**In email?** Reply *worked*, *partly*, *missed* or *can't tell*, then what you saw: *worked: 23 exports a week*.",
  ];
}

function renderFolds({ state, statement, url }: Outcome): readonly string[] {
  const problem =
    statement.problem === null
      ? ""
      : renderFold("The problem it was meant to solve", quoteBlock(statement.problem, { limit: MAX_QUOTE, more: url }));
  return [state === "asked" ? renderFold("Too early? Not you? Not worth asking?", OTHER_WAYS) : "", problem];
}

const OTHER_WAYS = [
  "- Ask later: `/outcome snooze 2 weeks`",
  "- Not released yet: `/outcome not-shipped`",
  "- Someone else knows: assign them, or `/outcome owner @login`",
  "- No longer worth asking: `/outcome drop <reason>`",
].join("\n");

function renderLastLine({ outcome, config, about, base, dashboard }: FollowUpInput): string {
  const closesOn = renderDate(toCalendarDate(findGiveUpTime(outcome, config), config["time-zone"]));
  const words =
    outcome.state === "asked"
      ? ["A miss is a result, not a failure", `without an answer by ${closesOn}, this closes as *unanswered*`]
      : [];
  return renderFooter([...words, dashboard === null ? "" : `[Dashboard](${base}/issues/${dashboard})`], about);
}
