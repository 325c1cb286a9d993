-- A repository's reports, found among everything else that stands there: every look at a month asks for them.
create index standing_report on standing (repository_id, object) where starts_with(object, 'report/');
