import type { ExternalErrorKind } from "../../src/core/external-error.ts";
import type { GitHub } from "../../src/github/github.ts";
import type { Chance } from "../chaos/random.ts";
import { type Act, pickFrom, type Stage } from "./stage.ts";

// What time, the network and GitHub do.

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

async function passMinutes({ clock }: Stage, chance: Chance): Promise<string> {
  const minutes = chance.pick([1, 2, 5, 16, 40, 100]);
  await clock.walk(minutes * MINUTE);
  return `${minutes} minutes pass`;
}

/** A few days one by one, as for an app that runs, or several at once, as for one that is away now and then. */
async function passDays({ clock }: Stage, chance: Chance): Promise<string> {
  const days = chance.pick([1, 1, 2, 3, 3, 5, 8, 12]);
  const step = chance.pick([2, 4, 12]);
  await clock.jump(days * DAY, step * DAY);
  await clock.walk(2 * MINUTE);
  return days > step ? `${days} days pass, ${step} at a time` : `${days} days pass`;
}

async function settle({ clock }: Stage): Promise<string> {
  await clock.settle();
  return "everything is worked off";
}

async function restart(stage: Stage): Promise<string> {
  await stage.restart();
  return "the app is started again";
}

async function hold({ network }: Stage, chance: Chance): Promise<string> {
  const count = network.countHeld();
  if (count > 0 || chance.happens(0.3)) {
    network.release(chance);
    return `${count} deliveries come in some other order`;
  }
  network.hold();
  return "deliveries are under way for long";
}

async function lose({ hooks }: Stage): Promise<string> {
  hooks.isAway = !hooks.isAway;
  return hooks.isAway ? "deliveries are lost" : "deliveries are lost no more";
}

async function repeat(stage: Stage, chance: Chance): Promise<string | null> {
  const count = chance.pick([1, 3, 12]);
  const isAnew = chance.happens(0.2);
  const from = chance.between(0, stage.deliveries.length);
  const repeated = stage.deliveries.slice(from, from + count);
  for (const delivery of repeated) {
    await stage.accept(isAnew ? { ...delivery, guid: `anew/${delivery.guid}` } : delivery);
  }
  return repeated.length === 0 ? null : `${repeated.length} deliveries come again${isAnew ? " under other ids" : ""}`;
}

/** Something that should be understood and cannot be. */
async function deliverUnreadable(stage: Stage, chance: Chance): Promise<string | null> {
  const delivery = pickFrom(
    chance,
    stage.deliveries.filter(({ event }) => event === "pull_request" || event === "issues"),
  );
  if (!delivery) return null;
  const { event, guid } = delivery;
  const payload = { ...(delivery.payload as object), pull_request: { number: "?" }, issue: null };
  await stage.accept({ guid: `unreadable/${guid}`, event, payload });
  return `a delivery of ${event} cannot be read`;
}

const WRITES: readonly (keyof GitHub)[] = [
  "createCheckRun",
  "createCheckRun",
  "updateCheckRun",
  "createComment",
  "createComment",
  "updateComment",
  "deleteComment",
  "createIssue",
  "createIssue",
  "createIssue",
  "updateIssue",
  "updateIssue",
  "updateIssue",
  "pinIssue",
  "proposeFiles",
  "addReaction",
  "redeliver",
];
const READS: readonly (keyof GitHub)[] = [
  "readFiles",
  "readConfigFile",
  "readStart",
  "readVisibilities",
  "readPullRequest",
  "readIssue",
  "readPermission",
  "readBranch",
  "listComments",
  "listIssues",
  "listCheckRuns",
  "listChangedPaths",
  "listOpenPullRequests",
  "listPullRequestsFrom",
  "listMergedPullRequests",
  "listDeliveries",
];
const KINDS: readonly ExternalErrorKind[] = [
  "forbidden",
  "invalid",
  "limited",
  "limited",
  "not-found",
  "gone",
  "unanswered",
];

async function fail({ faults, scenario, clock, ownMethod }: Stage, chance: Chance): Promise<string | null> {
  const { faults: which = "all", weak = [] } = scenario;
  if (which === "none") return null;
  const others = which === "all" && chance.happens(0.3) ? READS : WRITES;
  const method = chance.pick(weak.length > 0 && chance.happens(0.5) ? weak : others);
  const mode = chance.pick(["refuse", "fail", "fail", "apply-then-fail", "apply-then-fail"] as const);
  const kind = chance.pick(KINDS);
  const isLimit = kind === "limited";
  const retryAt = new Date(clock.now().getTime() + chance.between(1, 20) * MINUTE);
  const times = chance.pick([1, 1, 1, 2, 4]);
  const fault = { method: ownMethod(method), mode, kind, times };
  faults.next(isLimit ? { ...fault, retryAt } : fault);
  return `${method} will ${mode}${mode === "refuse" ? ` as ${kind}` : ""}, ${times} times`;
}

const LATE = [
  "createCheckRun",
  "createComment",
  "createIssue",
  "createIssue",
  "proposeFiles",
] as const satisfies readonly (keyof GitHub)[];

async function getThereLate({ recorder }: Stage, chance: Chance): Promise<string | null> {
  const method = chance.pick(LATE);
  return (await recorder.repeatLate(method)) ? `${method} gets there once more` : null;
}

export const NETWORK_ACTS: readonly Act[] = [
  { name: "pass minutes", weight: 7, play: passMinutes },
  { name: "pass days", weight: 9, play: passDays },
  { name: "settle", weight: 3, play: settle },
  { name: "restart", weight: 0.7, play: restart },
  { name: "hold deliveries", weight: 0.8, play: hold },
  { name: "lose deliveries", weight: 1, isTrouble: true, play: lose },
  { name: "repeat deliveries", weight: 1.2, play: repeat },
  { name: "deliver what cannot be read", weight: 0.2, play: deliverUnreadable },
  { name: "fail", weight: 5, play: fail },
  { name: "get there late", weight: 1.5, play: getThereLate },
];
