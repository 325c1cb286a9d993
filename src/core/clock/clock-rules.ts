import type { Config } from "../config/config.ts";
import { compileGlob } from "../pull-request/glob.ts";
import type { Shipment } from "./shipment.ts";

/** Does this start the clock of a repository with that configuration? */
export function isOfClock(
  { kind, name }: Pick<Shipment, "kind" | "name">,
  { clock }: Pick<Config, "clock">,
  defaultBranch: string,
): boolean {
  if (clock.starts !== kind) return false;
  const globs = clock[LISTS[kind]].map((glob) => (kind === "branch" && glob === "default" ? defaultBranch : glob));
  return globs.some((glob) => compileGlob(glob)(name));
}

const LISTS = { release: "tags", deployment: "environments", branch: "branches" } as const satisfies Record<
  Shipment["kind"],
  keyof Config["clock"]
>;

/** The globs that say what starts the clock; none where it is the merge. */
export function listClockGlobs({ clock }: Pick<Config, "clock">): readonly string[] {
  return clock.starts === "merge" ? [] : clock[LISTS[clock.starts]];
}
