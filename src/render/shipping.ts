import type { ClockProblem } from "../core/clock/clock-problem.ts";
import type { ShippedIn } from "../core/clock/shipment.ts";
import type { Config } from "../core/config/config.ts";
import type { Outcome } from "../core/outcome/outcome.ts";
import { toCalendarDate } from "../core/time/schedule.ts";
import { quoteCode } from "./code.ts";
import { joinWords, renderDate } from "./words.ts";

/** Says what brought a change to its users: "released in `v2.3` on 20 Nov 2026"; "" where that was the merge, or is not known. */
export function renderShipped(
  { clockStartedAt, shippedIn }: Pick<Outcome, "clockStartedAt" | "shippedIn">,
  config: Config,
): string {
  if (clockStartedAt === null || shippedIn === null || shippedIn.kind === "merge") return "";
  return `${renderHow(shippedIn)} on ${renderDate(toCalendarDate(clockStartedAt, config["time-zone"]))}`;
}

function renderHow({ kind, name }: ShippedIn): string {
  switch (kind) {
    case "merge":
    case "person":
      return "shipped";
    case "release":
      return `released in ${quoteCode(name)}`;
    case "deployment":
      return `deployed to ${quoteCode(name)}`;
    case "branch":
      return `brought to ${quoteCode(name)}`;
  }
}

/** Says why a clock cannot start as it is configured, and what to do about it. */
export function renderClockProblem(problem: ClockProblem): string {
  return `${renderWhy(problem)} Until it starts, each change is asked about ${problem.anywayAfter} after its merge.`;
}

function renderWhy(problem: ClockProblem): string {
  switch (problem.kind) {
    case "nothing-named": {
      const list = LISTS[problem.starts];
      return `Nothing can start the clock: \`clock.starts\` is \`${problem.starts}\`, and \`clock.${list}\` names none. Name at least one.`;
    }
    case "not-permitted":
      return "The clock can't start: `clock.starts` is `deployment`, and the app may not see deployments. An organization owner can grant *Deployments: read* on the app's installation page.";
    case "unseen": {
      const named = joinWords(problem.named.map((name) => quoteCode(name)));
      const seen =
        problem.seen.length === 0 ? "" : ` Seen instead: ${problem.seen.map((name) => quoteCode(name)).join(", ")}.`;
      return `Nothing has started the clock: ${UNSEEN[problem.starts]} ${named}.${seen} Check \`clock.${LISTS[problem.starts]}\`.`;
    }
  }
}

const LISTS = { release: "tags", deployment: "environments", branch: "branches" } as const;

const UNSEEN = {
  release: "no release has a tag that matches",
  deployment: "in 30 days there was no deployment to",
  branch: "there is no branch",
} as const;
