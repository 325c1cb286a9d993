-- The ledger: the CSV files a repository's outcomes are proposed in.
create table ledger (
  repository_id bigint primary key,
  -- Somebody wants it written now, also in the middle of a month.
  wished_at timestamptz,
  -- The newest month that was over and written, or was left out: "2026-10".
  written_through text,
  -- The months in the proposal that was made last; they stay in it until it is merged.
  months jsonb not null default '[]',
  -- Its pull request; null when there is none, or nobody knows yet.
  pull_number int,
  digest text,
  -- A proposal was begun and not heard back of.
  intended_at timestamptz,
  -- Why it cannot be written; core/report/ledger.ts. It is tried again at that time.
  problem text,
  retry_at timestamptz
);

-- Everything that ends or begins in a month, in the order of the export.
create index outcome_without_end on outcome (repository_id, merged_at) where state in ('exempt', 'unstated');
