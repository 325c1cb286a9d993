-- "No." to a colleague is conversation; right after the question it is an answer. Which comments stand before one is looked
-- up by its issue, in the order they came.
create index user_action_by_thread on user_action (repository_id, number, sequence);
