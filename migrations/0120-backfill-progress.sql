-- A comparison of merged pull requests that takes several pages goes on where it stopped: { "begunAt": "…", "cursor": "…" }.
alter table repository add column backfill jsonb;
