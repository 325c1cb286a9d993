-- The answer that stands is the last one given to any question: a question that is asked later takes nothing back. One
-- function says so, for queries and for what is counted; `findAnswer` in core/outcome/outcome.ts says the same.
create function standing_answer(questions jsonb) returns jsonb
  language sql immutable parallel safe
  as $$ select jsonb_path_query_array(questions, '$[*].answers[*]') -> -1 $$;

drop index outcome_by_end;
alter table outcome drop column why;
-- Why the answer that stands was partly, missed or unclear; null where the answer does not say.
alter table outcome add column why text generated always as
  (case when state = 'answered' then standing_answer(questions) ->> 'why' end) stored;
create index outcome_by_end on outcome (repository_id, ended_at) include (state, verdict, why, not_asked);
