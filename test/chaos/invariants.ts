import { parseDelivery } from "../../src/core/delivery/delivery.ts";
import type { OpenDatabase } from "../../src/store/database.ts";
import type { Accepted } from "./gateway.ts";
import { checkDashboard, checkQuestion, checkReplies, checkReports } from "./issue-invariants.ts";
import { checkCheck, checkComments, checkPullReplies, checkSpareChecks } from "./pull-invariants.ts";
import { checkRecord, checkTotals, findStuck, listRecords, type OutcomeRecord } from "./record-invariants.ts";
import type { StandIn } from "./stand-in.ts";
import { name, type Story } from "./story.ts";

/** The state once everything has settled. */
export interface Settled {
  readonly gh: StandIn;
  readonly db: OpenDatabase;
  readonly stories: readonly Story[];
  readonly repos: readonly string[];
  /** The repositories whose dashboard a person deleted or transferred. */
  readonly bereft: ReadonlySet<string>;
  readonly now: Date;
  /** The deliveries accepted since the last check. */
  readonly accepted: readonly Accepted[];
  /** The number of calls that reached GitHub after their sender had given up. */
  readonly lateCalls: number;
}

/** An invariant's name, how many items were checked, and where it was broken. */
export interface Finding {
  readonly name: string;
  readonly looked: number;
  readonly broken: readonly string[];
}

/** Checks all invariants. */
export async function checkInvariants(settled: Settled): Promise<readonly Finding[]> {
  const { db, gh, stories, repos, bereft, accepted, now } = settled;
  const records = await listRecords(db);
  const find = (story: Story) => records.find(({ repo, number }) => repo === story.repo && number === story.number);
  const merged = stories.filter(({ state }) => state === "merged");
  const totals = await checkTotals(gh, db);
  return [
    each("accepted deliveries are taken in (lost 0)", accepted.filter(isWanted), await createAccount(db, accepted)),
    each("the check says what the description deserves", stories, (story) => checkCheck(gh, story)),
    each("no second check but of a call that came late", [settled.lateCalls], (lateCalls) =>
      checkSpareChecks(gh, stories, lateCalls),
    ),
    each("one comment while something is missing, else none", stories, (story) => checkComments(gh, story)),
    each("one reply to a slip of a reviewer", stories, (story) => checkPullReplies(gh, story)),
    each("an outcome for each merge, in a state people brought about", merged, (story) =>
      checkOutcome(story, find(story)),
    ),
    each("one question a change, open while it is asked (duplicated 0)", merged, (story) =>
      checkQuestion(gh, story, find(story)?.state),
    ),
    each("one reply to a slip, one nudge, one call to come back", merged, (story) => checkReplies(gh, story)),
    each("no verdict without a person", records, checkVerdict),
    each("a record agrees with itself, and none is overdue", records, (record) => checkRecord(record, now)),
    each("each merge is an outcome or skipped, and never both", repos, totals),
    each("one dashboard, and its numbers are the people's", repos, (repo) =>
      checkDashboard(gh, { repo, merged, isBereft: bereft.has(repo) }),
    ),
    each("one report a month", repos, (repo) => checkReports(gh, repo)),
    each("no key is blocked or keeps failing", [await findStuck(db)], (stuck) => stuck),
    each("no delivery is set aside", [await countSetAside(db)], (count) =>
      count === 0 ? null : `${count} deliveries were set aside`,
    ),
    each("requests are those GitHub's description allows", [gh.violations], (list) =>
      list.length === 0 ? null : JSON.stringify(list.slice(0, 3)),
    ),
  ];
}

function each<Item>(name: string, items: readonly Item[], check: (item: Item) => string | null): Finding {
  return { name, looked: items.length, broken: items.map(check).filter((problem) => problem !== null) };
}

/** Does the app have a use for this delivery? */
export function isWanted({ event, payload }: Pick<Accepted, "event" | "payload">): boolean {
  return parseDelivery(event, payload) !== null;
}

async function createAccount(
  db: OpenDatabase,
  accepted: readonly Accepted[],
): Promise<(delivery: Accepted) => string | null> {
  const rows = await db.query<{ guid: string; done: boolean }>(
    "select guid, done_at is not null as done from delivery where guid = any($1)",
    [accepted.map(({ guid }) => guid)],
  );
  const known = new Map(rows.map(({ guid, done }) => [guid, done]));
  return ({ guid, event }) => {
    if (!known.has(guid)) return `${event} ${guid} was accepted and is lost`;
    return known.get(guid) ? null : `${event} ${guid} was accepted and not taken in`;
  };
}

async function countSetAside(db: OpenDatabase): Promise<number> {
  const rows = await db.query("select guid from delivery where set_aside_at is not null");
  return rows.length;
}

function listPossibleStates(story: Story): readonly string[] {
  const { answers, ending, description, wasMoved } = story;
  if (answers.length > 0) return ["answered"];
  // A drop, a snooze or a revert may arrive just after the app gave up on the question.
  if (ending === "dropped") return ["dropped", "unanswered"];
  if (ending === "closed by hand") return ["unanswered"];
  if (ending === "reverted") return ["reverted", "unanswered"];
  if (description === "exempt") return ["exempt"];
  if (description !== "complete") return ["unstated"];
  if (!story.isQuestionGone) return ["waiting", "asked", "unanswered"];
  // A question that was put off is not missed before its new date. One whose number was not known yet is asked anew.
  return ["unanswered", "not-asked", "asked", ...(wasMoved ? ["waiting"] : [])];
}

function checkOutcome(story: Story, outcome: OutcomeRecord | undefined): string | null {
  // Its merge may have overtaken the command.
  if (story.isExcused) return checkExcused(story, outcome);
  if (!outcome) return `${name(story)} was merged and has no outcome`;
  const states = listPossibleStates(story);
  if (!states.includes(outcome.state)) return `${name(story)} is ${outcome.state}, not ${states.join(" or ")}`;
  const verdict = story.answers.at(-1) ?? null;
  return outcome.verdict === verdict
    ? null
    : `${name(story)}: people said ${story.answers.join(", ")}; recorded is ${outcome.verdict}`;
}

function checkExcused(story: Story, outcome: OutcomeRecord | undefined): string | null {
  const isLeftAlone = !outcome || ["dropped", "exempt", "unstated", "unanswered"].includes(outcome.state);
  return isLeftAlone ? null : `${name(story)} was excused and is ${outcome.state}`;
}

function checkVerdict({ repo, number, state, verdict, answers }: OutcomeRecord): string | null {
  const isSpoken = answers.some(({ by }) => by.login === "bob" || by.login === "cleo");
  const isRight = state === "answered" ? verdict !== null && isSpoken : verdict === null || isSpoken;
  return isRight ? null : `${repo}#${number} is ${state} with ${verdict}, and nobody said so`;
}
