-- The records: who installed the app, what is known of pull requests, one outcome per merged one.

create table installation (
  id bigint primary key,
  account_id bigint not null,
  account_login text not null,
  suspended_at timestamptz,
  removed_at timestamptz
);

-- Keyed by GitHub's id: renames and transfers keep the records.
create table repository (
  id bigint primary key,
  installation_id bigint not null,
  owner text not null,
  name text not null,
  -- Templates and configuration as read, with the commit they came from (core/repository/repository-files.ts).
  files jsonb,
  files_read_at timestamptz,
  -- { own, owner }: the newest configuration texts that were free of errors. They stay in force while the current are not.
  last_good jsonb,
  -- The file `_extends` names, read with the others.
  extended jsonb,
  -- Since when it is heard of: nothing before is reported.
  known_since timestamptz not null,
  is_active boolean not null default false,
  -- It became active: its open pull requests are to be listed once.
  is_listing_due boolean not null default false,
  -- Templates or configuration changed: everything open is to be judged again.
  is_judging_due boolean not null default false,
  removed_at timestamptz
);

create table pull_request (
  repository_id bigint not null,
  number int not null,
  -- core/pull-request/pull-request.ts
  snapshot jsonb not null,
  state text not null,
  head_sha text not null,
  updated_at timestamptz not null,
  -- { by, reason } of a person's "Not needed".
  skipped_by jsonb,
  -- { sha, paths }: what it changes at that head, read only where the configuration asks for it.
  changed jsonb,
  -- Its merge was heard of and is not recorded yet. Merges from before the app was active never are.
  is_merge_news boolean not null default false,
  -- Something happened on the pull request itself since the comment was last planned. A change of configuration or
  -- templates never causes a new comment.
  is_comment_due boolean not null default false,
  -- Numbers of the pull requests whose outcomes this one reverted.
  reverts jsonb,
  -- Two snapshots of the same second differ: the pull request is read once.
  needs_read boolean not null default false,
  primary key (repository_id, number)
);
-- Several open pull requests may share a head commit, and then share its check.
create index pull_request_by_head on pull_request (repository_id, head_sha) where state = 'open';

-- Branches whose pushes touched the configuration: its problems are shown on their pull requests.
create table branch_config (
  repository_id bigint not null,
  ref text not null,
  commit_sha text not null,
  -- The file at that commit, once read; "" when the push removed it.
  text text,
  -- The commit whose check has the remarks: GitHub adds them again with every update.
  annotated_sha text,
  primary key (repository_id, ref)
);

-- Merged pull requests that were left alone: they get no outcome, only a count by reason.
create table skipped_merge (
  repository_id bigint not null,
  number int not null,
  reason text not null,
  merged_at timestamptz not null,
  primary key (repository_id, number)
);
create index skipped_merge_by_date on skipped_merge (repository_id, merged_at);

create table outcome (
  repository_id bigint not null,
  number int not null,
  title text not null,
  url text not null,
  author jsonb not null,
  merger jsonb,
  merged_at timestamptz not null,
  merge_commit_sha text,
  statement jsonb not null,
  is_stated_late boolean not null default false,
  state text not null,
  reason text,
  due_on date not null,
  -- A person named the date.
  is_dated boolean not null default false,
  due_at timestamptz not null,
  asked_at timestamptz,
  nudged_at timestamptz,
  ended_at timestamptz,
  owner jsonb,
  verdict text,
  -- Every answer ever given, the newest last.
  answers jsonb not null default '[]',
  -- Pull requests merged later that name this one: { number, title }.
  named_by jsonb not null default '[]',
  moved_times int not null default 0,
  -- The issue that asks, once GitHub gave it a number.
  follow_up_number int,
  primary key (repository_id, number)
);
create index outcome_by_follow_up on outcome (repository_id, follow_up_number);
create index outcome_by_state on outcome (repository_id, state, due_at);
create index outcome_by_commit on outcome (repository_id, merge_commit_sha text_pattern_ops);
create index outcome_asked on outcome (repository_id, asked_at);
create index outcome_by_merge on outcome (repository_id, merged_at);
create index outcome_by_end on outcome (repository_id, ended_at);
