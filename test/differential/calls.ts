import type { GitHub } from "../../src/github/github.ts";
import type { SimulatedGitHub } from "../../src/simulator/simulated-github.ts";
import type { Ids } from "./ids.ts";
import { toJson } from "./json.ts";
import type { RecordedCall } from "./recording.ts";

/** The calls the app makes, written down. */
export interface CallRecorder {
  /** To be given to the app. */
  readonly github: GitHub;
  readonly calls: RecordedCall[];
  /** Makes the newest write of its kind once more, as one that was given up does when it gets there after all. */
  repeatLate(method: string): Promise<boolean>;
}

export interface RecorderParts {
  readonly gh: SimulatedGitHub;
  readonly ids: Ids;
  /** The place of the act that is under way. */
  readonly countActs: () => number;
  /** What the present tree calls a method of this one. */
  readonly nameMethod: (method: string) => string;
}

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** Puts itself between the app and the simulated GitHub. */
export function recordCalls({ gh, ids, countActs, nameMethod }: RecorderParts): CallRecorder {
  const calls: RecordedCall[] = [];
  const newest = new Map<string, () => Promise<unknown>>();

  function record(own: string, call: Method): Method {
    const method = nameMethod(own);
    return async (...args) => {
      const repository = findRepositoryId(args);
      const before = gh.calls.length;
      ids.turnTo(repository || null);
      const answer = call(...args);
      const logged = gh.calls[before];
      if (!logged) return answer;
      if (logged.kind === "write") newest.set(method, () => repeat(repository, () => call(...args)));
      const place = calls.length;
      const told = { act: countActs(), kind: logged.kind, method, repository, args: args.map(toJson), at: logged.at };
      calls.push({ ...told, outcome: "done" });
      try {
        return await answer;
      } finally {
        calls[place] = { ...told, outcome: gh.calls[before]?.outcome ?? "lost" };
      }
    };
  }

  function repeat(repository: number, call: () => Promise<unknown>): Promise<unknown> {
    ids.turnTo(repository || null);
    return call();
  }

  return {
    github: Object.fromEntries(
      Object.entries(gh.github).map(([name, call]) => [name, record(name, call as Method)]),
    ) as unknown as GitHub,
    calls,
    repeatLate: async (method) => {
      const again = newest.get(method);
      // What is not there any more cannot be changed by it.
      await again?.().catch(() => {});
      return again !== undefined;
    },
  };
}

function findRepositoryId([first]: readonly unknown[]): number {
  const { id } = (typeof first === "object" && first !== null ? first : {}) as { readonly id?: number };
  return id ?? 0;
}
