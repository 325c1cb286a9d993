import type { Engine } from "./loop.ts";
import { describeChange, REPOSITORY } from "./seed.ts";
import { type Ending, type ShopChange, TEAM } from "./shop-change.ts";
import { type Entry, toWorkday, WEEK_DAYS } from "./year-entry.ts";

/** Without the minute between two user actions. */
export const HURRIED = { isHurried: true } as const;
/** In one of this many changes the author forgets the measure, and adds it a day later. */
const FORGETFUL = 5;
/** Days from the release, which is on the day of the merge, to the question, which is on a weekday. */
const QUESTION_AFTER = 32;

/** The life of one pull request: opened, perhaps completed, merged, and the end of its question. */
export function planChange(engine: Engine, change: ShopChange, index: number): Entry[] {
  const { by, title, problem, measure, day, label } = change;
  const { act } = engine;
  const reviewer = TEAM[(TEAM.indexOf(by) + 1 + (index % (TEAM.length - 1))) % TEAM.length] ?? by;
  const isForgetful = index % FORGETFUL === FORGETFUL - 1 && measure !== null;
  const find = () => findThread(engine, title);
  const body = describeChange({ title, problem, measure });
  const first = isForgetful ? describeChange({ title, problem, measure: null }) : body;
  const branch = title.toLowerCase().replace(/\W+/g, "-");
  const labels = label === undefined ? [] : [label];
  const open: Entry = {
    day: Math.max(0, day - WEEK_DAYS),
    run: () =>
      act(
        `${by} opens “${title}”`,
        (people) => people.openPullRequest({ by, title, body: first, branch, labels }),
        HURRIED,
      ),
  };
  const complete: Entry = {
    day,
    run: () =>
      act(
        `${by} says in #${find()} how we will know`,
        (people) => people.editPullRequest({ by, number: find(), body }),
        HURRIED,
      ),
  };
  const merge: Entry = {
    day,
    run: () =>
      act(`${reviewer} merges #${find()}`, (people) => people.merge({ by: reviewer, number: find() }), HURRIED),
  };
  return [
    open,
    ...(isForgetful ? [complete] : []),
    merge,
    ...planEnding(engine, change, toWorkday(day) + QUESTION_AFTER),
  ];
}

/** The end of the question that is asked on that day. */
function planEnding(engine: Engine, change: ShopChange, askedOn: number): Entry[] {
  const { ending } = change;
  const reply = (on: number, body: string): Entry => ({ day: on, run: () => comment(engine, change, body) });
  switch (ending.kind) {
    case "silence":
      return [];
    case "drop":
      return [reply(askedOn + 1, `/outcome drop ${ending.why}`)];
    case "snooze": {
      const snoozed = reply(askedOn + 1, `/outcome snooze ${ending.days} days`);
      return [
        snoozed,
        ...planEnding(engine, { ...change, ending: ending.later }, toWorkday(askedOn + 1) + ending.days),
      ];
    }
    case "revert":
      return [{ day: change.day + ending.after, run: () => revert(engine, change) }];
    case "answer":
      return [{ day: askedOn + (ending.after ?? 1), run: () => answer(engine, change, ending) }];
  }
}

type Answer = Extract<Ending, { kind: "answer" }>;

async function answer(engine: Engine, change: ShopChange, { verdict, saw, why, next, isMail }: Answer): Promise<void> {
  const { by } = change;
  const number = findThread(engine, toQuestion(change));
  if (saw === undefined) {
    await engine.act(`${by} ticks “${verdict}” in #${number}`, (people) => tick(people, verdict), HURRIED);
  } else if (isMail) {
    const body = `${verdict}. ${saw}`;
    await engine.act(
      `${by} answers #${number} by email`,
      (people) => people.replyByEmail({ by, number, body }),
      HURRIED,
    );
  } else {
    await comment(engine, change, `/outcome ${verdict} ${saw}`);
  }
  const boxes = [...(why ? [`why-${why}`] : []), ...(next ? [`next-${next}`] : [])];
  if (boxes.length > 0) {
    await engine.act(`${by} ticks what is next in #${number}`, (people) => tick(people, ...boxes), HURRIED);
  }

  function tick(people: Engine["simulation"]["people"], ...names: string[]): Promise<void> {
    return people.tick({ by, number, box: names.map((name) => `:${name} -->`) });
  }
}

async function comment(engine: Engine, change: ShopChange, body: string): Promise<void> {
  const { by } = change;
  const number = findThread(engine, toQuestion(change));
  await engine.act(`${by} comments on #${number}`, (people) => people.comment({ by, number, body }), HURRIED);
}

/** Reverts as GitHub's Revert button does. */
async function revert({ act, simulation }: Engine, { by, title }: ShopChange): Promise<void> {
  const number = findThread({ simulation }, title);
  const start = {
    by,
    title: `Revert "${title}"`,
    body: `Reverts ${REPOSITORY}#${number}`,
    branch: `revert-${number}-main`,
  };
  const undoing = await act(`${by} opens a revert of #${number}`, (people) => people.openPullRequest(start), HURRIED);
  await act(`${by} merges #${undoing}`, (people) => people.merge({ by, number: undoing }), HURRIED);
}

function toQuestion({ title }: ShopChange): string {
  return `Did this work? ${title}`;
}

function findThread({ simulation }: Pick<Engine, "simulation">, title: string): number {
  const thread = simulation.look.threads().find((one) => one.title === title);
  if (!thread) throw new Error(`nothing is called “${title}”`);
  return thread.number;
}
