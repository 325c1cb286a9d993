import type { UserAction } from "../core/delivery/user-action.ts";
import type { Response } from "../core/outcome/response.ts";
import type { Database } from "./database.ts";

/** A user action that was not applied yet. */
export interface KeptUserAction {
  readonly guid: string;
  readonly action: UserAction;
  /** When another person's or an earlier comment was last written there before; null for no comment, or none before. */
  readonly previousCommentAt: string | null;
}

/** Records a user action once per GUID, however often and in whatever order its delivery arrives. */
export async function saveUserAction(
  db: Database,
  {
    guid,
    repositoryId,
    number,
    action,
    at,
  }: { guid: string; repositoryId: number; number: number; action: UserAction; at: Date },
): Promise<void> {
  await db.query(
    `insert into user_action (guid, repository_id, number, action, recorded_at) values ($1, $2, $3, $4::jsonb, $5)
     on conflict (guid) do nothing`,
    [guid, repositoryId, number, JSON.stringify(action), at],
  );
}

/** When a person last commented before a pending comment. Edits of the same comment, and bots, are no conversation. */
const PREVIOUS_COMMENT = `select max(earlier.action ->> 'at') from user_action as earlier
   where pending.action ->> 'kind' = 'commented' and earlier.action ->> 'kind' = 'commented'
     and earlier.repository_id = pending.repository_id and earlier.number = pending.number
     and earlier.sequence < pending.sequence and earlier.action ->> 'commentId' <> pending.action ->> 'commentId'
     and earlier.action -> 'by' ->> 'type' <> 'Bot'`;

/** The user actions on an issue or pull request that were not applied yet, in order of arrival. */
export async function listPendingUserActions(
  db: Database,
  repositoryId: number,
  number: number,
): Promise<readonly KeptUserAction[]> {
  return db.query<KeptUserAction>(
    `select guid, action, (${PREVIOUS_COMMENT}) as "previousCommentAt" from user_action as pending
      where repository_id = $1 and number = $2 and responded_at is null and taken_at is null order by sequence`,
    [repositoryId, number],
  );
}

/** Moves answers, by box or comment, from one issue to another. */
export async function moveAnswers(
  db: Database,
  { repositoryId, from, to }: { readonly repositoryId: number; readonly from: number; readonly to: number },
): Promise<void> {
  await db.query(
    `update user_action set number = $3
      where repository_id = $1 and number = $2 and taken_at is null and action ->> 'kind' in ('edited-issue', 'commented')`,
    [repositoryId, from, to],
  );
}

/** Marks a user action as applied, with the response it is owed, or null for none. Its words are deleted. */
export async function completeUserAction(
  db: Database,
  guid: string,
  { response, at }: { readonly response: Response | null; readonly at: Date },
): Promise<void> {
  await db.query(
    `update user_action
        set action = action - '{body,bodyBefore,before,after}'::text[], taken_at = $2, response = $3::jsonb,
            responded_at = case when $3::jsonb is null then $2::timestamptz end
      where guid = $1`,
    [guid, at, response && JSON.stringify(response)],
  );
}

/** The responses on an issue or pull request that were not given yet. */
export async function listOwedResponses(
  db: Database,
  repositoryId: number,
  number: number,
): Promise<readonly { readonly guid: string; readonly response: Response }[]> {
  return db.query(
    `select guid, response from user_action
      where repository_id = $1 and number = $2 and taken_at is not null and responded_at is null order by sequence`,
    [repositoryId, number],
  );
}

/** The response was given. */
export async function completeResponse(db: Database, guid: string, at: Date): Promise<void> {
  await db.query("update user_action set responded_at = $2, response = null where guid = $1", [guid, at]);
}

/** The ids of an issue's comments that were delivered, applied or not. */
export async function listKnownCommentIds(
  db: Database,
  repositoryId: number,
  number: number,
): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    `select (action ->> 'commentId')::bigint as id from user_action
      where repository_id = $1 and number = $2 and action ->> 'commentId' is not null`,
    [repositoryId, number],
  );
  return rows.map((row) => row.id);
}

/** How often bots closed an issue, as far as that was taken and is still kept. */
export async function countBotClosings(
  db: Database,
  { repositoryId, number }: { readonly repositoryId: number; readonly number: number },
): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(*)::int as count from user_action
      where repository_id = $1 and number = $2 and taken_at is not null
        and action ->> 'kind' = 'closed-issue' and action -> 'by' ->> 'type' = 'Bot'`,
    [repositoryId, number],
  );
  return row?.count ?? 0;
}
