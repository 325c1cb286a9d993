import { parseDelivery } from "../../src/core/delivery/delivery.ts";
import type { OpenDatabase } from "../../src/store/database.ts";
import type { Accepted } from "./gateway.ts";
import { BOT, findQuestions, type Story } from "./people.ts";
import type { StandIn } from "./stand-in.ts";

/** The state once everything has settled. */
export interface Settled {
  readonly gh: StandIn;
  readonly db: OpenDatabase;
  readonly stories: readonly Story[];
  readonly repos: readonly string[];
  /** The deliveries accepted since the last check. */
  readonly accepted: readonly Accepted[];
  /** The number of calls that reached GitHub after their sender had given up. */
  readonly lateCalls: number;
}

interface OutcomeRow {
  readonly repo: string;
  readonly number: number;
  readonly state: string;
  readonly verdict: string | null;
  readonly answers: readonly { readonly by: { readonly login: string } }[];
}

/** An invariant's name, how many items were checked, and where it was broken. */
export interface Finding {
  readonly name: string;
  readonly looked: number;
  readonly broken: readonly string[];
}

/** Checks all invariants. */
export async function checkInvariants(settled: Settled): Promise<readonly Finding[]> {
  const { db, gh, stories, repos, accepted } = settled;
  const outcomes = await db.query<OutcomeRow>(
    `select r.owner || '/' || r.name as repo, o.number, o.state, o.verdict, o.questions -> -1 -> 'answers' as answers
       from outcome o join repository r on r.id = o.repository_id`,
  );
  const find = (story: Story) => outcomes.find(({ repo, number }) => repo === story.repo && number === story.number);
  const merged = stories.filter(({ state }) => state === "merged");
  return [
    each("accepted deliveries are taken in (lost 0)", accepted.filter(isWanted), await createAccount(db, accepted)),
    each("the check says what the description deserves", stories, (story) => checkCheck(gh, story)),
    each("no second check but of a call that came late", [settled], checkSpareChecks),
    each("one comment while something is missing, else none", stories, (story) => checkComments(gh, story)),
    each("an outcome for each merge, in a state people brought about", merged, (story) =>
      checkOutcome(story, find(story)),
    ),
    each("one question a change, open while it is asked (duplicated 0)", merged, (story) =>
      checkQuestion(gh, story, find(story)?.state),
    ),
    each("one reply to a slip, one nudge, one call to come back", merged, (story) => checkReplies(gh, story)),
    each("no verdict without a person", outcomes, checkVerdict),
    each("one dashboard, and its numbers are the people's", repos, (repo) => checkDashboard(gh, repo, merged)),
    each("one report a month", repos, (repo) => checkReports(gh, repo)),
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

function name({ repo, number, title }: Story): string {
  return `${repo}#${number} (${title})`;
}

const DESERVES = { complete: "success", exempt: "success", incomplete: "neutral", untouched: "neutral" } as const;

function checkCheck(gh: StandIn, story: Story): string | null {
  const { sha } = gh.getPull(story).head;
  const newest = listChecks(gh, story.repo, sha).at(-1);
  if (story.state === "closed") return null;
  const deserved = story.isDraft ? "skipped" : DESERVES[story.description];
  const seen = newest?.conclusion ?? null;
  return seen === deserved ? null : `${name(story)}: ${story.description}, the check says "${seen}"`;
}

/** Checks, oldest first. GitHub shows the newest of a name. */
function listChecks(gh: StandIn, repo: string, sha: string) {
  const checks = gh.listCheckRuns({ repo, sha }).filter((check) => check.name === "Outcome");
  return checks.toSorted((a, b) => a.id - b.id);
}

/** A check of an abandoned request cannot be deleted, and stays below the newest. Nothing else creates a second one. */
function checkSpareChecks({ gh, stories, lateCalls }: Settled): string | null {
  const counts = stories.map((story) => listChecks(gh, story.repo, gh.getPull(story).head.sha).length);
  const spare = counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
  return spare <= lateCalls ? null : `${spare} checks too many, and ${lateCalls} calls that came late`;
}

function checkComments(gh: StandIn, story: Story): string | null {
  const count = gh.listComments(story).filter(({ user }) => user.login === BOT).length;
  const isMissing = DESERVES[story.description] === "neutral" && !story.isDraft;
  const least = isMissing && story.state === "open" ? 1 : 0;
  const most = isMissing && story.state !== "closed" ? 1 : 0;
  return count >= least && count <= most ? null : `${name(story)}: ${story.state}, ${count} comments`;
}

function listPossibleStates({ answers, ending, description }: Story): readonly string[] {
  if (answers.length > 0) return ["answered"];
  // A drop or a snooze may arrive just after the app gave up on the question.
  if (ending === "dropped") return ["dropped", "unanswered"];
  if (ending === "moved") return ["waiting", "asked", "unanswered"];
  if (ending === "closed by hand") return ["unanswered"];
  if (ending === "reverted") return ["reverted", "unanswered"];
  if (description === "exempt") return ["exempt"];
  return description === "complete" ? ["waiting", "asked", "unanswered"] : ["unstated"];
}

function checkOutcome(story: Story, outcome: OutcomeRow | undefined): string | null {
  if (!outcome) return `${name(story)} was merged and has no outcome`;
  const states = listPossibleStates(story);
  if (!states.includes(outcome.state)) return `${name(story)} is ${outcome.state}, not ${states.join(" or ")}`;
  const verdict = story.answers.at(-1) ?? null;
  return outcome.verdict === verdict
    ? null
    : `${name(story)}: people said ${story.answers.join(", ")}; recorded is ${outcome.verdict}`;
}

function checkQuestion(gh: StandIn, story: Story, state: string | undefined): string | null {
  const questions = findQuestions(gh, story);
  // A reverted change may or may not have been asked about before.
  if (state === "reverted" && questions.length === 0) return null;
  const isEver = story.answers.length > 0 || story.ending !== null || state === "asked" || state === "unanswered";
  if (questions.length !== (isEver ? 1 : 0)) return `${name(story)}: ${state}, ${questions.length} questions`;
  const [question] = questions;
  if (!question) return null;
  const stands = question.state === "open" ? "open" : `closed as ${question.state_reason}`;
  const should = state === "asked" ? "open" : `closed as ${state === "answered" ? "completed" : "not_planned"}`;
  return stands === should ? null : `${name(story)}: ${state}, its question is ${stands}`;
}

function checkReplies(gh: StandIn, story: Story): string | null {
  const [question] = findQuestions(gh, story);
  if (!question) return null;
  const ours = gh
    .listComments({ repo: story.repo, number: question.number })
    .filter(({ user }) => user.login === BOT)
    .map(({ body }) => body.replace(/<!-- did-this-work:\w+ -->/g, ""));
  const replies = ours.filter((body) => body.includes("wrked"));
  if (replies.length !== story.slips) return `${name(story)}: ${story.slips} slips, ${replies.length} replies`;
  const others = ours.filter((body) => !replies.includes(body));
  return new Set(others).size === others.length ? null : `${name(story)}: the same comment twice`;
}

function checkVerdict({ repo, number, state, verdict, answers }: OutcomeRow): string | null {
  const isSpoken = answers.some(({ by }) => by.login === "bob" || by.login === "cleo");
  const isRight = state === "answered" ? verdict !== null && isSpoken : verdict === null || isSpoken;
  return isRight ? null : `${repo}#${number} is ${state} with ${verdict}, and nobody said so`;
}

function listLabelled(gh: StandIn, repo: string, label: string) {
  return gh
    .listIssues({ repo, state: "all" })
    .filter(({ user, labels }) => user.login === BOT && labels.some((one) => one.name === label))
    .filter(({ state_reason }) => state_reason !== "duplicate");
}

function checkDashboard(gh: StandIn, repo: string, merged: readonly Story[]): string | null {
  const here = merged.filter((story) => story.repo === repo);
  const dashboards = listLabelled(gh, repo, "outcome-dashboard");
  if (dashboards.length !== (here.length > 0 ? 1 : 0)) return `${repo}: ${dashboards.length} dashboards`;
  const verdicts = here.flatMap(({ answers }) => answers.at(-1) ?? []);
  if (verdicts.length === 0) return null;
  const said = `**${verdicts.filter((verdict) => verdict === "worked").length} of ${verdicts.length} answered worked**`;
  const body = dashboards[0]?.body ?? "";
  return body.includes(said) ? null : `${repo}: the dashboard does not say ${said}: ${body.slice(0, 200)}`;
}

function checkReports(gh: StandIn, repo: string): string | null {
  const titles = listLabelled(gh, repo, "outcome-report").map(({ title }) => title);
  return new Set(titles).size === titles.length ? null : `${repo}: ${titles.join(", ")}`;
}
