-- Who could see the repository when everything was last written. Where it becomes public, numbers of private sources go.
alter table repository add column last_visibility text;
