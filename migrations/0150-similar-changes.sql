-- A told outcome is found by the words of its problem and measure too, not only of its title: what is proposed again is
-- seldom worded as it was. Which of those found are the most similar is decided in core/outcome/rank-similar.ts.
create function told_text(title text, statement jsonb) returns text
  language sql immutable parallel safe
  as $$
    select concat_ws(E'\n', title, left(statement ->> 'problem', 500), left(statement ->> 'measure', 500))
  $$;

insert into told_trait (repository_id, number, trait)
select repository_id, number, trait from outcome, list_traits(told_text(title, statement), labels) as trait
 where state in ('answered', 'reverted')
on conflict do nothing;
