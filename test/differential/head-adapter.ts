import { createApp } from "../../src/app.ts";
import { createAppCalls } from "../../src/playground/app-calls.ts";
import { createCallLog } from "../../src/playground/calls.ts";
import { createHooks } from "../../src/playground/hooks.ts";
import { createLook } from "../../src/playground/look.ts";
import { createPeople } from "../../src/playground/people.ts";
import { createWorld } from "../../src/playground/world.ts";
import { listComingAppointments } from "../../src/store/appointment.ts";
import { openPglite } from "../../src/store/database.ts";
import { listPendingObjects } from "../../src/store/delivery.ts";
import { migrate } from "../../src/store/migrate.ts";
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
    const { accept, begin, look } = createApp(parts);
    return {
      accept,
      begin,
      look,
      listPending: (now) => listPendingObjects(parts.db, now, MOST),
      listAppointments: (after, until) => listComingAppointments(parts.db, { after, until, limit: MOST }),
    };
  },
};
