-- A body lives for seconds: squeezing it costs more than the room it takes.
alter table delivery alter column body set storage external;
