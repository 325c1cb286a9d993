-- Who is who when names change, and what is kept how long.

alter table repository
  -- GitHub's updated_at of the newest news about its name and owner: older news does not rename it back.
  add column heard_at timestamptz,
  -- Another repository has its name by now: nothing is written under it before its new name is heard of.
  add column displaced_at timestamptz,
  -- It came back after it had been parked: what it missed meanwhile is not caught up with for ever.
  add column returned_at timestamptz;
create index repository_by_name on repository (lower(owner), lower(name));

-- Whose words the reason is, by id.
alter table outcome add column reason_by bigint;

-- When it was recorded: gestures on what is none of ours are not kept.
alter table gesture add column recorded_at timestamptz not null default now();
alter table branch_config add column noted_at timestamptz not null default now();

-- What was acted upon needs its words no more.
update gesture set gesture = gesture - '{body,bodyBefore,before,after}'::text[] where taken_at is not null;
update gesture set response = null where responded_at is not null;

create index delivery_done on delivery (done_at) where done_at is not null;
-- A person is found by id when the login changes.
create index outcome_by_author on outcome (repository_id, ((author ->> 'id')::bigint));
create index outcome_by_merger on outcome (repository_id, ((merger ->> 'id')::bigint));
create index outcome_by_owner on outcome (repository_id, ((owner ->> 'id')::bigint));
