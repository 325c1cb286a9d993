/**
 * The things looked at one at a time, each by its name: all that is known about one is worked off by one worker at once.
 * `pull` covers the pull request's check and comment, `issue` takes in what happens on an issue, `outcome` decides
 * about a follow-up, `commit` takes in re-runs, `queue` answers a merge queue, `prune` deletes what is not kept, `ledger` proposes the
 * months that are over, and the running one where somebody wished for it (`wishLedger`), `onboarding` asks a repository to begin.
 */
export type ReconcileKey =
  | `pull/${number}/${number}`
  | `issue/${number}/${number}`
  | `outcome/${number}/${number}`
  | `commit/${number}/${string}`
  | `queue/${number}/${string}`
  | `dashboard/${number}`
  /** The page over all repositories of an owner, by the `.github` repository it stands in. */
  | `organization/${number}`
  | `report/${number}`
  | `ledger/${number}`
  | `onboarding/${number}`
  | `repository/${number}`
  | `installation/${number}`
  /** What was made twice in the repository: one of each two goes. */
  | `twins/${number}`
  /** The repository's merged pull requests, compared with the records once a day. */
  | `comparison/${number}`
  /** What is not kept any more; there is one. */
  | "prune/0"
  /** What is missed of the app's webhooks; there is one. */
  | "redelivery/0"
  /** Deliveries of a repository that nobody can read; never looked at. */
  | `unreadable/${number}`;

/** An object's name, taken apart. */
export interface ReconcileKeyParts {
  readonly kind: string;
  /** Repository id; the installation's own id for `installation`. */
  readonly id: number;
  /** Number of the pull request or issue, sha of the commit, "" where there is none. */
  readonly rest: string;
}

/** Takes an object's name apart. */
export function parseReconcileKey(name: string): ReconcileKeyParts {
  const [kind = "", id = "", rest = ""] = name.split("/");
  return { kind, id: Number(id), rest };
}
