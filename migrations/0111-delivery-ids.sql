-- GitHub's ids of deliveries have 19 digits, which no double holds, and are not promised to grow. They are text, and the
-- search for failed deliveries goes back to a moment instead of an id.
alter table missed_delivery
  alter column delivery_id type text,
  alter column asked_id type text,
  -- When the newest attempt failed.
  add column failed_at timestamptz not null default now(),
  -- A later attempt succeeded: it is never asked for again, also where the app had no use for it.
  add column is_done boolean not null default false;
alter table missed_delivery alter column failed_at drop default;
alter table missed_search
  drop column last_id,
  drop column next_last_id,
  -- When the newest attempt of the last complete search was made.
  add column searched_until timestamptz,
  -- The same of the search under way.
  add column next_until timestamptz;
