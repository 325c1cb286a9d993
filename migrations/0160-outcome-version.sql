-- Counts the writes of an outcome: what was decided on an older reading of it is not written over a newer one. Whatever statement
-- writes it is counted.
alter table outcome add column version integer not null default 1;

create function count_write() returns trigger
  language plpgsql
  as $$ begin new.version := old.version + 1; return new; end $$;

create trigger outcome_written before update on outcome for each row execute function count_write();
