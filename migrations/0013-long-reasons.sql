-- Reasons are people's words, and may be longer than a row of an index can be: such an outcome could not be kept. Only why
-- something was not asked is counted, and these words are ours.
drop index outcome_by_end;
alter table outcome add column not_asked text generated always as (case when state = 'not-asked' then reason end) stored;
create index outcome_by_end on outcome (repository_id, ended_at) include (state, verdict, why, not_asked);
