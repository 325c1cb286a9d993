import { openTestDatabase } from "../test/support/database.ts";
import { createLoop, installShop, type Loop } from "../test/support/loop.ts";
import { inFigures, type Part, type Row } from "./row.ts";

/** A number of calls to GitHub. */
interface Spent {
  readonly reads: number;
  readonly writes: number;
}

/** One step in the life of a pull request, and what other apps spend on it; null where they have no such step. */
interface Step {
  readonly what: string;
  readonly goal: Spent;
  readonly act: (at: Loop, seen: Seen) => Promise<void>;
  readonly mergeable: Spent | null;
  readonly naive: Spent | null;
}

/** What the story has created so far. */
interface Seen {
  number: number;
}

const TEMPLATE =
  "## What problem does this solve?\n\n<!-- Who has it? -->\n\n## How will we know it worked?\n\n<!-- Which number moves? -->\n";
const FULL = TEMPLATE.replace("<!-- Who has it? -->", "Numbers are copied by hand.").replace(
  "<!-- Which number moves? -->",
  "Weekly exports go from 0 to 20.",
);

const spent = (reads: number, writes: number): Spent => ({ reads, writes });

/**
 * The life of one pull request. mergeable: the calls in its source, with settings cached (it reads the changed files
 * and its configuration for each event, creates and concludes the check, and lists the comments before it writes one).
 * Naive: a handler that reads template, configuration and comments and writes check and comment each time, and a daily
 * job that lists merged pull requests and its own issues.
 */
const STORY: readonly Step[] = [
  {
    what: "opened, incomplete",
    goal: spent(0, 2),
    act: async ({ gh }, seen) => {
      seen.number = await gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body: TEMPLATE });
    },
    mergeable: spent(3, 3),
    naive: spent(3, 2),
  },
  {
    what: "edited, nothing relevant changed",
    goal: spent(0, 0),
    act: ({ gh }, { number }) =>
      gh.people.editPullRequest({ by: "bob", number, body: TEMPLATE.replace("Who has it?", "Whose is it?") }),
    mergeable: spent(3, 4),
    naive: spent(3, 2),
  },
  {
    what: "edited to complete",
    goal: spent(0, 2),
    act: ({ gh }, { number }) => gh.people.editPullRequest({ by: "bob", number, body: FULL }),
    mergeable: spent(3, 3),
    naive: spent(3, 2),
  },
  {
    what: "new commits",
    goal: spent(0, 1),
    act: async ({ gh }, { number }) => {
      await gh.people.push({ by: "bob", number });
    },
    mergeable: spent(3, 2),
    naive: spent(3, 1),
  },
  {
    what: "merged",
    goal: spent(0, 1),
    act: async ({ gh }, { number }) => {
      await gh.people.merge({ by: "cleo", number });
    },
    mergeable: spent(2, 0),
    naive: spent(3, 1),
  },
];

/** Calls to GitHub per event, beside the calls of other apps for the same event. */
export async function measureCalls(): Promise<Part> {
  const { db, drop } = await openTestDatabase();
  const at = createLoop(db);
  const rows: Row[] = [];
  try {
    await installShop(at, { template: TEMPLATE });
    const seen: Seen = { number: 0 };
    const all: { readonly step: Step; readonly ours: Spent }[] = [];
    for (const step of STORY) {
      await at.pass({ minutes: 2 });
      at.gh.calls.length = 0;
      await step.act(at, seen);
      await at.settle();
      const ours = count(at, /.*/);
      all.push({ step, ours });
      rows.push(toRow(step, ours));
    }
    rows.push(total(all));
    rows.push(...(await askAndAnswer(at)));
  } finally {
    await drop();
  }
  return { title: "Calls to GitHub", rows, notes: NOTES };
}

const NOTES = [
  "Reads and writes, counted on the simulated GitHub. The baseline is mergeable for what it does (its source of June 2024, settings cached); " +
    "for the rest a sweeper in the manner of actions/stale: once a day it lists everything open, 100 on a page, and for each issue it marked it " +
    "reads events and comments again. The dashboard and the monthly issue are written beside this, at most once a minute and twice a month.",
];

/** The calls made, without those for the dashboard and the monthly issue. */
function count({ gh }: Loop, about: RegExp): Spent {
  const pages = ["outcome-dashboard", "outcome-report"].flatMap((label) => gh.look.issues(label));
  const names = pages.flatMap(({ title, number }) => [title, `#${number}`]);
  const counted = gh.calls.filter((call) => about.test(call.method) && !names.includes(call.about));
  const reads = counted.filter((call) => call.kind === "read").length;
  return spent(reads, counted.length - reads);
}

function toRow({ what, goal, mergeable }: Step, ours: Spent): Row {
  const isMet = ours.reads <= goal.reads && ours.writes <= goal.writes;
  const baseline = mergeable ? inWords(mergeable) : "";
  return {
    what,
    ours: inWords(ours),
    baseline,
    ratio: mergeable ? ratioOf(ours, mergeable) : "",
    goal: inWords(goal),
    isMet,
  };
}

function inWords({ reads, writes }: Spent): string {
  return `${reads} + ${writes}`;
}

function ratioOf(ours: Spent, theirs: Spent): string {
  return inFigures((ours.reads + ours.writes) / (theirs.reads + theirs.writes));
}

function total(all: readonly { readonly step: Step; readonly ours: Spent }[]): Row {
  const ours = add(all.map((one) => one.ours));
  const mergeable = add(all.map(({ step }) => step.mergeable ?? spent(0, 0)));
  const naive = add(all.map(({ step }) => step.naive ?? spent(0, 0)));
  return {
    what: "until the merge, in all",
    ours: inWords(ours),
    baseline: `${inWords(mergeable)}; naive ${inWords(naive)}`,
    ratio: `${ratioOf(ours, mergeable)}; ${ratioOf(ours, naive)}`,
    goal: "",
    isMet: null,
  };
}

function add(all: readonly Spent[]): Spent {
  return all.reduce((sum, one) => spent(sum.reads + one.reads, sum.writes + one.writes), spent(0, 0));
}

/** The question, the reminder, the answer: each beside a job that checks every day whether it is time. */
async function askAndAnswer(at: Loop): Promise<readonly Row[]> {
  at.gh.calls.length = 0;
  await at.pass({ days: 31 });
  const asked = count(at, /Issue|Comment|Reaction/);
  at.gh.calls.length = 0;
  await at.pass({ days: 8 });
  const reminded = count(at, /Issue|Comment|Reaction/);
  const [question] = at.gh.look.issues("outcome");
  if (!question) throw new Error("nothing was asked");
  await at.pass({ minutes: 5 });
  at.gh.calls.length = 0;
  await at.gh.people.comment({ by: "bob", number: question.number, body: "worked: 23 exports a week" });
  await at.settle();
  const answered = count(at, /Issue|Comment|Reaction/);
  return [
    beside("asked, 30 days later", asked, { goal: spent(0, 1), sweeper: spent(30, 1) }),
    beside("reminded, 7 days later", reminded, { goal: spent(2, 1), sweeper: spent(7, 2) }),
    beside("answered by a comment", answered, { goal: spent(0, 2), sweeper: spent(3, 2) }),
  ];
}

function beside(what: string, ours: Spent, { goal, sweeper }: { readonly goal: Spent; readonly sweeper: Spent }): Row {
  const isMet = ours.reads <= goal.reads && ours.writes <= goal.writes;
  return {
    what,
    ours: inWords(ours),
    baseline: inWords(sweeper),
    ratio: ratioOf(ours, sweeper),
    goal: inWords(goal),
    isMet,
  };
}
