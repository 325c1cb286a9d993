-- Everything that is kept. A record is the newest state, not a history; what GitHub knows is not kept but for what is read
-- again and again.

-- Who installed the app, and where.

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
  -- Since when it is known: nothing before is reported.
  known_since timestamptz not null,
  is_active boolean not null default false,
  -- Since when it is active: merges from before never get an outcome.
  active_since timestamptz,
  -- It became active: its open pull requests are to be listed once.
  is_listing_due boolean not null default false,
  -- Templates or configuration changed: everything open is to be evaluated again.
  is_evaluation_due boolean not null default false,
  -- When its merged pull requests were last compared with the records.
  backfilled_at timestamptz,
  -- GitHub's updated_at of the newest delivery about its name and owner: an older one does not rename it back.
  named_at timestamptz,
  -- Another repository has its name by now: nothing is written under it before its new name is known.
  displaced_at timestamptz,
  removed_at timestamptz,
  -- It came back after it had been removed: what it missed meanwhile is not caught up with for ever.
  returned_at timestamptz
);
create index repository_by_installation on repository (installation_id);
create index repository_by_name on repository (lower(owner), lower(name));

-- Branches whose pushes touched the configuration: its problems are shown on their pull requests.
create table branch_config (
  repository_id bigint not null,
  ref text not null,
  commit_sha text not null,
  -- The file at that commit, once read; "" when the push removed it.
  text text,
  -- The commit whose check has the annotations: GitHub adds them again with every update.
  annotated_sha text,
  noted_at timestamptz not null default now(),
  primary key (repository_id, ref)
);

-- Repositories that were asked to begin, once and for good: also after the app was removed and installed again. No
-- retention deletes these rows; they hold no names and no text.
create table onboarding (
  repository_id bigint primary key,
  -- core/onboarding/onboarding.ts
  state text not null,
  -- 'pull' or 'issue', and its number once GitHub gave it one.
  kind text not null,
  number int,
  -- Of the templates the proposal was made from: when they change, so does the proposal.
  templates text,
  begun_at timestamptz not null
);

-- Pull requests, and the outcome of each merged one.

create table pull_request (
  repository_id bigint not null,
  number int not null,
  -- core/pull-request/pull-request.ts
  snapshot jsonb not null,
  state text not null,
  head_sha text not null,
  updated_at timestamptz not null,
  -- Two snapshots of the same second differ: the pull request is read once.
  needs_read boolean not null default false,
  -- { by, reason } of a person's "Not needed".
  skipped_by jsonb,
  -- { sha, paths }: what it changes at that head, read only where the configuration asks for it.
  changed jsonb,
  -- Its merge is known and not recorded yet. Merges from before the repository was active never are.
  is_merge_unrecorded boolean not null default false,
  -- No delivery told of the merge: the daily backfill found it.
  is_found_late boolean not null default false,
  -- Something happened on the pull request itself since the comment was last planned. A change of configuration or
  -- templates never causes a new comment.
  is_comment_due boolean not null default false,
  -- Numbers of the pull requests whose outcomes this one reverted.
  reverts jsonb,
  -- { of, numbers }: what was found for a title and its labels, so that it is looked for once.
  similar_outcomes jsonb,
  primary key (repository_id, number)
);
-- Several open pull requests may share a head commit, and then share its check.
create index pull_request_by_head on pull_request (repository_id, head_sha) where state = 'open';
-- Which merges took a pull request back is asked when its own merge is recorded: theirs may be recorded first.
create index pull_request_reverting on pull_request (repository_id) where reverts is not null;

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
  labels jsonb not null default '[]',
  url text not null,
  author jsonb not null,
  merger jsonb,
  merged_at timestamptz not null,
  merge_commit_sha text,
  -- What the author promised, frozen at the merge.
  statement jsonb not null,
  is_stated boolean generated always as (statement ->> 'measure' is not null) stored,
  is_stated_late boolean not null default false,
  -- No delivery told of the merge: the description was read when the backfill found it.
  is_read_late boolean not null default false,
  -- core/outcome/life-cycle.ts
  state text not null,
  reason text,
  -- Whose words the reason is, by id.
  reason_by bigint,
  -- Reasons are people's words, and may be longer than a row of an index can be. Only why something was not asked is
  -- counted, and these words are the app's.
  not_asked text generated always as (case when state = 'not-asked' then reason end) stored,
  -- What the wait is counted from; null until the change reaches its users.
  clock_started_at timestamptz,
  due_on date,
  due_at timestamptz,
  -- A person named the date.
  is_dated boolean not null default false,
  moved_times int not null default 0,
  ended_at timestamptz,
  -- Every time it was asked about, the newest last: { issueNumber, askedAt, remindedAt, assignee, answers }. What is counted
  -- and listed of the newest stands beside it in columns of its own.
  questions jsonb not null default '[]',
  issue_number int,
  asked_at timestamptz,
  reminded_at timestamptz,
  assignee jsonb,
  verdict text,
  -- Why the answer that stands was partly, missed or unclear; null where the answer does not say.
  why text generated always as
    (case when state = 'answered' then questions -> -1 -> 'answers' -> -1 ->> 'why' end) stored,
  -- Pull requests merged later that name this one: { number, title, by }.
  named_by jsonb not null default '[]',
  primary key (repository_id, number)
);
create index outcome_by_issue on outcome (repository_id, issue_number);
create index outcome_by_commit on outcome (repository_id, merge_commit_sha text_pattern_ops);
create index outcome_by_state on outcome (repository_id, state, due_at);
-- A person is found by id when the login changes.
create index outcome_by_author on outcome (repository_id, ((author ->> 'id')::bigint));
create index outcome_by_merger on outcome (repository_id, ((merger ->> 'id')::bigint));
create index outcome_by_assignee on outcome (repository_id, ((assignee ->> 'id')::bigint));
-- What the dashboard and the monthly issue count comes from these alone: no count reads a statement or an answer.
create index outcome_by_merge on outcome (repository_id, merged_at) include (state, is_stated);
create index outcome_by_end on outcome (repository_id, ended_at) include (state, verdict, why, not_asked);
create index outcome_asked on outcome (repository_id, asked_at) include (state);
-- Their lists, each in its order.
create index outcome_open on outcome (repository_id, (reminded_at is null), asked_at, number) include (reminded_at)
  where state = 'asked';
