-- From when on a metric was to be read: when the clock started, or when it was configured later. A source that does not answer is
-- asked again for a week from then on.
alter table outcome_metric add column wanted_since timestamptz;
update outcome_metric set wanted_since = started_on;
alter table outcome_metric alter column wanted_since set not null;
