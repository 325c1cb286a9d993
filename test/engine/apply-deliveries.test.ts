import { beforeEach, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/core/delivery/delivery.ts";
import type { ReconcileKey } from "../../src/core/reconcile-key.ts";
import { type Applier, applyDeliveries, type DeliveryRules } from "../../src/engine/apply-deliveries.ts";
import type { Context } from "../../src/engine/context.ts";
import { parseHere } from "../../src/engine/text-parser.ts";
import { createSimulatedGitHub } from "../../src/simulator/simulated-github.ts";
import { createSources } from "../../src/sources/sources.ts";
import { listPendingDeliveries, saveDeliveries } from "../../src/store/delivery.ts";
import { countStatements } from "../support/counted-database.ts";
import { useDatabase } from "../support/database.ts";
import { quietLog } from "../support/loop.ts";

const NOW = new Date("2026-11-02T10:00:00Z");
const KEY = "pull/1/7" as ReconcileKey;
const db = useDatabase();

let applied: string[];
let admitted: string[];
let notified: string[];
let passes: number;

beforeEach(() => {
  applied = [];
  admitted = [];
  notified = [];
  passes = 0;
});

/** Stores so many deliveries of one pull request; each names its sender by `login`. */
async function deliver(count: number, login: (index: number) => string = () => "ada"): Promise<void> {
  const deliveries = Array.from({ length: count }, (_, index) => ({
    ...{ guid: `guid-${index}`, event: "pull_request", key: KEY, installationId: 1 },
    body: JSON.stringify({
      ...{ action: "opened", installation: { id: 1 }, sender: { id: 5, login: login(index), type: "User" } },
      repository: { id: 1, name: "shop", owner: { login: "acme" } },
      pull_request: {
        ...{ number: 7, title: `edit ${index}`, state: "open", user: { id: 5, login: login(index), type: "User" } },
        ...{
          base: { ref: "main" },
          head: { ref: "exports", sha: "a" },
          html_url: "https://github.com/acme/shop/pull/7",
        },
        ...{ created_at: NOW.toISOString(), updated_at: NOW.toISOString() },
      },
    }),
  }));
  await saveDeliveries(db(), deliveries, NOW);
}

function aContext(more: Partial<Context> = {}): Context {
  return {
    db: db(),
    github: createSimulatedGitHub({ now: () => NOW, deliver: async () => {} }).github,
    sources: createSources(),
    now: NOW,
    log: quietLog,
    texts: parseHere,
    pass: async () => {
      passes += 1;
    },
    key: KEY,
    notify: (key) => notified.push(key),
    notifyAt: () => {},
    onMilestone: () => {},
    ...more,
  };
}

/** The same for events of every kind. */
const listAppliers = (applier: () => Promise<void>): DeliveryRules["appliers"] => ({
  ...{ pull: applier, "user-action": applier, written: applier, checked: applier, rerequested: applier },
  ...{ pushed: applier, shipped: applier, repository: applier, installation: applier, "owner-renamed": applier },
});

/** Keeps what happens; `fails` throws for the deliveries it names. */
function rules(fails: (guid: string) => boolean = () => false): DeliveryRules {
  const pull: Applier<"pull"> = async (context, { event, guid }) => {
    applied.push(event.pull.title);
    context.notify(`outcome/1/${guid.replace("guid-", "")}` as ReconcileKey);
    if (fails(guid)) throw new Error("no");
  };
  const admit = async (_: Context, { sender }: Delivery) => {
    admitted.push(sender?.login ?? "");
    return "unchanged" as const;
  };
  return { admit, appliers: { ...listAppliers(async () => {}), pull } };
}

const listPending = async () => (await listPendingDeliveries(db(), KEY)).map(({ guid }) => guid);

describe("the deliveries of a key", () => {
  it("are applied in the order they came, a few in a transaction, and other work may pass between", async () => {
    await deliver(60);
    const counted = countStatements(db());

    const { guids } = await applyDeliveries(aContext({ db: counted.db }), rules());

    expect(guids).toHaveLength(60);
    expect(applied).toEqual(Array.from({ length: 60 }, (_, index) => `edit ${index}`));
    expect(await listPending()).toEqual([]);
    expect(counted.statements.texts.filter((text) => text === "begin")).toHaveLength(3);
    expect(passes).toBe(2);
  });

  it("tell of each change of a name, and once of what does not change", async () => {
    await deliver(9, (index) => (index < 4 ? "ada" : index < 6 ? "grace" : "ada"));

    await applyDeliveries(aContext(), rules());

    expect(admitted).toEqual(["ada", "grace", "ada"]);
  });

  it("are applied each by itself where one fails, and those behind it wait", async () => {
    await deliver(6);
    const fails = (guid: string) => guid === "guid-3";

    await expect(applyDeliveries(aContext(), rules(fails))).rejects.toThrow("failed to apply delivery guid-3");

    expect(await listPending()).toEqual(["guid-3", "guid-4", "guid-5"]);
    // What was taken back told no one of anything.
    expect(notified).toEqual(["outcome/1/0", "outcome/1/1", "outcome/1/2"]);
  });

  it("are applied without the one that fails, once it has failed too often", async () => {
    await deliver(6);
    const fails = (guid: string) => guid === "guid-3";
    for (let attempt = 1; attempt < 5; attempt++) {
      await applyDeliveries(aContext(), rules(fails)).catch(() => {});
    }
    notified.length = 0;

    const { isAccessChanged } = await applyDeliveries(aContext(), rules(fails));

    expect(await listPending()).toEqual([]);
    expect(notified).toEqual(["dashboard/1", "outcome/1/4", "outcome/1/5"]);
    expect(isAccessChanged).toBe(true);
  });

  it("leave a work item that is due, also when they are done", async () => {
    await deliver(2);

    const { workItem } = await applyDeliveries(aContext(), rules());

    expect(workItem).toMatchObject({ failures: 0 });
    expect(await db().query("select key from work_item where run_at <= $1", [NOW])).toContainEqual({ key: KEY });
  });
});
