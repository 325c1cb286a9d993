import type { PullRequest } from "../pull-request/pull-request.ts";
import type { ReconcileKey } from "../reconcile-key.ts";
import type { UserAction } from "./user-action.ts";
/** A repository as deliveries show it. */
export interface RepositoryFacts {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  /** When it was changed last, ISO 8601; null in lists, which tell no time. */
  readonly updatedAt: string | null;
}

/** One thing a delivery tells, beyond that its object is to be looked at. */
export type DeliveryEvent =
  | {
      readonly kind: "pull";
      readonly pull: PullRequest;
      /** The description before this edit; null when the delivery is no edit of it. */
      readonly bodyBefore: string | null;
      /** It was merged just now; an older merge that a later event shows is none. */
      readonly isMerge: boolean;
    }
  | { readonly kind: "user-action"; readonly number: number; readonly action: UserAction }
  /** Something new that carries a marker: it may be the echo of our own write. */
  | { readonly kind: "written"; readonly githubId: number; readonly body: string; readonly appId: number | null }
  | { readonly kind: "checked"; readonly githubId: number; readonly headSha: string; readonly appId: number }
  /** Someone wants a check written again. */
  | { readonly kind: "rerequested"; readonly headSha: string }
  | {
      readonly kind: "pushed";
      readonly ref: string;
      /** The head afterwards; all zeros when the branch was deleted. */
      readonly after: string;
      /** Paths the push touched; null when GitHub cut the list off. */
      readonly paths: readonly string[] | null;
      /** Commits that the pushed ones take back. */
      readonly revertedShas: readonly string[];
    }
  | { readonly kind: "repository"; readonly action: string }
  /** The account the app is installed for has another login. */
  | { readonly kind: "owner-renamed"; readonly login: string }
  | {
      readonly kind: "installation";
      readonly action: string;
      readonly account: { readonly id: number; readonly login: string };
      /** What the app was granted; null where it is not told. */
      readonly permissions: Readonly<Record<string, string>> | null;
      readonly added: readonly RepositoryFacts[];
      readonly removed: readonly RepositoryFacts[];
    };

/** The events of one kind. */
export type EventOf<Kind extends DeliveryEvent["kind"]> = Extract<DeliveryEvent, { readonly kind: Kind }>;

/** What one payload tells, and which key it is about. */
export type ParsedEvents = { readonly key: ReconcileKey; readonly events: readonly DeliveryEvent[] };
