import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Tree } from "./tree.ts";

const MOST = 10_000;

/**
 * The baseline, from the folder its sources were unpacked in. The names here are those it had; where the present tree has
 * another name for what `Tree` gives (an act of `people`, a view of `look`, a field of a delivery), it is given here as well.
 */
export async function openBaseline(root: string): Promise<Tree> {
  const load = (path: string) => import(pathToFileURL(join(root, path)).href);
  const { createApp } = await load("src/app.ts");
  const { createAppCalls } = await load("src/playground/app-calls.ts");
  const { createCallLog } = await load("src/playground/calls.ts");
  const { createHooks } = await load("src/playground/hooks.ts");
  const { createLook } = await load("src/playground/look.ts");
  const { createPeople } = await load("src/playground/people.ts");
  const { createWorld } = await load("src/playground/world.ts");
  const { listComingAppointments } = await load("src/store/appointment.ts");
  const { openPglite } = await load("src/store/database.ts");
  const { listPendingObjects } = await load("src/store/delivery.ts");
  const { migrate } = await load("src/store/migrate.ts");

  return {
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
        reconcile: look,
        listPending: (now) => listPendingObjects(parts.db, now, MOST),
        listWorkItems: async (after, until) => {
          const appointments = await listComingAppointments(parts.db, { after, until, limit: MOST });
          return appointments.map(({ object, at }: { object: string; at: Date }) => ({ key: object, runAt: at }));
        },
      };
    },
  };
}
