import type { Config } from "../config/config.ts";
import { isOfClock, listClockGlobs } from "./clock-rules.ts";
import type { SeenDeployment, SeenHead, SeenRelease, Shipment } from "./shipment.ts";

/** What the daily read of releases, deployments or branches found, as the repository keeps it. */
export interface ClockReading {
  /** ISO 8601. */
  readonly readAt: string;
  /** The configuration it was read for; with another one it says nothing. */
  readonly about: string;
  /** Is there anything that would start the clock? */
  readonly hasMatch: boolean;
  /** Names that were seen instead, at most ten. */
  readonly seen: readonly string[];
}

/** What the daily read tells: what may have shipped something, and whether there is what the configuration names. */
export interface ReadClock {
  readonly shipments: readonly Shipment[];
  readonly reading: ClockReading;
}

/** Where and when it was read. */
export interface ReadFrame {
  readonly config: Config;
  readonly defaultBranch: string;
  readonly now: Date;
}

const DAY_MS = 24 * 60 * 60_000;
/** An environment that saw nothing for so long may be misspelt. */
const SEEN_MS = 30 * DAY_MS;
const MOST_SEEN = 10;

/** Says which configuration a reading is about. */
export function describeClock(config: Config): string {
  return JSON.stringify([config.clock.starts, ...listClockGlobs(config)]);
}

/** When to read again: a day after the last read, and after what waits longest was merged. */
export function findReadTime(reading: ClockReading | null, oldestMergedAt: string, config: Config): Date {
  const readAt = reading?.about === describeClock(config) ? Date.parse(reading.readAt) : 0;
  return new Date(Math.max(readAt, Date.parse(oldestMergedAt)) + DAY_MS);
}

/** Takes releases: what people can use, by its tag. A repository that has none yet is told nothing. */
export function takeReleases(releases: readonly SeenRelease[], frame: ReadFrame): ReadClock {
  const shipments = releases.flatMap(({ tag: name, isDraft, isPrerelease, publishedAt: at }): readonly Shipment[] =>
    isDraft || isPrerelease || at === null ? [] : [{ kind: "release", name, revision: `refs/tags/${name}`, at }],
  );
  const ours = shipments.filter((one) => isOurs(one, frame));
  const names = releases.map(({ tag }) => tag);
  const hasMatch = names.length === 0 || names.some((name) => isOurs({ kind: "release", name }, frame));
  return { shipments: ours, reading: toReading(frame, { hasMatch, names }) };
}

/** Takes deployments that succeeded; of one environment and commit the first counts. */
export function takeDeployments(deployments: readonly SeenDeployment[], frame: ReadFrame): ReadClock {
  const shipments = deployments.flatMap(({ environment: name, sha: revision, succeededAt: at }): readonly Shipment[] =>
    at === null ? [] : [{ kind: "deployment", name, revision, at }],
  );
  const recent = deployments.filter(({ createdAt }) => Date.parse(createdAt) > frame.now.getTime() - SEEN_MS);
  const names = recent.map(({ environment }) => environment);
  const hasMatch = names.some((name) => isOurs({ kind: "deployment", name }, frame));
  const ours = shipments.filter((one) => isOurs(one, frame));
  return { shipments: ours, reading: toReading(frame, { hasMatch, names }) };
}

/** Takes the heads of branches. When one was pushed is not known: it counts from now. */
export function takeHeads(heads: readonly SeenHead[], frame: ReadFrame): ReadClock {
  const at = frame.now.toISOString();
  const ours = heads.filter(({ branch: name }) => isOurs({ kind: "branch", name }, frame));
  const names = heads.map(({ branch }) => branch);
  return {
    shipments: ours.map(({ branch: name, sha: revision }) => ({ kind: "branch", name, revision, at })),
    reading: toReading(frame, { hasMatch: ours.length > 0, names }),
  };
}

function isOurs(shipment: Pick<Shipment, "kind" | "name">, { config, defaultBranch }: ReadFrame): boolean {
  return isOfClock(shipment, config, defaultBranch);
}

function toReading(
  { config, now }: ReadFrame,
  { hasMatch, names }: { readonly hasMatch: boolean; readonly names: readonly string[] },
): ClockReading {
  const seen = hasMatch ? [] : [...new Set(names)].slice(0, MOST_SEEN);
  return { readAt: now.toISOString(), about: describeClock(config), hasMatch, seen };
}

/** Which branches to ask for: by name, and others where a glob may mean any. */
export function listWantedHeads({ config, defaultBranch }: Omit<ReadFrame, "now">): {
  readonly names: readonly string[];
  readonly others: boolean;
} {
  const globs = listClockGlobs(config).map((glob) => (glob === "default" ? defaultBranch : glob));
  const isName = (glob: string) => !/[*?{!]/.test(glob);
  return { names: globs.filter(isName), others: !globs.every(isName) };
}
