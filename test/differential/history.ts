import { type Chance, createChance } from "../chaos/random.ts";
import { DASHBOARD_ACTS } from "./dashboard-acts.ts";
import { heal } from "./heal.ts";
import { ISSUE_ACTS } from "./issue-acts.ts";
import { NETWORK_ACTS } from "./network-acts.ts";
import { PULL_ACTS } from "./pull-acts.ts";
import type { RecordedAct } from "./recording.ts";
import { REPOSITORY_ACTS } from "./repository-acts.ts";
import { CONFIG_PATH, type Start, TEMPLATE_PATH } from "./scenarios.ts";
import type { Act, Stage } from "./stage.ts";
import { describe } from "./texts.ts";
import { TOUR } from "./tour.ts";

const ACTS: readonly Act[] = [...PULL_ACTS, ...ISSUE_ACTS, ...DASHBOARD_ACTS, ...REPOSITORY_ACTS, ...NETWORK_ACTS];

const FEWEST = 30;
const MOST = 52;
/** A tour is long enough by itself. */
const AFTER_TOUR = 10;
/** What is favoured happens so many times as often. */
const FAVOUR = 2;
/** So many acts come first that disturb nothing. */
const UNTROUBLED = 8;
/** What is in trouble is put right before the next act so often. */
const HEALED_SHARE = 0.2;
/** Often nothing is worked off between two acts. */
const SETTLED_SHARE = 0.65;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const COLLABORATORS = {
  ada: "admin",
  bob: "write",
  cleo: "write",
  tina: "triage",
  dan: "read",
  "helper[bot]": "write",
  "dependabot[bot]": "write",
} as const;

/** Plays the history of a seed. Every act has a chance of its own, so that one that is different does not change all others. */
export async function playHistory(stage: Stage, seed: number, note: (act: RecordedAct) => void): Promise<void> {
  await install(stage);
  for (const step of stage.scenario.isTour ? TOUR : []) {
    note({ name: "tour", told: await step(stage) });
    await stage.network.flush();
    await stage.clock.settle();
  }
  const count = stage.scenario.isTour ? AFTER_TOUR : createChance(seed).between(FEWEST, MOST);
  for (let index = 0; index < count; index++) {
    const chance = createChance(seed * 1_000 + index);
    note(await playOne(stage, chance, index));
    await stage.network.flush();
    if (chance.happens(SETTLED_SHARE)) await stage.clock.settle();
  }
  note(await end(stage, createChance(seed)));
}

/** Repositories with something in them already, then the app. */
async function install({ people, scenario, clock, restart, network }: Stage): Promise<void> {
  const { owner = "acme", ownerType = "Organization", withhold = [] } = scenario;
  await restart();
  for (const start of scenario.repositories) {
    await people.addRepository({ owner, ownerType, collaborators: COLLABORATORS, ...toFiles(start) });
  }
  const repository = `${owner}/${scenario.repositories[0]?.name}`;
  for (const title of ["Before everything", "Still open"]) {
    const body = describe("It was slow.", "It is fast.");
    const number = await people.openPullRequest({ repository, by: "bob", title, body });
    if (title === "Before everything") await people.merge({ repository, by: "cleo", number });
  }
  await people.openPullRequest({ repository, by: "dan", title: "From a fork", body: null, fork: true });
  await people.install({ owner, withhold });
  await network.flush();
  await clock.settle();
}

function toFiles({ template, config, files = {}, ...start }: Start) {
  return {
    ...start,
    files: {
      ...(template === undefined ? {} : { [TEMPLATE_PATH]: template }),
      ...(config === undefined ? {} : { [CONFIG_PATH]: config }),
      ...files,
    },
  };
}

async function playOne(stage: Stage, chance: Chance, index: number): Promise<RecordedAct> {
  if (stage.isTroubled && chance.happens(HEALED_SHARE)) return { name: "heal", told: await heal(stage) };
  const acts = ACTS.filter(({ isTrouble = false }) => !isTrouble || index >= UNTROUBLED);
  const total = acts.reduce((sum, act) => sum + weigh(act, stage), 0);
  // What there is nothing to do with makes room for something else.
  for (;;) {
    const act = pickByWeight(acts, stage, chance.next() * total);
    const told = await playOrSay(act, stage, chance);
    if (told === null) continue;
    stage.isTroubled ||= act.isTrouble ?? false;
    return { name: act.name, told };
  }
}

function weigh({ name, weight }: Act, { scenario: { favours = [] } }: Stage): number {
  return weight * (favours.includes(name) ? FAVOUR : 1);
}

function pickByWeight(acts: readonly Act[], stage: Stage, at: number): Act {
  let sum = 0;
  for (const act of acts) {
    sum += weigh(act, stage);
    if (at < sum) return act;
  }
  throw new Error("there is nothing that can happen");
}

/** What GitHub does not let somebody do is an act too. */
async function playOrSay(act: Act, stage: Stage, chance: Chance): Promise<string | null> {
  try {
    return await act.play(stage, chance);
  } catch (error) {
    if (!(error instanceof Error) || !IS_REFUSED.test(error.message)) throw error;
    return `in vain: ${error.message}`;
  }
}

const IS_REFUSED =
  /^there is no |may not|cannot be merged|is not installed|has no button|are switched off|cannot be reopened/;

/** All that was under way arrives, nothing fails any more, and time passes. */
async function end({ network, hooks, faults, clock, restart }: Stage, chance: Chance): Promise<RecordedAct> {
  if (chance.happens(0.3)) return { name: "end", told: "it ends in the middle of things" };
  network.release(chance);
  hooks.isAway = false;
  faults.clear();
  await restart();
  await clock.walk(20 * MINUTE);
  const days = chance.pick([1, 5, 12, 35]);
  await clock.jump(days * DAY, 6 * DAY);
  await clock.walk(10 * MINUTE);
  return { name: "end", told: `nothing is in the way any more, ${days} days pass` };
}
