-- What several processes have to know together of GitHub's patience, what stands in our way, and what was missed.

-- The places of an installation's writes, about one a second over all processes (DESIGN 7.5).
create table turn (
  installation_id bigint primary key,
  -- GitHub asked for silence until then, and why.
  not_before timestamptz,
  reason text,
  -- The next write may go then.
  next_write_at timestamptz not null,
  -- Whoever does not get a turn comes back at a place of its own; the last one given out.
  queued_until timestamptz not null,
  -- Whether the last one who came got the turn: an upsert cannot tell what it found.
  is_granted boolean not null
);

-- Why GitHub says no until somebody changes something (core/blocker.ts).
create table obstacle (
  -- 'installation/<id>' or 'repository/<id>'
  scope text not null,
  kind text not null,
  since timestamptz not null,
  -- From when on it is worth one more try; null: only once we hear that it is gone.
  until timestamptz,
  primary key (scope, kind)
);

-- The obstacle an object waits for; null for those that only wait for their time.
alter table appointment add column parked text;
create index appointment_parked on appointment (parked) where parked is not null;

-- Where the search for failed deliveries stands: one row.
create table missed_search (
  is_only boolean primary key default true check (is_only),
  -- Nothing from before the app's first start is asked for.
  first_started_at timestamptz not null,
  -- The newest delivery of the last search that was complete, but for the minutes in which some were still under way.
  last_id bigint,
  -- The last search that was complete.
  searched_at timestamptz,
  -- A search under way: the page to go on with, and what will then be the newest.
  cursor text,
  next_last_id bigint
);

-- Deliveries that failed and were not stored, asked for again until they are, three times at the most.
create table missed_delivery (
  guid text primary key,
  -- The newest attempt that failed.
  delivery_id bigint not null,
  -- core/delivery/missed-delivery.ts: gestures of people first.
  rank int not null,
  tries int not null default 0,
  -- The attempt that was asked for again last, and when.
  asked_id bigint,
  asked_at timestamptz,
  found_at timestamptz not null
);

-- Since when it is active: merges from before never get an outcome.
alter table repository add column active_since timestamptz;
update repository set active_since = known_since where is_active;
-- When its merged pull requests were last compared with the records.
alter table repository add column compared_at timestamptz;

-- Nobody told us of the merge: it was found by the daily comparison, and read then.
alter table pull_request add column is_found_late boolean not null default false;
alter table outcome add column is_read_late boolean not null default false;

-- For /metrics and the dashboard: what was set aside is rare, and looked for often.
create index delivery_set_aside on delivery (set_aside_at) where set_aside_at is not null;
