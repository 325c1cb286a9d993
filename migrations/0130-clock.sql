-- The wait for a question may begin later than the merge: when its users get the change.
alter table outcome
  -- What started the clock: { kind, name } (core/clock/shipment.ts).
  add column shipped_in jsonb,
  -- When a person last said that its users do not have it: what shipped it before does not count.
  add column not_shipped_at timestamptz,
  -- The merge that took back its last revert: { sha, at }.
  add column restored_in jsonb,
  -- The length of the wait that the author named, such as '6 weeks'.
  add column check_after text;
update outcome set shipped_in = '{"kind": "merge", "name": ""}' where clock_started_at is not null;
-- What waits to reach its users.
create index outcome_unshipped on outcome (repository_id, merged_at, number)
  where clock_started_at is null and state in ('waiting', 'unstated', 'asked');

-- What brought commits to users: releases, deployments, heads of branches, as webhooks or the daily read tell of them.
create table shipment (
  repository_id bigint not null,
  -- 'release', 'deployment' or 'branch'
  kind text not null,
  -- The tag, the environment or the branch.
  name text not null,
  -- The revision whose history tells what it contains.
  revision text not null,
  -- When its users got it.
  at timestamptz not null,
  heard_at timestamptz not null,
  -- How far it was compared with what waits (core/clock/comparison.ts).
  progress jsonb,
  -- When that was over.
  compared_at timestamptz,
  primary key (repository_id, kind, name, revision)
);
create index shipment_pending on shipment (repository_id, at) where compared_at is null;
create index shipment_heard on shipment (heard_at);

-- Which shipment brought which change; until the outcome's own reconcile has taken it.
create table arrival (
  repository_id bigint not null,
  -- Of the pull request.
  number int not null,
  kind text not null,
  name text not null,
  at timestamptz not null,
  primary key (repository_id, number, kind, name, at)
);

-- What the last daily read found: { readAt, about, hasMatch, seen } (core/clock/clock-reading.ts).
alter table repository add column clock jsonb;
