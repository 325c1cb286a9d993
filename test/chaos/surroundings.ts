import type { Chance } from "./random.ts";
import type { StandIn } from "./stand-in.ts";
import type { Tally } from "./tally.ts";

/** The dependencies of people. */
export interface Surroundings {
  readonly gh: StandIn;
  readonly chance: Chance;
  readonly tally: Tally;
  readonly now: () => Date;
}
