import type { ThreadView } from "../../src/simulator/look.ts";
import type { NewPullRequest } from "../../src/simulator/pull-request-people.ts";
import type { NewDeployment } from "../../src/simulator/shipment-people.ts";
import { addShop, type Loop, type ShopOptions, type Time, useLoop } from "./loop.ts";
import { FULL, TEMPLATE } from "./template.ts";

/**
 * acme/shop with the app installed, told as a story: `await shop().openPull().merge().ask()`. Each step is done to the
 * end, with all the work it causes, before the next begins. What `gh.people` does is done without that work.
 */
export interface Shop extends Omit<Loop, "pass">, Steps {
  /** The id of the repository. */
  readonly id: number;
  /** A pull request as it stands on GitHub: the one with that number, or the one that a person opened last. */
  pull(number?: number): ThreadView;
  /** The check of a pull request in one line, such as `neutral: Missing: how we'll know it worked`; null without a check. */
  check(number?: number): string | null;
  /** The follow-up as it stands on GitHub. Of several, the one opened first. */
  question(): ThreadView;
  /** All follow-ups, the latest first. */
  questions(): readonly ThreadView[];
  /** The dashboard as it stands on GitHub. */
  dashboard(): ThreadView;
}

/** A story so far. Awaited, it gives the shop; a step continues it. */
export type Story = Promise<Shop> & Steps;

/** What people and time do. Without a number, a step concerns the pull request opened last, or the first follow-up. */
interface Steps {
  /** Installs the app. Calls made until then do not count. */
  install(options?: Pick<ShopOptions, "withhold">): Story;
  /** bob opens a pull request, which is complete unless it is given another description. */
  openPull(given?: Partial<NewPullRequest>): Story;
  edit(given: On & { readonly title?: string; readonly body?: string; readonly base?: string }): Story;
  push(given?: On & { readonly config?: string; readonly touches?: readonly string[] }): Story;
  /** cleo merges. */
  merge(given?: On): Story;
  /** Time passes until what was merged just now is asked about, with the default configuration. */
  ask(): Story;
  /** bob comments on the follow-up. */
  say(body: string, given?: On): Story;
  /** bob ticks a box of the follow-up. */
  tick(box: Box, given?: On): Story;
  /** cleo publishes a release of the default branch. */
  release(tag: string, given?: { readonly prerelease?: boolean; readonly target?: string }): Story;
  /** cleo deploys the default branch, to production unless told otherwise. */
  deploy(given?: Omit<NewDeployment, "repository" | "by">): Story;
  /** A branch is moved to the head of the default branch, or made there. */
  bring(branch: string): Story;
  /** ada commits `.github/outcomes.yml` to the default branch. */
  configure(config: string): Story;
  /** Time passes, and everything that comes due is done. */
  pass(time: Time): Story;
}

/** The person who acts, and the number of the thread. */
interface On {
  readonly by?: string;
  readonly number?: number;
}

type Box = Parameters<Loop["gh"]["people"]["tick"]>[0]["box"];

const APP = "did-this-work[bot]";
const REPOSITORY = "acme/shop";
const HERE = { repository: REPOSITORY };

/** How a story begins. */
export interface Begin {
  /** Installs the app on acme/shop, which has the template unless told otherwise. */
  (options?: ShopOptions): Story;
  /** The same without the app, which the step `install` installs. */
  readonly without: (options?: ShopOptions) => Story;
}

/** One loop for all tests of a file. The returned function begins a story on an empty database. */
export function useShop(): Begin {
  const loop = useLoop();
  const without = (options?: ShopOptions) => tell(openShop(loop(), options));
  return Object.assign((options?: ShopOptions) => without(options).install(options), { without });
}

/** Adds acme/shop to an empty loop. */
export async function openShop(loop: Loop, options: ShopOptions = {}): Promise<Shop> {
  const id = await addShop(loop.gh, { template: TEMPLATE, ...options });
  const { look } = loop.gh;
  const issues = (label: string) => look.issues(label, REPOSITORY);
  const pull = (number?: number) => (number === undefined ? lastPull(loop) : look.thread(number, REPOSITORY));
  const shop: Shop = {
    ...loop,
    ...bindSteps((step) => tell(step(shop).then(() => shop))),
    id,
    pull,
    check: (number) => {
      const { check } = pull(number);
      return check && `${check.conclusion}: ${check.title}`;
    },
    question: () => mustExist(issues("outcome").at(-1), "follow-up"),
    questions: () => issues("outcome"),
    dashboard: () => mustExist(issues("outcome-dashboard")[0], "dashboard"),
  };
  return shop;
}

type Step = (shop: Shop) => Promise<unknown>;

const STEPS: { readonly [Name in keyof Steps]: (at: Shop, ...given: Parameters<Steps[Name]>) => Promise<unknown> } = {
  install: async ({ gh, settle, takeCalls }, { withhold = [] } = {}) => {
    await gh.people.install({ owner: "acme", withhold });
    await settle();
    takeCalls();
  },
  openPull: ({ gh }, given) =>
    gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body: FULL, ...HERE, ...given }),
  edit: ({ gh, pull }, given) => gh.people.editPullRequest({ by: "bob", number: pull().number, ...HERE, ...given }),
  push: ({ gh, pull }, given) => gh.people.push({ by: "bob", number: pull().number, ...HERE, ...given }),
  merge: ({ gh, pull }, given) => gh.people.merge({ by: "cleo", number: pull().number, ...HERE, ...given }),
  ask: async ({ advance }) => advance({ days: 31 }),
  say: ({ gh, question }, body, { by = "bob", number = question().number } = {}) =>
    gh.people.comment({ by, number, body, ...HERE }),
  tick: ({ gh, question }, box, { by = "bob", number = question().number } = {}) =>
    gh.people.tick({ by, number, box, ...HERE }),
  release: ({ gh }, tag, given) => gh.people.publishRelease({ by: "cleo", tag, ...HERE, ...given }),
  deploy: ({ gh }, given) => gh.people.deploy({ by: "cleo", ...HERE, ...given }),
  bring: async ({ gh }, branch) => {
    const there = { by: "cleo", branch, ...HERE };
    await gh.people.moveBranch({ ...there, to: "main" }).catch(() => gh.people.createBranch(there));
  },
  configure: ({ gh }, config) =>
    gh.people.commitFile({ by: "ada", files: { ".github/outcomes.yml": config }, ...HERE }),
  pass: async ({ advance }, time) => advance(time),
};

/** The story that a promise of its shop tells so far. */
function tell(shop: Promise<Shop>): Story {
  return Object.assign(
    shop,
    bindSteps((step) => tell(shop.then((at) => step(at).then(() => at)))),
  );
}

function bindSteps(take: (step: Step) => Story): Steps {
  const bound = Object.entries(STEPS).map(([name, step]) => [
    name,
    (...given: unknown[]) =>
      take(async (at) => {
        await (step as (at: Shop, ...given: unknown[]) => Promise<unknown>)(at, ...given);
        await at.settle();
      }),
  ]);
  return Object.fromEntries(bound) as Steps;
}

function lastPull({ gh }: Loop): ThreadView {
  const pulls = gh.look.threads(REPOSITORY).filter(({ kind, author }) => kind === "pull-request" && author !== APP);
  return mustExist(pulls[0], "pull request");
}

function mustExist(thread: ThreadView | undefined, what: string): ThreadView {
  if (!thread) throw new Error(`there is no ${what}`);
  return thread;
}
