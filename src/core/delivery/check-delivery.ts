import type { z } from "zod";
import { commitKey, pullKey, queueKey, type ReconcileKey } from "../reconcile-key.ts";
import type { ParsedEvents } from "./delivery-event.ts";
import type { Facts } from "./event-row.ts";
import { type CheckRunPayload, type MergeGroupPayload, MOST_NUMBER, type SuitePayload } from "./payload.ts";

/** Parses what happened to a check run of the app. */
export function parseCheckRunEvent(
  { check_run, requested_action }: z.output<typeof CheckRunPayload>,
  { action, repositoryId, by }: Facts,
): ParsedEvents | null {
  const number = findPullNumber(check_run.external_id, repositoryId);
  if (number === null) return null;
  const key: ReconcileKey = pullKey(repositoryId, number);
  const headSha = check_run.head_sha;
  switch (action) {
    case "created":
      return { key, events: [{ kind: "checked", githubId: check_run.id, headSha, appId: check_run.app?.id ?? 0 }] };
    case "rerequested":
      return { key: commitKey(repositoryId, headSha), events: [{ kind: "rerequested", headSha }] };
    case "requested_action": {
      const button = requested_action?.identifier ?? "";
      const at = check_run.completed_at ?? "";
      return { key, events: [{ kind: "user-action", number, action: { kind: "pressed", button, by, at } }] };
    }
    default:
      return null;
  }
}

/** Parses the wish that all checks of a commit run again. */
export function parseSuiteEvent({ check_suite }: z.output<typeof SuitePayload>, { repositoryId }: Facts): ParsedEvents {
  const headSha = check_suite.head_sha;
  return { key: commitKey(repositoryId, headSha), events: [{ kind: "rerequested", headSha }] };
}

/** Parses the wish for checks on a commit of a merge queue. */
export function parseMergeGroupEvent(
  { merge_group }: z.output<typeof MergeGroupPayload>,
  { repositoryId }: Facts,
): ParsedEvents {
  return { key: queueKey(repositoryId, merge_group.head_sha), events: [] };
}

/** The app sets `external_id` to `<repository id>:<pull request number>`; null for check runs of other apps. */
function findPullNumber(externalId: string | null | undefined, repositoryId: number): number | null {
  const [, repository, number] = /^(\d{1,20}):(\d{1,10})$/.exec(externalId ?? "") ?? [];
  const isOurs = repository !== undefined && Number(repository) === repositoryId;
  return isOurs && Number(number) <= MOST_NUMBER ? Number(number) : null;
}
