import { createApp } from "../../src/app.ts";
import { createAppCalls } from "../../src/simulator/app-calls.ts";
import { createCallLog } from "../../src/simulator/calls.ts";
import { createHooks } from "../../src/simulator/hooks.ts";
import { createLook } from "../../src/simulator/look.ts";
import { createPeople } from "../../src/simulator/people.ts";
import { createWorld } from "../../src/simulator/world.ts";
import { openPglite } from "../../src/store/database.ts";
import { listPendingKeys } from "../../src/store/delivery.ts";
import { migrate } from "../../src/store/migrate.ts";
import { listComingWorkItems } from "../../src/store/work-item.ts";
import type { Tree } from "./tree.ts";

const MOST = 10_000;

/** The present tree. What is renamed or moved in `src` is followed here. */
export const tree: Tree = {
  async openDatabase() {
    const db = await openPglite();
    await migrate(db);
    return db;
  },
  createGitHub({ now, nextId, deliver }) {
    const hooks = createHooks(deliver, now);
    const world = { ...createWorld(now, hooks), nextId };
    const { calls, faults, request } = createCallLog(now);
    return {
      github: createAppCalls(world, request),
      people: createPeople(world),
      look: createLook(world),
      calls,
      faults,
      options: world.options,
      hooks: hooks.options,
      deliveries: hooks.sent,
      settled: hooks.settled,
    };
  },
  createApp(parts) {
    const { accept, begin, reconcile } = createApp(parts);
    return {
      accept,
      begin,
      reconcile,
      listPending: (now) => listPendingKeys(parts.db, now, MOST),
      listWorkItems: (after, until) => listComingWorkItems(parts.db, { after, until, limit: MOST }),
    };
  },
};
