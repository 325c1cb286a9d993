-- The engine's tables and columns get the names that controllers and work queues have for them; nothing else changes.

alter table appointment rename to work_item;
alter table work_item rename column object to key;
alter table work_item rename column at to run_at;
alter table work_item rename column parked to blocked_by;
alter index appointment_pkey rename to work_item_pkey;
alter index appointment_by_time rename to work_item_by_time;
alter index appointment_parked rename to work_item_blocked;

alter table standing rename to managed_resource;
alter table managed_resource rename column key to idempotency_key;
alter table managed_resource rename column object to key;
alter table managed_resource rename column twin_id to duplicate_id;
alter index standing_pkey rename to managed_resource_pkey;
alter index standing_key_key rename to managed_resource_idempotency_key_key;
alter index standing_by_repository rename to managed_resource_by_repository;
alter index standing_report rename to managed_resource_report;
alter index standing_organization rename to managed_resource_organization;

alter table gesture rename to user_action;
alter table user_action rename column gesture to action;
alter index gesture_pkey rename to user_action_pkey;
alter index gesture_open rename to user_action_open;
alter sequence gesture_sequence_seq rename to user_action_sequence_seq;

alter table turn rename to rate_limit;
alter table rate_limit rename column queued_until to retries_reserved_until;
alter index turn_pkey rename to rate_limit_pkey;

alter table obstacle rename to blocker;
alter index obstacle_pkey rename to blocker_pkey;

alter table delivery rename column object to key;
alter table dashboard rename column object to key;
alter table outcome rename column nudged_at to reminded_at;
alter table pull_request rename column is_merge_news to is_merge_unrecorded;
alter table pull_request rename column earlier to similar_outcomes;
alter table repository rename column compared_at to backfilled_at;
alter table repository rename column is_judging_due to is_evaluation_due;
alter table ledger rename column wished_at to requested_at;

-- Keys of work and of resources have the new words, too.
update work_item set key = regexp_replace(key, '^comparison/', 'backfill/') where key like 'comparison/%';
update work_item set key = regexp_replace(key, '^twins/', 'duplicates/') where key like 'twins/%';
update managed_resource set key = regexp_replace(key, '^nudge/', 'reminder/') where key like 'nudge/%';
