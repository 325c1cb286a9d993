import type { Database } from "../../src/store/database.ts";

/** The number of records and of repositories. */
export interface Filling {
  readonly outcomes: number;
  readonly repositories: number;
  /** The first repository's id; the others follow. */
  readonly firstRepository: number;
}

/**
 * Inserts outcomes in every state, spread over the last three years and evenly over the repositories. The database
 * generates them: a million rows in a minute.
 */
export async function fill(db: Database, { outcomes, repositories, firstRepository }: Filling): Promise<void> {
  await db.query(
    `insert into outcome (
       repository_id, number, title, url, author, merged_at, statement, state, reason, due_on, due_at, asked_at, ended_at,
       assignee, verdict, clock_started_at, questions, issue_number)
     select $2 + i % $3, 1 + i / $3, 'Change ' || i || ' of the ' || (array['checkout', 'search', 'basket', 'menu'])[1 + i % 4],
            'https://github.com/acme/shop/pull/' || i, jsonb_build_object('id', i % 40, 'login', 'person-' || i % 40, 'type', 'User'),
            merged_at, jsonb_build_object('problem', 'Numbers are copied by hand.', 'measure',
              case when state in ('unstated', 'exempt') then null else 'Weekly exports go from 0 to 20.' end, 'exemption', null),
            state, null, (merged_at + interval '30 days')::date, merged_at + interval '30 days',
            case when state in ('asked', 'answered', 'unanswered') then merged_at + interval '30 days' end,
            case when state in ('answered', 'unanswered', 'reverted', 'dropped', 'not-asked') then merged_at + interval '35 days' end,
            case when state = 'asked' then jsonb_build_object('id', i % 40, 'login', 'person-' || i % 40, 'type', 'User') end,
            case when state = 'answered' then verdict end,
            merged_at, jsonb_build_array(jsonb_build_object('assignee', null, 'remindedAt', null,
              'issueNumber', case when state in ('asked', 'answered', 'unanswered') then 1000000 + i end,
              'askedAt', case when state in ('asked', 'answered', 'unanswered') then merged_at + interval '30 days' end,
              'answers', case when state = 'answered' then jsonb_build_array(jsonb_build_object('verdict', verdict,
                'evidence', 'Exports went to ' || i % 30 || ' a week.', 'why', null, 'next', null, 'by',
                jsonb_build_object('id', i % 40, 'login', 'person-' || i % 40, 'type', 'User'), 'at', merged_at + interval '35 days'))
                else '[]' end)),
            case when state in ('asked', 'answered', 'unanswered') then 1000000 + i end
       from (
         select i, now() - (i % 1095) * interval '1 day' - interval '40 days' as merged_at,
                (array['answered', 'answered', 'answered', 'unanswered', 'unstated', 'exempt', 'reverted', 'not-asked', 'answered', 'asked'])
                  [case when i % 497 = 9 then 10 else 1 + i % 9 end] as state,
                (array['worked', 'partly', 'missed', 'unclear'])[1 + i % 4] as verdict
           from generate_series(0, $1::int - 1) as i
       ) as made`,
    [outcomes, firstRepository, repositories],
  );
}