create index outcome_answered on outcome (repository_id, ended_at desc, number desc) where state = 'answered';
create index outcome_unclear on outcome (repository_id, ended_at desc, number desc)
  where state = 'answered' and verdict = 'unclear';
create index outcome_unstated on outcome (repository_id, merged_at desc, number desc)
  where not is_stated and state <> 'exempt';
-- What never ends belongs to the month of its merge, in the order of the export.
create index outcome_without_end on outcome (repository_id, merged_at) where state in ('exempt', 'unstated');

-- "Have we tried this before?": what a told outcome has in common with a new pull request is found by its labels and by
-- the words of its title.

-- What a title and labels can be found by. Words are reduced to their stems; numbers and single letters name nothing.
create function list_traits(title text, labels jsonb) returns setof text
  language sql immutable parallel safe
  as $$
    select 'word:' || word from unnest(tsvector_to_array(to_tsvector('pg_catalog.english', title))) as word
     where word !~ '^([0-9.,/_-]+|.)$'
    union
    select 'label:' || lower(label) from jsonb_array_elements_text(labels) as label
  $$;

-- Of outcomes that were answered or reverted. A b-tree of small rows, not an inverted index over the outcomes: that one
-- cannot begin with the repository, and a search would read what is others'.
create table told_trait (
  repository_id bigint not null,
  trait text not null,
  number int not null,
  primary key (repository_id, trait, number)
);

-- What happened: deliveries accepted, and what people did.

create table delivery (
  -- X-GitHub-Delivery: the same for a redelivery, so each counts once.
  guid text primary key,
  event text not null,
  -- The reconcile key it is about; deliveries of one key are applied one at a time, in the order they came.
  key text not null,
  installation_id bigint,
  body text,
  sequence bigint generated always as identity,
  received_at timestamptz not null,
  done_at timestamptz,
  attempts int not null default 0,
  -- Given up after too many attempts; kept to be looked at.
  set_aside_at timestamptz,
  error text
);
-- A body lives for seconds: compressing it costs more than the room it takes.
alter table delivery alter column body set storage external;
create index delivery_pending on delivery (key, sequence) where done_at is null and set_aside_at is null;
create index delivery_done on delivery (done_at) where done_at is not null;
-- For /metrics and the dashboard: what was set aside is rare, and looked for often.
create index delivery_set_aside on delivery (set_aside_at) where set_aside_at is not null;

create table user_action (
  guid text primary key,
  repository_id bigint not null,
  -- The issue or pull request it was made on.
  number int not null,
  -- core/delivery/user-action.ts; without the people's words once it was taken.
  action jsonb not null,
  sequence bigint generated always as identity,
  recorded_at timestamptz not null default now(),
  taken_at timestamptz,
  -- The reaction and the reply it deserves, once taken (core/outcome/response.ts).
  response jsonb,
  responded_at timestamptz
);
create index user_action_open on user_action (repository_id, number, sequence) where responded_at is null;

-- Where the search for failed deliveries stands: one row.
create table missed_search (
  is_only boolean primary key default true check (is_only),
  -- Nothing from before the app's first start is asked for.
  first_started_at timestamptz not null,
  -- The newest delivery of the last search that was complete, but for the minutes in which some were still under way.
  last_id bigint,
  -- The last search that was complete.
  searched_at timestamptz,
  -- A search under way: the page to go on with, and what will then be the newest.
  cursor text,
  next_last_id bigint
);

