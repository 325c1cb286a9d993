-- Repositories that are to be asked to begin, and wait for their turn: one work item for each installation gives the turns, so
-- that waiting costs nothing.
create table onboarding_queue (
  repository_id bigint primary key,
  queued_at timestamptz not null
);

-- Those that waited with a work item of their own, or for another onboarding to end.
insert into onboarding_queue (repository_id, queued_at)
select id, known_since from repository
 where not is_active and files is not null
   and not exists (select from onboarding o where o.repository_id = id);

insert into work_item (key, run_at)
select 'installation/' || installation_id, max(known_since) from repository group by installation_id
    on conflict (key) do nothing;
