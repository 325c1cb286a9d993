-- What merges and pushed commits take back. Whether a change is reverted is worked out from all of them: a revert may be
-- reverted itself, by number or by commit, and each may be heard of before the other.
create table revert (
  repository_id bigint not null,
  -- 'pull/12', or the pushed commit.
  id text not null,
  -- Of the pull request; null for a pushed commit.
  number int,
  sha text,
  -- The commit that merged a pushed commit, where one did: who takes that back takes back all that came with it.
  merged_by text,
  base_ref text not null,
  merged_at timestamptz not null,
  -- What it takes back: numbers of pull requests, and commits, in full or shortened.
  numbers jsonb not null default '[]',
  shas jsonb not null default '[]',
  -- Of the pull request, and the id of its author; null for a pushed commit.
  title text,
  author_id bigint,
  primary key (repository_id, id)
);
create index revert_by_date on revert (repository_id, merged_at);

insert into revert (repository_id, id, number, sha, base_ref, merged_at, numbers, title, author_id)
select repository_id, 'pull/' || number, number, snapshot ->> 'mergeCommitSha', snapshot ->> 'baseRef',
       (snapshot ->> 'mergedAt')::timestamptz, reverts, snapshot ->> 'title', (snapshot -> 'author' ->> 'id')::bigint
  from pull_request
 where jsonb_array_length(reverts) > 0 and snapshot ->> 'mergedAt' is not null;

drop index pull_request_reverting;
alter table pull_request drop column reverts;
