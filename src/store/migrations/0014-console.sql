-- "What blocks now?" is asked of all products at once; few of their findings do.
create index findings_that_act on findings (severity desc, id) where state = 'open' and effect in ('blocks', 'warns');
