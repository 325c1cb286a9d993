import { type ClockProblem, findClockProblem } from "../../core/clock/clock-problem.ts";
import type { Context } from "../../engine/context.ts";
import { listBlockers } from "../../store/blocker.ts";
import { isShipmentHeard } from "../../store/shipment.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

const HEARD_MS = 30 * 24 * 60 * 60_000;

/** What keeps the clock of a repository from starting as it is configured; null when nothing is known to. */
export async function readClockProblem(
  { db, now }: Pick<Context, "db" | "now">,
  { repository, settings: { config } }: Pick<RepositoryContext, "repository" | "settings">,
): Promise<ClockProblem | null> {
  const { starts } = config.clock;
  if (starts === "merge") return null;
  const blockers = starts === "deployment" ? await listBlockers(db, repository.id) : [];
  const since = new Date(now.getTime() - HEARD_MS);
  const isHeard =
    repository.clock?.hasMatch === false && (await isShipmentHeard(db, repository.id, { kind: starts, since }));
  return findClockProblem({ config, reading: repository.clock, blockers, isHeard });
}
