import { beforeEach } from "vitest";
import { createApp } from "../../src/app.ts";
import type { Log } from "../../src/core/log.ts";
import type { ReconcileKey } from "../../src/core/reconcile-key.ts";
import { runUntilQuiet } from "../../src/engine/run-until-quiet.ts";
import type { NewRepository } from "../../src/simulator/repository-people.ts";
import { createSimulatedGitHub, type SimulatedGitHub } from "../../src/simulator/simulated-github.ts";
import type { Withheld } from "../../src/simulator/world.ts";
import type { Sources } from "../../src/sources/source.ts";
import type { OpenDatabase } from "../../src/store/database.ts";
import { useDatabase } from "./database.ts";

/** How much time passes. */
export interface Time {
  readonly days?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

/** The real app on a real database against the simulated GitHub, with a clock that moves only on request. */
export interface Loop {
  readonly db: OpenDatabase;
  readonly gh: SimulatedGitHub;
  readonly now: () => Date;
  /** Does everything that is due now. */
  settle(): Promise<void>;
  /** Does what is due of one key, as another process would meanwhile. */
  reconcile(key: ReconcileKey): Promise<void>;
  /** Moves the clock forward. */
  advance(time: Time): void;
  /** Moves the clock forward, then does everything that is due. */
  pass(time: Time): Promise<void>;
  /** Delivers a webhook once more. */
  accept(delivery: { readonly guid: string; readonly event: string; readonly payload: unknown }): Promise<void>;
  /** Does the work of a process start. */
  begin(): Promise<void>;
  /** The calls to GitHub since the last call of this, without those of the daily backfill, which has its own tests. */
  takeCalls(): readonly string[];
}

export const quietLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

const SECOND = 1_000;
const START = "2026-11-02T10:00:00Z";

/** One loop for all tests of a file, recreated before each, with sources of metrics beside GitHub. */
export function useLoop(sources?: Sources): () => Loop {
  const getDb = useDatabase();
  let loop: Loop | undefined;
  beforeEach(() => {
    loop = createLoop(getDb(), START, sources);
  });
  return () => {
    if (!loop) throw new Error("the loop begins with the first test");
    return loop;
  };
}

/** A loop on an empty database, with the clock at `start`, and with sources of metrics beside GitHub. */
export function createLoop(db: OpenDatabase, start = START, sources?: Sources): Loop {
  let time = Date.parse(start);
  let taken = 0;
  const now = () => new Date(time);
  const advance = ({ days = 0, minutes = 0, seconds = 0 }: Time) => {
    time += ((days * 24 * 60 + minutes) * 60 + seconds) * SECOND;
  };
  const gh = createSimulatedGitHub({
    now,
    deliver: async (delivery) => {
      taken += 1;
      await app.accept(delivery);
    },
  });
  const app = createApp({ db, github: gh.github, ...(sources && { sources }), log: quietLog, now });
  const settle = async () => {
    // The app's own writes are delivered too, and so is what it asks for again: either may cause more work.
    for (let before = -1; before !== taken; ) {
      before = taken;
      await runUntilQuiet({ db, now, reconcile: app.reconcile });
      await gh.settled();
    }
  };
  return {
    db,
    gh,
    now,
    settle,
    reconcile: (key) => app.reconcile(key, now()),
    advance,
    pass: async (by) => {
      advance(by);
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

/** The options of a shop. */
export interface ShopOptions {
  /** Its pull-request template. */
  readonly template?: string | undefined;
  /** Its `.github/outcomes.yml`. */
  readonly config?: string | undefined;
  readonly files?: Readonly<Record<string, string>>;
  readonly owner?: string;
  readonly private?: boolean;
  /** People and bots besides ada, who is admin, bob and cleo, who can write, and dan, who can read. */
  readonly collaborators?: NewRepository["collaborators"];
  readonly hasIssues?: boolean;
  readonly fork?: boolean;
  /** Repositories besides it, which are there before the app is installed. */
  readonly others?: readonly NewRepository[];
  /** Permissions withheld from the app. */
  readonly withhold?: readonly Withheld[];
}

/** Installs the app on acme/shop. Returns the repository's id. */
export async function installShop(
  { gh, settle }: Pick<Loop, "gh" | "settle">,
  { owner = "acme", withhold = [], ...options }: ShopOptions = {},
): Promise<number> {
  const id = await addShop(gh, { owner, ...options });
  await gh.people.install({ owner, withhold });
  await settle();
  return id;
}

/** Adds acme/shop without the app. Returns the repository's id. */
export async function addShop(
  gh: SimulatedGitHub,
  {
    template,
    config,
    files = {},
    owner = "acme",
    collaborators = {},
    others = [],
    ...more
  }: Omit<ShopOptions, "withhold"> = {},
): Promise<number> {
  for (const other of others) await gh.people.addRepository(other);
  return gh.people.addRepository({
    owner,
    name: "shop",
    files: {
      ...(template === undefined ? {} : { ".github/pull_request_template.md": template }),
      ...(config === undefined ? {} : { ".github/outcomes.yml": config }),
      ...files,
    },
    collaborators: { ada: "admin", bob: "write", cleo: "write", dan: "read", ...collaborators },
    ...more,
  });
}
