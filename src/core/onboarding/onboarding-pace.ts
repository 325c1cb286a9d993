import { type Config, OnboardingLimits } from "../config/config.ts";

/** The onboarding of an installation so far, which limits how many more repositories are asked. */
export interface OnboardingProgress {
  /** Repositories the app is installed on. */
  readonly repositories: number;
  /** Repositories that are active, or accepted the proposal. */
  readonly started: number;
  readonly askedToday: number;
  /** Proposals that no person has decided on, or that are about to be written. */
  readonly open: number;
  /** Those of them that are recent enough for a response to be likely. */
  readonly openLately: number;
  /** Proposals that a person closed. */
  readonly declined: number;
}

/** An owner who selected no more repositories than this meant each of them. */
const MOST_AT_ONCE = 10;

const USUAL = OnboardingLimits.parse({});

/** One closed proposal is about its repository; three, and nobody who wanted it, are about the whole owner. */
const MOST_DECLINED = 3;

/** A proposal without a response for so long no longer keeps others waiting: an abandoned repository never responds. */
export const RESPONSE_TAKES_DAYS = 14;

/**
 * How many more repositories may be asked now. In a small installation that set no limits, all are asked at once. In a large one
 * a single repository is asked at a time, and one a day at most, until one has started; the others follow, a few a day.
 */
export function countPlaces(progress: OnboardingProgress, onboarding: Config["onboarding"]): number {
  if (onboarding === false || isGivenUp(progress, onboarding)) return 0;
  const limits = onboarding === true ? USUAL : onboarding;
  const ofOpen = limits.open - progress.open;
  if (isUnlimited(progress, onboarding)) return Math.max(0, ofOpen);
  const ofDay = limits["per-day"] - progress.askedToday;
  return Math.max(0, Math.min(ofOpen, ofDay, countTrials(progress)));
}

/** Have people said no so often, and nobody yes, that no other repository is asked? */
export function isGivenUp(progress: OnboardingProgress, onboarding: Config["onboarding"]): boolean {
  return !isUnlimited(progress, onboarding) && progress.started === 0 && progress.declined >= MOST_DECLINED;
}

function isUnlimited({ repositories }: OnboardingProgress, onboarding: Config["onboarding"]): boolean {
  return onboarding === true && repositories <= MOST_AT_ONCE;
}

/** One at a time until one has started. */
function countTrials({ repositories, started, askedToday, openLately }: OnboardingProgress): number {
  if (repositories <= MOST_AT_ONCE || started > 0) return Number.POSITIVE_INFINITY;
  return askedToday === 0 && openLately === 0 ? 1 : 0;
}
