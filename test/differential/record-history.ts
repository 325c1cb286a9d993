import type { Log } from "../../src/core/log.ts";
import type { OpenDatabase } from "../../src/store/database.ts";
import { recordCalls } from "./calls.ts";
import { createClock } from "./clock.ts";
import { playHistory } from "./history.ts";
import { createIds } from "./ids.ts";
import { createNetwork } from "./network.ts";
import type { RecordedAct, Recording } from "./recording.ts";
import { dumpRecords } from "./records.ts";
import { SCENARIOS } from "./scenarios.ts";
import { inRepository, type Stage } from "./stage.ts";
import type { Tree, TreeApp } from "./tree.ts";
import type { Words } from "./words.ts";

/** In the middle of a month, at a time of day when questions are asked already. */
const START = "2026-11-02T10:00:00Z";

export interface HistoryParts {
  readonly tree: Tree;
  readonly words: Words;
  /** Without any rows. */
  readonly db: OpenDatabase;
  readonly seed: number;
}

/** Plays the history of a seed in a tree, and tells all that can be compared but for the random values. */
export async function recordHistory({ tree, words, db, seed }: HistoryParts): Promise<Omit<Recording, "randoms">> {
  const scenario = SCENARIOS[seed % SCENARIOS.length];
  if (!scenario) throw new Error("there are no scenarios");
  const acts: RecordedAct[] = [];
  const { log, messages } = countMessages();
  const ids = createIds();
  let app: TreeApp | undefined;
  const getApp = () => {
    if (!app) throw new Error("the app was not started");
    return app;
  };
  const accept: Stage["accept"] = async (delivery) => {
    await getApp().accept(delivery);
  };
  const network = createNetwork(accept);
  const gh = tree.createGitHub({ now: () => clock.now(), nextId: ids.next, deliver: network.deliver });
  const clock = createClock({
    start: scenario.start ?? START,
    network,
    app: getApp,
    settled: gh.settled,
    nameKey: words.nameKey,
  });
  const recorder = recordCalls({ gh, ids, countActs: () => acts.length, nameMethod: words.nameMethod });
  Object.assign(gh.options, { unassignable: scenario.unassignable ?? "drop" });

  const stage: Stage = {
    ...gh,
    scenario,
    people: inRepository(gh.people, gh.look, ids),
    clock,
    network,
    recorder,
    ownMethod: words.ownMethod,
    accept,
    restart: async () => {
      app = tree.createApp({ db, github: recorder.github, log, now: clock.now });
      await app.begin();
      await clock.settle();
    },
    repositories: scenario.repositories.map(({ name }) => `${scenario.owner ?? "acme"}/${name}`),
    author: "bob",
    owner: scenario.owner ?? "acme",
    isTroubled: false,
    replacedFiles: new Map(),
  };
  await playHistory(stage, seed, (act) => acts.push(act));
  return {
    seed,
    scenario: scenario.name,
    acts,
    calls: recorder.calls,
    records: await dumpRecords(db),
    messages,
    methods: Object.keys(gh.github).map(words.nameMethod),
  };
}

function countMessages(): { readonly log: Log; readonly messages: Record<string, number> } {
  const messages: Record<string, number> = {};
  const count = (level: string) => (fields: object, message: string) => {
    const { err } = fields as { readonly err?: unknown };
    const name = `${level}: ${message}${level === "warn" || level === "error" ? ` (${nameError(err)})` : ""}`;
    messages[name] = (messages[name] ?? 0) + 1;
  };
  return { log: { debug: count("debug"), info: count("info"), warn: count("warn"), error: count("error") }, messages };
}

function nameError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.slice(0, 60)}` : String(error);
}
