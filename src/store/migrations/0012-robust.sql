-- The same problem of the same package, whichever tool reports it, is found by the package.
create index findings_of_package on findings (product_id, (detail->'evidence'->>'name'))
  where detail->'evidence'->>'kind' = 'component';
