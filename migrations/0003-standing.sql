-- What stands on GitHub by our hand. A row is written before the call that makes the object true, so that a crash
-- between the two is found out (DESIGN 7.3).
create table standing (
  -- 'comment/<repository>/<number>', 'follow-up/<repository>/<number>', 'check/<repository>/<sha>', …
  object text primary key,
  repository_id bigint not null,
  -- Random; part of the marker, so that only what we wrote ourselves is taken for ours.
  key text not null unique,
  -- The id or number GitHub gave it; null while nobody knows whether it was written.
  github_id bigint,
  -- Of the content intended last.
  digest text not null,
  intended_at timestamptz not null,
  written_at timestamptz,
  -- A person deleted or hid it: never written again.
  dismissed_at timestamptz
);
create index standing_by_repository on standing (repository_id, github_id);

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
