-- The app is taking a resource of its own away: until that is known to be done, its absence is no person's doing.
alter table managed_resource add column removing_at timestamptz;
