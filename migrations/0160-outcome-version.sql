-- Counts the writes of an outcome: what was decided on an older reading of it is not written over a newer one.
alter table outcome add column version integer not null default 1;
