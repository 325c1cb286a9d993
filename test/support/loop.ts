import { afterAll, beforeAll, beforeEach } from "vitest";
import { createApp } from "../../src/app.ts";
import type { Log } from "../../src/core/log.ts";
import { runUntilQuiet } from "../../src/engine/run-until-quiet.ts";
import { createSimulatedGitHub, type SimulatedGitHub } from "../../src/simulator/simulated-github.ts";
import type { Withheld } from "../../src/simulator/world.ts";
import type { OpenDatabase } from "../../src/store/database.ts";
import { emptyDatabase, openTestDatabase } from "./database.ts";

/** The real app on a real database against the simulated GitHub, with a clock that stands still until it is moved. */
export interface Loop {
  readonly db: OpenDatabase;
  readonly gh: SimulatedGitHub;
  readonly now: () => Date;
  /** Everything there is to do now. */
  settle(): Promise<void>;
  /** Moves the clock on, then does what is due. */
  pass(time: { readonly days?: number; readonly minutes?: number; readonly seconds?: number }): Promise<void>;
  /** Delivers something once more. */
  accept(delivery: { readonly guid: string; readonly event: string; readonly payload: unknown }): Promise<void>;
  /** Starts the process, as after it was stopped. */
  begin(): Promise<void>;
  /** The calls to GitHub since the last time this was asked, but for the daily comparison, which has tests of its own. */
  takeCalls(): readonly string[];
}

export const quietLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

const SECOND = 1_000;
const START = "2026-11-02T10:00:00Z";

/** One loop for all tests of a file, started over before each. */
export function useLoop(): () => Loop {
  let opened: Awaited<ReturnType<typeof openTestDatabase>> | undefined;
  let loop: Loop | undefined;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  beforeEach(async () => {
    if (!opened) throw new Error("no database");
    await emptyDatabase(opened.db);
    loop = createLoop(opened.db);
  });
  afterAll(() => opened?.drop());
  return () => {
    if (!loop) throw new Error("the loop begins with the first test");
    return loop;
  };
}

/** The loop on a database that is empty, from some moment on. */
export function createLoop(db: OpenDatabase, start = START): Loop {
  let time = Date.parse(start);
  const now = () => new Date(time);
  const gh = createSimulatedGitHub({
    now,
    deliver: async (delivery) => {
      await app.accept(delivery);
    },
  });
  const app = createApp({ db, github: gh.github, log: quietLog, now });
  const settle = async () => {
    // What the app writes is delivered too, and may be something to look at.
    for (let before = -1; before !== gh.deliveries.length; ) {
      before = gh.deliveries.length;
      await runUntilQuiet({ db, now, reconcile: app.reconcile });
      await gh.settled();
    }
  };
  return {
    db,
    gh,
    now,
    settle,
    pass: async ({ days = 0, minutes = 0, seconds = 0 }) => {
      time += ((days * 24 * 60 + minutes) * 60 + seconds) * SECOND;
      await settle();
    },
    accept: async (delivery) => {
      await app.accept(delivery);
    },
    begin: async () => {
      await app.begin();
      await settle();
    },
    takeCalls: () =>
      gh.calls
        .splice(0)
        .map((call) => call.method)
        .filter((method) => method !== "listMergedPullRequests"),
  };
}

/** What of a shop differs from test to test. */
export interface Shop {
  /** Its pull-request template. */
  readonly template?: string;
  /** Its `.github/outcomes.yml`. */
  readonly config?: string | undefined;
  readonly files?: Readonly<Record<string, string>>;
  readonly owner?: string;
  /** Permissions the app does not get. */
  readonly withhold?: readonly Withheld[];
}

/** The app is installed on acme/shop, where ada may do everything, bob and cleo write and dan reads. Gives the repository's id. */
export async function installShop(
  { gh, settle }: Pick<Loop, "gh" | "settle">,
  { template, config, files = {}, owner = "acme", withhold = [] }: Shop = {},
): Promise<number> {
  const id = await gh.people.addRepository({
    owner,
    name: "shop",
    files: {
      ...(template === undefined ? {} : { ".github/pull_request_template.md": template }),
      ...(config === undefined ? {} : { ".github/outcomes.yml": config }),
      ...files,
    },
    collaborators: { ada: "admin", bob: "write", cleo: "write", dan: "read" },
  });
  await gh.people.install({ owner, withhold });
  await settle();
  return id;
}
