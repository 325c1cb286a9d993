declare const reconcileKey: unique symbol;

/**
 * What is reconciled as one: everything known about a key is reconciled by one worker at a time. A key says nothing
 * about what happened. Keys are made by the functions below or parsed from the database, never written out elsewhere.
 */
export type ReconcileKey = string & { readonly [reconcileKey]: true };

/** Every kind of key, and what its id identifies; keys of the `app` have none. */
export const RECONCILE_KINDS = {
  pull: "repository",
  issue: "repository",
  outcome: "repository",
  clock: "repository",
  metric: "repository",
  numbers: "repository",
  commit: "repository",
  queue: "repository",
  dashboard: "repository",
  organization: "repository",
  report: "repository",
  ledger: "repository",
  onboarding: "repository",
  repository: "repository",
  duplicates: "repository",
  backfill: "repository",
  installation: "installation",
  redelivery: "app",
  prune: "app",
} as const;
export type ReconcileKind = keyof typeof RECONCILE_KINDS;

/** The parts of a key. */
export interface ReconcileKeyParts {
  readonly kind: ReconcileKind;
  /** Repository id; the installation's own id for `installation`, 0 for keys of the app. */
  readonly id: number;
  /** Number of the pull request or issue, SHA of the commit, or name of the metric; "" when there is none. */
  readonly rest: string;
}

/** Splits a key into its parts. Throws on a kind that this version does not know. */
export function parseReconcileKey(key: string): ReconcileKeyParts {
  const [kind = "", id = "", rest = ""] = key.split("/");
  if (!isReconcileKind(kind)) throw new Error(`unknown kind of key: ${key}`);
  return { kind, id: Number(id), rest };
}

function isReconcileKind(kind: string): kind is ReconcileKind {
  return Object.hasOwn(RECONCILE_KINDS, kind);
}

function make(kind: ReconcileKind, ...parts: readonly (number | string)[]): ReconcileKey {
  return [kind, ...parts].join("/") as ReconcileKey;
}

/** A pull request: its check, its comment, its merge. */
export function pullKey(repositoryId: number, number: number): ReconcileKey {
  return make("pull", repositoryId, number);
}

/** An issue on which something happened, whatever the issue turns out to be. */
export function issueKey(repositoryId: number, number: number): ReconcileKey {
  return make("issue", repositoryId, number);
}

/** The outcome of a merged pull request, and the issue that asks about it. */
export function outcomeKey(repositoryId: number, number: number): ReconcileKey {
  return make("outcome", repositoryId, number);
}

/** What waits in a repository to reach its users, and what may have brought it there. */
export function clockKey(repositoryId: number): ReconcileKey {
  return make("clock", repositoryId);
}

/** A metric of a repository, as pull requests that name it show it. */
export function metricKey(repositoryId: number, name: string): ReconcileKey {
  return make("metric", repositoryId, name);
}

/** The numbers of a merged pull request: before, and at the question. */
export function numbersKey(repositoryId: number, number: number): ReconcileKey {
  return make("numbers", repositoryId, number);
}

/** A commit whose checks are to be run again. */
export function commitKey(repositoryId: number, sha: string): ReconcileKey {
  return make("commit", repositoryId, sha);
}

/** A commit of a merge queue that waits for our check. */
export function queueKey(repositoryId: number, sha: string): ReconcileKey {
  return make("queue", repositoryId, sha);
}

/** The dashboard of a repository. */
export function dashboardKey(repositoryId: number): ReconcileKey {
  return make("dashboard", repositoryId);
}

/** The page over all repositories of an owner, identified by the `.github` repository that holds it. */
export function organizationKey(repositoryId: number): ReconcileKey {
  return make("organization", repositoryId);
}

/** The monthly issue of a repository. */
export function reportKey(repositoryId: number): ReconcileKey {
  return make("report", repositoryId);
}

/** The pull request with a repository's CSV files. */
export function ledgerKey(repositoryId: number): ReconcileKey {
  return make("ledger", repositoryId);
}

/** The proposal that asks a repository to start. */
export function onboardingKey(repositoryId: number): ReconcileKey {
  return make("onboarding", repositoryId);
}

/** The templates and configuration of a repository, and everything that is open there. */
export function repositoryKey(repositoryId: number): ReconcileKey {
  return make("repository", repositoryId);
}

/** What was written twice in a repository; one of each two is removed. */
export function duplicatesKey(repositoryId: number): ReconcileKey {
  return make("duplicates", repositoryId);
}

/** The daily backfill of a repository: its merged pull requests against the records. */
export function backfillKey(repositoryId: number): ReconcileKey {
  return make("backfill", repositoryId);
}

/** An installation: its repositories, its permissions, and whose turn it is to be asked. */
export function installationKey(installationId: number): ReconcileKey {
  return make("installation", installationId);
}

/** The search for the app's failed webhook deliveries; there is one. */
export const REDELIVERY_KEY = make("redelivery", 0);

/** The deletion of what is no longer kept; there is one. */
export const PRUNE_KEY = make("prune", 0);
