import type { Chance } from "./random.ts";
import type { StandIn, StandInIssue } from "./stand-in.ts";

const TEMPLATE =
  "## What problem does this solve?\n\n<!-- Who has it? -->\n\n## How will we know it worked?\n\n<!-- Which number? -->\n";
const CONFIG = "active: always\nfollow-up:\n  max-per-day: 100\n  max-open-per-person: 100\n";

/** Descriptions by the evaluation they get. */
const DESCRIPTIONS = {
  complete: describe("Numbers are copied by hand every Monday.", "20 exports a week in the usage dashboard."),
  incomplete: describe("Numbers are copied by hand every Monday.", "TBD"),
  untouched: TEMPLATE,
  exempt: describe("Numbers are copied by hand every Monday.", "N/A: only a name changes."),
} as const;
export type Description = keyof typeof DESCRIPTIONS;

export const VERDICTS = ["worked", "partly", "missed", "unclear"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The user actions on a pull request and its question. The invariants compare GitHub with this alone. */
export interface Story {
  readonly repo: string;
  readonly number: number;
  readonly title: string;
  description: Description;
  isDraft: boolean;
  state: "open" | "closed" | "merged";
  /** In the order in which they were given. */
  readonly answers: Verdict[];
  /** How the question was ended or moved, other than by an answer. */
  ending: "dropped" | "moved" | "closed by hand" | "reverted" | null;
  /** The number of commands with a typo. */
  slips: number;
  /** The time of the last user action on the question: GitHub's times have a resolution of one second. */
  actedAt: number;
}

/** People at work: each call of `act` performs one random user action, and records it. */
export interface People {
  readonly repos: readonly string[];
  readonly stories: readonly Story[];
  act(): void;
}

/** The dependencies of people. */
export interface Surroundings {
  readonly gh: StandIn;
  readonly chance: Chance;
  readonly now: () => Date;
}

export const BOT = "did-this-work[bot]";

/** Creates repositories of several owners, and people who work in them. */
export function createPeople({ gh, chance, now }: Surroundings, owners: number): People {
  const repos = Array.from({ length: owners }, (_, index) => addRepository(gh, `acme-${index + 1}`));
  const stories: Story[] = [];
  return {
    repos,
    stories,
    act: () => {
      const story = stories.length === 0 || chance.happens(0.2) ? undefined : chance.pick(stories);
      if (story) continueStory({ gh, chance, now }, story);
      else stories.push(openPull(gh, chance, { repo: chance.pick(repos), name: `Change ${stories.length + 1}` }));
    },
  };
}

function addRepository(gh: StandIn, owner: string): string {
  const repo = `${owner}/shop`;
  gh.addOrg({ login: owner, admins: ["ada"], members: ["bob", "cleo"] });
  gh.addRepo({
    repo,
    files: { ".github/pull_request_template.md": TEMPLATE, ".github/outcomes.yml": CONFIG },
    collaborators: { ada: "admin", bob: "write", cleo: "write" },
  });
  gh.install({ account: owner, repos: [repo] });
  return repo;
}

function describe(problem: string, measure: string): string {
  return TEMPLATE.replace("<!-- Who has it? -->", problem).replace("<!-- Which number? -->", measure);
}

function openPull(gh: StandIn, chance: Chance, { repo, name }: { repo: string; name: string }): Story {
  const description = pickDescription(chance);
  const isDraft = chance.happens(0.1);
  const body = DESCRIPTIONS[description];
  const { number } = gh.openPull({ repo, author: "bob", title: name, body, draft: isDraft });
  return {
    repo,
    number,
    title: name,
    description,
    isDraft,
    state: "open",
    answers: [],
    ending: null,
    slips: 0,
    actedAt: 0,
  };
}

function pickDescription(chance: Chance): Description {
  return chance.pick(["complete", "complete", "complete", "incomplete", "untouched", "exempt"] as const);
}

function continueStory(world: Surroundings, story: Story): void {
  switch (story.state) {
    case "open":
      workOn(world, story);
      return;
    case "closed":
      world.gh.reopenPull(story);
      story.state = "open";
      return;
    case "merged":
      if (isRevertible(story) && world.chance.happens(0.08)) revert(world.gh, story);
      else answer(world, story);
      return;
  }
}

const DAY_MS = 86_400_000;

function workOn({ gh, chance, now }: Surroundings, story: Story): void {
  const roll = chance.next();
  if (roll < 0.4) {
    story.description = pickDescription(chance);
    gh.editPull({ ...story, body: DESCRIPTIONS[story.description] });
  } else if (roll < 0.5) gh.pushToPull(story);
  else if (roll < 0.6) toggleDraft(gh, story);
  else if (roll < 0.65) {
    gh.closePull(story);
    story.state = "closed";
  } else if (roll < 0.75) forgeMarker(gh, story);
  else if (!story.isDraft) {
    // Some merges are dated a month ago, so that their questions are due immediately.
    const mergedAt = chance.happens(0.6) ? { mergedAt: new Date(now().getTime() - 31 * DAY_MS) } : {};
    gh.mergePull({ ...story, by: "cleo", ...mergedAt });
    story.state = "merged";
  }
}

function toggleDraft(gh: StandIn, story: Story): void {
  if (story.isDraft) gh.readyForReview(story);
  else gh.convertToDraft(story);
  story.isDraft = !story.isDraft;
}

/** A person pastes the app's comment, including its marker. */
function forgeMarker(gh: StandIn, { repo, number }: Story): void {
  const ours = gh.listComments({ repo, number }).find(({ user }) => user.login === BOT);
  gh.comment({ repo, number, by: "bob", body: ours?.body ?? "<!-- did-this-work:0000 -->" });
}

/** The app's questions about a story, without those closed as duplicates. */
export function findQuestions(gh: StandIn, { repo, title }: Pick<Story, "repo" | "title">): readonly StandInIssue[] {
  return gh
    .listIssues({ repo, state: "all" })
    .filter(({ user, title: asked }) => user.login === BOT && asked === `Did this work? ${title}`)
    .filter(({ state_reason }) => state_reason !== "duplicate");
}

function isRevertible({ description, answers, ending }: Story): boolean {
  return description === "complete" && answers.length === 0 && ending === null;
}

/** Reverts a story by a pull request that is not a story itself, since the app skips it. */
function revert(gh: StandIn, story: Story): void {
  const { repo, number, title } = story;
  const body = `Reverts ${repo}#${number}`;
  const reverting = gh.openPull({ repo, author: "cleo", title: `Revert "${title}"`, body });
  gh.mergePull({ repo, number: reverting.number, by: "ada" });
  story.ending = "reverted";
}

const PAUSE_MS = 2_000;

function answer({ gh, chance }: Surroundings, story: Story): void {
  const [question] = findQuestions(gh, story);
  if (!question || Date.now() < story.actedAt + PAUSE_MS) return;
  const { repo } = story;
  const { number } = question;
  story.actedAt = Date.now();
  const roll = chance.next();
  if (roll < 0.1) {
    gh.comment({ repo, number, by: "cleo", body: "> /outcome worked\n\nNo, not yet." });
    return;
  }
  if (roll < 0.2) {
    story.slips += 1;
    gh.comment({ repo, number, by: "bob", body: "/outcome wrked" });
    return;
  }
  // Other endings happen only before any answer, so that each story has one ending.
  const isUntouched = story.answers.length === 0 && story.ending === null && question.state === "open";
  if (roll < 0.4 && isUntouched) {
    endOtherwise({ gh, chance }, story, number);
    return;
  }
  if (story.ending !== null && story.ending !== "closed by hand") return;
  const verdict = chance.pick(VERDICTS);
  if (giveAnswer({ gh, chance }, { repo, number, verdict })) story.answers.push(verdict);
}

function endOtherwise({ gh, chance }: Pick<Surroundings, "gh" | "chance">, story: Story, number: number): void {
  const { repo } = story;
  story.ending = chance.pick(["dropped", "moved", "closed by hand"] as const);
  if (story.ending === "dropped") gh.comment({ repo, number, by: "bob", body: "/outcome drop the page is gone" });
  if (story.ending === "moved") gh.comment({ repo, number, by: "bob", body: "/outcome snooze 2 weeks" });
  if (story.ending === "closed by hand") gh.closeIssue({ repo, number, by: "cleo" });
}

interface Given {
  readonly repo: string;
  readonly number: number;
  readonly verdict: Verdict;
}

/** Answers by box, command or word. Returns false when there is no box to tick. */
function giveAnswer({ gh, chance }: Pick<Surroundings, "gh" | "chance">, { repo, number, verdict }: Given): boolean {
  const way = chance.pick(["box", "command", "word"] as const);
  if (way === "command") gh.comment({ repo, number, by: "bob", body: `/outcome ${verdict} as seen` });
  if (way === "word") gh.comment({ repo, number, by: "bob", body: `${verdict}: as seen` });
  if (way !== "box") return true;
  const issue = gh.listIssues({ repo, state: "all" }).find((one) => one.number === number);
  const box = issue?.body.split("\n").find((line) => /^- \[ \]/.test(line) && line.includes(`:${verdict} -->`));
  if (box === undefined) return false;
  gh.tickCheckbox({ repo, number, by: "cleo", text: `:${verdict} -->` });
  return true;
}
