-- A second look at what worked: { at, finding, lostAt } (core/outcome/second-look.ts).
alter table outcome
  add column second_look jsonb,
  -- When it turned out that it did not last.
  add column lost_at timestamptz;
create index outcome_lost on outcome (repository_id, lost_at desc, number desc) where lost_at is not null;

-- The days of the second look, beside those of the answer.
alter table outcome_metric
  add column later jsonb,
  add column later_read_at timestamptz;
