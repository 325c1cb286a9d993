-- What happened and when to look again: deliveries accepted, gestures of people, appointments.

create table delivery (
  -- X-GitHub-Delivery: the same for a redelivery, so each counts once.
  guid text primary key,
  event text not null,
  -- The object it is about; deliveries of one object are worked off one at a time, in the order they came.
  object text not null,
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
create index delivery_pending on delivery (object, sequence) where done_at is null and set_aside_at is null;

create table gesture (
  guid text primary key,
  repository_id bigint not null,
  -- The issue or pull request it was made on.
  number int not null,
  -- core/delivery/user-action.ts
  gesture jsonb not null,
  sequence bigint generated always as identity,
  taken_at timestamptz,
  -- The reaction and the reply it deserves, once taken; core/outcome/response.ts.
  response jsonb,
  responded_at timestamptz
);
create index gesture_open on gesture (repository_id, number, sequence) where responded_at is null;

-- When to look at an object again: due dates, nudges, paced writes, writes whose result is unknown, failures. An
-- appointment stands until the look it is for has ended, so that a process that dies leaves it due.
create table appointment (
  object text primary key,
  at timestamptz not null,
  -- Grows whenever somebody makes it: a look that began before does not settle it.
  version int not null default 0,
  -- How often in a row the look failed.
  failures int not null default 0
);
create index appointment_by_time on appointment (at);
