import type { Config } from "../../core/config/config.ts";
import { renderMarker } from "../../core/marker.ts";
import { findGiveUpTime } from "../../core/outcome/follow-up.ts";
import { hasNamedDate } from "../../core/outcome/life-cycle.ts";
import { currentQuestion, type Outcome } from "../../core/outcome/outcome.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { quoteBlock } from "../neutral.ts";
import { renderShipped } from "../shipping.ts";
import { capitalise, renderDate } from "../words.ts";

/** In characters: in a mail, the question itself is one click away. */
const MAX_QUOTE = 300;

const HOW = "Tick a box above, or reply with one word: *worked*, *partly*, *missed* or *can't tell*.";

/** Renders the comment that asks again: after a snooze, after the release, or because the change is back. */
export function renderAgain({ outcome, config }: { outcome: Outcome; config: Config }, key: string): string {
  return render(key, [`${renderHello(outcome, "this")} ${renderWhy(outcome, config)}${renderHoped(outcome)}`, HOW]);
}

function renderWhy(outcome: Outcome, config: Config): string {
  if (hasNamedDate(outcome)) return "was snoozed until today. Did it work?";
  if (outcome.clockStartedAt === null) return "still wasn't seen released. Did it work, or isn't it out yet?";
  const shipped = renderShipped(outcome, config);
  if (shipped !== "") return `was ${shipped}. Did it work?`;
  return "is back after its revert. Did it work?";
}

/** Renders the only reminder. */
export function renderReminder({ outcome, config }: { outcome: Outcome; config: Config }, key: string): string {
  const closesOn = renderDate(toCalendarDate(findGiveUpTime(outcome, config), config["time-zone"]));
  return render(key, [
    `${renderHello(outcome, "a")} quick reminder, the only one you'll get: did this work?${renderHoped(outcome)}`,
    `${HOW} Without an answer, this closes as *unanswered* on ${closesOn}. That's fine too.`,
  ]);
}

function render(key: string, parts: readonly string[]): string {
  return `${renderMarker(key)}\n${parts.join("\n\n")}\n`;
}

/** Mentions the assignee, if there is one, before the first words. */
function renderHello(outcome: Outcome, first: string): string {
  const { assignee } = currentQuestion(outcome);
  return assignee ? `@${assignee.login}, ${first}` : capitalise(first);
}

function renderHoped({ statement: { measure }, url }: Outcome): string {
  return measure === null ? "" : ` What we hoped to see:\n\n${quoteBlock(measure, { limit: MAX_QUOTE, more: url })}`;
}
