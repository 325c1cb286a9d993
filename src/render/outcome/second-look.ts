import type { ConfiguredDuration } from "../../core/config/duration.ts";
import { renderMarker } from "../../core/marker.ts";
import { currentQuestion, findAnswer, type Outcome } from "../../core/outcome/outcome.ts";
import { isLost } from "../../core/outcome/second-look.ts";
import { HIDDEN, renderLater, type ShownMetric } from "../metric/numbers.ts";
import { quoteBlock } from "../neutral.ts";
import { capitalise, VERDICT_WORDS } from "../words.ts";

/** In characters: in a mail, the question itself is one click away. */
const MAX_QUOTE = 300;

export interface SecondLookInput {
  readonly outcome: Outcome;
  readonly finding: "asked" | "lost";
  readonly numbers: readonly ShownMetric[];
  readonly after: ConfiguredDuration | null;
}

/** Renders the one comment of a second look. */
export function renderSecondLook({ outcome, finding, numbers, after }: SecondLookInput, key: string): string {
  const answer = findAnswer(outcome);
  const word = answer ? VERDICT_WORDS[answer.verdict] : "";
  const { assignee } = currentQuestion(outcome);
  const hello = assignee ? `@${assignee.login}, ` : "";
  const parts =
    finding === "lost"
      ? [
          `${hello}**${assignee ? "it" : "It"} did not last.** The target was reached when this was answered, and isn't any more:`,
          renderLost(numbers),
        ]
      : [`${hello}${renderAsking(after, hello === "")}${renderHoped(outcome)}`];
  const stands = `Has the answer changed? Tick another box above, or reply with one word: *worked*, *partly*, *missed* or *can't tell*. Without a new answer, *${word}* stands.`;
  return `${renderMarker(key)}\n${[...parts, stands].join("\n\n")}\n`;
}

function renderAsking(after: ConfiguredDuration | null, isFirst: boolean): string {
  const words = after === null ? "a second look" : `a second look, ${after.text} after the question`;
  return `${isFirst ? capitalise(words) : words}: does it still work?`;
}

/** In a repository that became public since, the numbers may have gone. */
function renderLost(numbers: readonly ShownMetric[]): string {
  const lost = numbers.filter((one) => isLost(one) && !one.isHidden).map((one) => `- ${renderLater(one)}`);
  return lost.length === 0 ? `- ${HIDDEN}` : lost.join("\n");
}

function renderHoped({ statement: { measure }, url }: Outcome): string {
  return measure === null ? "" : ` What we hoped to see:\n\n${quoteBlock(measure, { limit: MAX_QUOTE, more: url })}`;
}
