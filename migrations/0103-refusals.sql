-- What GitHub read and refused, and how often in a row, so that nothing is tried for ever and told to nobody.
create table refusal (
  -- The key of the resource.
  key text primary key,
  repository_id bigint not null,
  count int not null,
  -- GitHub's words, without what was sent.
  reason text not null,
  last_at timestamptz not null
);
create index refusal_by_repository on refusal (repository_id, last_at);
