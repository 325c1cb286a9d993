import type { GitHub } from "../../src/github/github.ts";
import type { ThreadView } from "../../src/simulator/look.ts";
import type { People } from "../../src/simulator/people.ts";
import type { SimulatedGitHub } from "../../src/simulator/simulated-github.ts";
import type { Chance } from "../chaos/random.ts";
import type { CallRecorder } from "./calls.ts";
import type { Clock } from "./clock.ts";
import type { Ids } from "./ids.ts";
import type { Network } from "./network.ts";
import type { Scenario } from "./scenarios.ts";

/** Where a history plays. */
export interface Stage {
  readonly scenario: Scenario;
  readonly people: People;
  readonly look: SimulatedGitHub["look"];
  readonly faults: SimulatedGitHub["faults"];
  readonly options: SimulatedGitHub["options"];
  readonly hooks: SimulatedGitHub["hooks"];
  readonly deliveries: SimulatedGitHub["deliveries"];
  readonly clock: Clock;
  readonly network: Network;
  readonly recorder: Pick<CallRecorder, "repeatLate">;
  /** What this tree calls a method of the present one. */
  readonly ownMethod: (method: keyof GitHub) => keyof GitHub;
  /** Takes a delivery to the app, whatever the network does. */
  accept(delivery: { readonly guid: string; readonly event: string; readonly payload: unknown }): Promise<void>;
  /** Stops the app and starts it again. */
  restart(): Promise<void>;
  /** Full names of the repositories there are, the one most happens in first. */
  repositories: readonly string[];
  /** Who opens most pull requests; the login may change. */
  author: string;
  /** Whose the repositories are; the login may change. */
  owner: string;
  /** Something keeps the app from its work, or may. */
  isTroubled: boolean;
  /** Files people changed, as they were before, by repository. */
  readonly replacedFiles: Map<string, Readonly<Record<string, string | null>>>;
}

/** One kind of thing that happens. */
export interface Act {
  readonly name: string;
  /** How often it happens, compared with the others. */
  readonly weight: number;
  /** Most that happens afterwards would be of no concern to the app: it is put right soon. */
  readonly isTrouble?: boolean;
  /** Gives what was done in words, null where there is nothing to do it to. */
  readonly play: (stage: Stage, chance: Chance) => Promise<string | null>;
}

export const BOT = "did-this-work[bot]";

/** The same people; ids come from the repository they act in. */
export function inRepository(people: People, look: SimulatedGitHub["look"], ids: Ids): People {
  const acts = Object.entries(people).map(([name, act]) => [
    name,
    (where: { readonly repository?: string } = {}, ...rest: readonly unknown[]) => {
      const { repository } = where;
      ids.turnTo(repository === undefined ? null : look.repository(repository).id);
      return (act as (...args: readonly unknown[]) => Promise<unknown>)(where, ...rest);
    },
  ]);
  return Object.fromEntries(acts) as unknown as People;
}

/** One of a list, undefined where it is empty. */
export function pickFrom<Item>(chance: Chance, items: readonly Item[]): Item | undefined {
  return items.length === 0 ? undefined : chance.pick(items);
}

/** A repository: mostly the first. */
export function pickRepository({ repositories }: Stage, chance: Chance): string {
  return chance.happens(0.7) ? (repositories[0] ?? "") : chance.pick(repositories);
}

type Is = (thread: ThreadView) => boolean;

/** A thread of which something is true, in some repository: mostly in the first that has one. */
export function pickThread(stage: Stage, chance: Chance, is: Is): ThreadView | undefined {
  const first = pickRepository(stage, chance);
  for (const repository of [first, ...stage.repositories]) {
    const found = pickFrom(chance, stage.look.threads(repository).filter(is));
    if (found) return found;
  }
  return undefined;
}

/** A pull request of a person's. */
export function pickPull(stage: Stage, chance: Chance, state?: ThreadView["state"]): ThreadView | undefined {
  return pickThread(
    stage,
    chance,
    ({ kind, author, state: actual }) =>
      kind === "pull-request" && author !== BOT && (state === undefined || actual === state),
  );
}

/** An issue of the app's with a label. */
export function pickOurs(
  stage: Stage,
  chance: Chance,
  label: string,
  state?: ThreadView["state"],
): ThreadView | undefined {
  return pickThread(
    stage,
    chance,
    ({ kind, author, labels, state: actual }) =>
      kind === "issue" && author === BOT && labels.includes(label) && (state === undefined || actual === state),
  );
}

/** `owner/name#number`. */
export function nameThread({ repository, number }: Pick<ThreadView, "repository" | "number">): string {
  return `${repository}#${number}`;
}
