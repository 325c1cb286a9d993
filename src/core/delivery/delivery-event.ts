import type { Shipment } from "../clock/shipment.ts";
import type { PullRequest } from "../pull-request/pull-request.ts";
import type { ReconcileKey } from "../reconcile-key.ts";
import type { UserAction } from "./user-action.ts";
/** A repository as deliveries show it. */
export interface RepositoryFacts {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  /** When it last changed, ISO 8601; null in lists of repositories, which carry no time. */
  readonly updatedAt: string | null;
}

/** One event of a delivery, beyond the key to reconcile. */
export type DeliveryEvent =
  | {
      readonly kind: "pull";
      readonly pull: PullRequest;
      /** The description before this edit; null when the delivery is not an edit of it. */
      readonly bodyBefore: string | null;
      /** The pull request was merged just now; false for an older merge that a later event shows. */
      readonly isMerge: boolean;
    }
  | { readonly kind: "user-action"; readonly number: number; readonly action: UserAction }
  /** Something newly created on GitHub. Its marker, if any, tells whether this is our own event. */
  | { readonly kind: "written"; readonly githubId: number; readonly body: string; readonly appId: number | null }
  | { readonly kind: "checked"; readonly githubId: number; readonly headSha: string; readonly appId: number }
  /** A person asks for a check to run again. */
  | { readonly kind: "rerequested"; readonly headSha: string }
  | {
      readonly kind: "pushed";
      readonly ref: string;
      /** The head after the push; all zeros when the branch was deleted. */
      readonly after: string;
      /** Paths the push touched; null when GitHub truncated the list. */
      readonly paths: readonly string[] | null;
      /** The pushed commits that take others back, with the commits they name. */
      readonly reverts: readonly { readonly sha: string; readonly shas: readonly string[] }[];
      /** The head of the push, when it merges the others; null otherwise. */
      readonly mergedBy: string | null;
      /** ISO 8601; null when the payload does not say. */
      readonly pushedAt: string | null;
    }
  /** Users got a release or a deployment; `at` is null when the payload does not say when. */
  | { readonly kind: "shipped"; readonly shipment: Omit<Shipment, "at">; readonly at: string | null }
  | { readonly kind: "repository"; readonly action: string }
  /** The account the app is installed for has a new login. */
  | { readonly kind: "owner-renamed"; readonly login: string }
  | {
      readonly kind: "installation";
      readonly action: string;
      readonly account: { readonly id: number; readonly login: string };
      /** The permissions granted to the app; null when the event does not say. */
      readonly permissions: Readonly<Record<string, string>> | null;
      readonly added: readonly RepositoryFacts[];
      readonly removed: readonly RepositoryFacts[];
    };

/** The events of one kind. */
export type EventOf<Kind extends DeliveryEvent["kind"]> = Extract<DeliveryEvent, { readonly kind: Kind }>;

/** The events of one payload, and the key they concern. */
export type ParsedEvents = { readonly key: ReconcileKey; readonly events: readonly DeliveryEvent[] };
