-- "Have we tried this before?": what a told outcome has in common with a new pull request is found by its labels and by
-- the words of its title.

alter table outcome add column labels jsonb not null default '[]';

-- What a title and labels can be found by. Words are reduced to their stems; numbers and single letters name nothing.
create function list_traits(title text, labels jsonb) returns setof text
  language sql immutable parallel safe
  as $$
    select 'word:' || word from unnest(tsvector_to_array(to_tsvector('pg_catalog.english', title))) as word
     where word !~ '^([0-9.,/_-]+|.)$'
    union
    select 'label:' || lower(label) from jsonb_array_elements_text(labels) as label
  $$;

-- Of outcomes that were answered or reverted. A b-tree of small rows, not an inverted index over the outcomes: that one
-- cannot begin with the repository, and a search would read what is others'.
create table told_trait (
  repository_id bigint not null,
  trait text not null,
  number int not null,
  primary key (repository_id, trait, number)
);

-- { of, numbers }: what was found for a title and its labels, so that it is looked for once.
alter table pull_request add column earlier jsonb;
