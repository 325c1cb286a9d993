-- Which merges took a pull request back is asked when its own merge is recorded: it may be heard of after theirs.
create index pull_request_reverting on pull_request (repository_id) where reverts is not null;
