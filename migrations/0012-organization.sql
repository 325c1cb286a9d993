-- One dashboard over all repositories of an owner: what may be shown on it changes with who may see them.

alter table dashboard
  -- When GitHub was last asked who may see which repository.
  add column seen_at timestamptz,
  -- How often we heard that the answer may be another one, and how many of those times what is written has taken in.
  add column changes int not null default 0,
  add column minded_changes int not null default 0;

create index repository_by_installation on repository (installation_id);
create index standing_organization on standing (repository_id) where starts_with(object, 'organization/');
