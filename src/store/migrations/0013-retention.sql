-- What is old is found without reading what is not (src/store/retention.ts).
create index runs_by_age on runs using brin (received_at);
create index findings_fixed on findings (changed_at) where state = 'fixed';