-- Deliveries that failed and were not stored, asked for again until they are, three times at the most.
create table missed_delivery (
  guid text primary key,
  -- The newest attempt that failed.
  delivery_id bigint not null,
  -- core/delivery/missed-delivery.ts: what people did comes first.
  rank int not null,
  tries int not null default 0,
  -- The attempt that was asked for again last, and when.
  asked_id bigint,
  asked_at timestamptz,
  found_at timestamptz not null
);

-- What is to be done, and what stands on GitHub.

-- The work queue, one row for each reconcile key: due dates, reminders, paced writes, writes whose result is unknown,
-- failures. A row stands until its reconcile has ended, so that a process that dies leaves it due.
create table work_item (
  key text primary key,
  run_at timestamptz not null,
  -- Grows with every enqueue: a reconcile that began before does not settle the row.
  version int not null default 0,
  -- How often in a row the reconcile failed.
  failures int not null default 0,
  -- The blocker it waits for; null for those that only wait for their time.
  blocked_by text
);
create index work_item_by_time on work_item (run_at);
create index work_item_blocked on work_item (blocked_by) where blocked_by is not null;

-- What the app wrote on GitHub. A row is written before the call that makes it true, so that a crash between the two is
-- found out (docs/decisions/0003-intents.md).
create table managed_resource (
  -- 'comment/<repository>/<number>', 'follow-up/<repository>/<number>', 'check/<repository>/<sha>', …
  key text primary key,
  repository_id bigint not null,
  -- Random; part of the marker, so that only what the app wrote is taken for its own.
  idempotency_key text not null unique,
  -- The id or number GitHub gave it; null while it is unknown whether it was written.
  github_id bigint,
  -- Another resource was made under the same key, and this is its number: it is to be closed.
  duplicate_id bigint,
  -- Of the content intended last.
  digest text not null,
  intended_at timestamptz not null,
  written_at timestamptz,
  -- A person deleted or hid it: never written again.
  dismissed_at timestamptz
);
create index managed_resource_by_repository on managed_resource (repository_id, github_id);
create index managed_resource_report on managed_resource (repository_id, key) where starts_with(key, 'report/');
create index managed_resource_organization on managed_resource (repository_id) where starts_with(key, 'organization/');

-- What is known of a dashboard beside that it stands.
create table dashboard (
  -- The key of its resource: 'dashboard/<repository>'.
  key text primary key,
  repository_id bigint not null,
  -- One of its boxes was ticked, and it was not written since.
  ticked_at timestamptz,
  -- When it was last asked to be counted afresh.
  refreshed_at timestamptz,
  -- What it said when it was deleted: it is made again when it has something else to say.
  deleted_digest text,
  -- The issue it was tried to pin last, and whether GitHub did.
  pin_number int,
  is_pinned boolean not null default false,
  -- Of a dashboard over many repositories: when GitHub was last asked who may see which of them.
  seen_at timestamptz,
  -- How often a delivery told that the answer may be another one, and how many of those times what is written has taken in.
  changes int not null default 0,
  shown_changes int not null default 0
);

-- The ledger: the CSV files a repository's outcomes are proposed in.
create table ledger (
  repository_id bigint primary key,
  -- It is wanted now, also in the middle of a month.
  requested_at timestamptz,
  -- The newest month that was over and written, or was left out: "2026-10".
  written_through text,
  -- The months in the proposal that was made last; they stay in it until it is merged.
  months jsonb not null default '[]',
  -- Its pull request; null when there is none, or it is not known yet.
  pull_number int,
  digest text,
  -- A proposal was begun, and its end is unknown.
  intended_at timestamptz,
  -- Why it cannot be written (core/report/ledger.ts). It is tried again at that time.
  problem text,
  retry_at timestamptz
);

-- What GitHub allows, as all processes have to know it.

-- When the next write of an installation may go, about one a second over all processes.
create table rate_limit (
  installation_id bigint primary key,
  -- GitHub asked for silence until then, and why.
  not_before timestamptz,
  reason text,
  next_write_at timestamptz not null,
  -- A write that may not go comes back at a time of its own; the last one given out.
  retries_reserved_until timestamptz not null,
  -- Whether the last one that asked may go: an upsert cannot tell what it found.
  is_granted boolean not null
);

-- Why GitHub refuses until a person changes something (core/blocker.ts).
create table blocker (
  -- 'installation/<id>' or 'repository/<id>'
  scope text not null,
  kind text not null,
  since timestamptz not null,
  -- From when on it is worth one more try; null: only once a delivery tells that it is gone.
  until timestamptz,
  primary key (scope, kind)
);

-- One answer of GitHub to "what may this person do here?", remembered for ten minutes.
create table permission (
  repository_id bigint not null,
  person_id bigint not null,
  permission text not null,
  read_at timestamptz not null,
  primary key (repository_id, person_id)
);

-- People GitHub would not assign, remembered for a while so that nobody is tried again and again.
create table unassignable (
  repository_id bigint not null,
  login text not null,
  until timestamptz not null,
  primary key (repository_id, login)
);
