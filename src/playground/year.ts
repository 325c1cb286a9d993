import { setImmediate as breathe } from "node:timers/promises";
import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import type { Engine } from "./loop.ts";
import { CAST, REPOSITORY, TEMPLATE, TEMPLATE_PATH } from "./seed.ts";
import { CATALOGUE } from "./shop-catalogue.ts";
import { TEAM } from "./shop-change.ts";
import { ORDERS } from "./shop-orders.ts";
import { WORKSHOP } from "./shop-workshop.ts";
import { planChange } from "./year-changes.ts";
import { toWorkday } from "./year-entry.ts";
import { planAround, YEAR_CONFIG } from "./year-others.ts";
import { planReleases } from "./year-releases.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
export const YEAR_DAYS = 365;

/** The start of the year that ends at that moment. */
export function findYearStart(end: Date): Date {
  return new Date(end.getTime() - YEAR_DAYS * DAY_MS);
}

/** Plays a year of a small web shop on a new engine. `tell` receives the number of days played. */
export async function playYear(engine: Engine, tell: (days: number) => void = () => {}): Promise<void> {
  const start = engine.now().getTime();
  await openShop(engine);
  const changes = [...ORDERS, ...CATALOGUE, ...WORKSHOP].sort((one, other) => one.day - other.day);
  const entries = [
    ...changes.flatMap((change, index) => planChange(engine, change, index)),
    ...planAround(engine),
    // The last of their day.
    ...planReleases(engine, YEAR_DAYS),
  ];
  for (const { day, run } of entries.toSorted((one, other) => toWorkday(one.day) - toWorkday(other.day))) {
    if (toWorkday(day) >= YEAR_DAYS) break;
    await moveTo(start + toWorkday(day) * DAY_MS);
    await run();
  }
  await moveTo(start + YEAR_DAYS * DAY_MS);

  async function moveTo(time: number): Promise<void> {
    await engine.moveTo(new Date(time), { isHurried: true });
    tell(Math.floor((time - start) / DAY_MS));
    // Yields to the event loop: no I/O happens here, so progress requests would otherwise never be served.
    await breathe();
  }
}

async function openShop({ simulation, act }: Engine): Promise<void> {
  const [owner = "", name = ""] = REPOSITORY.split("/");
  const roles = CAST.map(({ login, permission }) => [login, permission] as const);
  const team = TEAM.map((login) => [login, "write"] as const);
  await simulation.people.addRepository({
    owner,
    name,
    files: { [TEMPLATE_PATH]: TEMPLATE, [CONFIG_PATH]: YEAR_CONFIG },
    collaborators: { ...Object.fromEntries([...team, ...roles]), "acme-admin": "admin", "renovate[bot]": "write" },
  });
  await act("acme installs the app", (people) => people.install({ owner }));
}
