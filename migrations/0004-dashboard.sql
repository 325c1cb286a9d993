-- What the dashboard and the monthly issue count, answered from indexes alone: no count reads a statement or an answer.

alter table outcome
  add column is_stated boolean generated always as (statement ->> 'measure' is not null) stored,
  -- Why the answer that stands was partly, missed or unclear; null where nobody said.
  add column why text generated always as (case when state = 'answered' then answers -> -1 ->> 'why' end) stored;

drop index outcome_by_merge;
create index outcome_by_merge on outcome (repository_id, merged_at) include (state, is_stated);
drop index outcome_by_end;
create index outcome_by_end on outcome (repository_id, ended_at) include (state, verdict, why, reason);
drop index outcome_asked;
create index outcome_asked on outcome (repository_id, asked_at) include (state);

-- The lists, each in its order.
create index outcome_open on outcome (repository_id, (nudged_at is null), asked_at, number) include (nudged_at)
  where state = 'asked';
create index outcome_answered on outcome (repository_id, ended_at desc, number desc) where state = 'answered';
create index outcome_unclear on outcome (repository_id, ended_at desc, number desc)
  where state = 'answered' and verdict = 'unclear';
create index outcome_unstated on outcome (repository_id, merged_at desc, number desc)
  where not is_stated and state <> 'exempt';

-- What is known of a dashboard beside that it stands.
create table dashboard (
  -- The name of its row in `standing`: 'dashboard/<repository>'.
  object text primary key,
  repository_id bigint not null,
  -- Somebody ticked one of its boxes, and it was not written since.
  ticked_at timestamptz,
  -- When somebody last asked for it to be counted afresh.
  refreshed_at timestamptz,
  -- What it said when it was deleted: it is made again when it has something else to say.
  deleted_digest text,
  -- The issue it was tried to pin last, and whether GitHub did.
  pin_number int,
  is_pinned boolean not null default false
);

-- Two things were made under one key, and this is the number of the other: it is to be closed.
alter table standing add column twin_id bigint;
