-- Whom we asked to begin, once per repository and for good: also after the app was removed and installed again. No
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
