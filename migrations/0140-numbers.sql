-- Numbers beside the question: what a repository's metrics said, kept as days in UTC.

-- What a metric said last, for the pull requests that name it.
create table metric_reading (
  repository_id bigint not null,
  name text not null,
  -- The definition that was read: under another one it is read anew.
  metric jsonb not null,
  -- The latest days: [{ day, value }]; null when they could not be read.
  days jsonb,
  -- Why they could not: { kind, status }.
  problem jsonb,
  read_at timestamptz not null,
  -- It gave a value once, whenever that was.
  is_proven boolean not null default false,
  primary key (repository_id, name)
);

-- The open pull requests that name a metric: they are written again when it says something else.
create table metric_mention (
  repository_id bigint not null,
  number int not null,
  name text not null,
  primary key (repository_id, number, name)
);
create index metric_mention_by_name on metric_mention (repository_id, name);

-- The metrics of an outcome, frozen when its clock started, with the days before and since.
create table outcome_metric (
  repository_id bigint not null,
  number int not null,
  name text not null,
  -- In the order of the measure; the first is the one of ledger and export.
  position int not null,
  metric jsonb not null,
  target jsonb,
  -- The day the clock started.
  started_on date not null,
  -- It was configured after the clock started, and read back.
  is_late boolean not null,
  -- [{ day, value }]; null until they were read.
  before jsonb,
  -- When that was settled, also by giving up.
  before_read_at timestamptz,
  after jsonb,
  after_read_at timestamptz,
  -- Why the last read failed: { kind, status }.
  problem jsonb,
  -- When it is tried again.
  retry_at timestamptz,
  -- Other pull requests that were merged between the start of the clock and the last read.
  merged_meanwhile int not null default 0,
  primary key (repository_id, number, name)
);

-- An outcome with rows there.
alter table outcome add column has_numbers boolean not null default false;
