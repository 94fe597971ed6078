-- What a database of the schema up to 0007-sboms.sql holds: of every table at least a row.
insert into products (name, tier, exposure) values ('shop', 1, 'internet'), ('api', null, null);
insert into streams (product_id, repository, branch, source, is_default, run_id, ran_at)
  values (1, 'example/shop', 'main', 'lockstep', true, '0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f', '2026-11-25 08:00+00');
insert into runs (id, stream_id, product_id, digest, format, tool, commit_id, ran_at, scope, outcome, counts, reasons, incomplete)
  values ('0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f', 1, 1, 'd', 'lockstep', 'lockstep 0.9', 'c1', '2026-11-25 08:00+00',
    '[["code"],"",true]', 'block', '{"new": 1, "existing": 0, "moved": 0, "fixed": 0, "reopened": 0}',
    '[{"outcome": "block", "text": "one finding blocks", "fingerprints": ["a:0"]}]', '[]');
insert into findings (stream_id, product_id, fingerprint, identity, identity_moved, identity_loose, rule, rule_version,
    engine_version, cwe, severity, confidence, path, line, message, detail, stage, effect, state, first_run, first_seen_at,
    changed_run, changed_at)
  values (1, 1, 'a:0', 'a', 'm-a', 'l-a', 'code/sql-injection', 1, 1, '{89}', 4, 2, 'src/a.ts', 7, 'what is wrong',
    '{"evidence": {"kind": "code"}}', 'block', 'blocks', 'open', '0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f', '2026-11-25 08:00+00',
    '0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f', '2026-11-25 08:00+00');
insert into finding_events (finding_id, run_id, kind, at)
  values (1, '0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f', 'opened', '2026-11-25 08:00+00');
insert into log_entries (product_id, id, kind, at, fingerprint, line)
  values (1, 'e1', 'verdict', '2026-11-25 09:00+00', 'a:0', '{"kind":"verdict","verdict":"true-positive-fixed"}');
-- The token `lockstep_of_an_older_release`.
insert into tokens (name, digest, role, product_id, created_by, expires_at)
  values ('ci', '86ea9402d37a2958231bbdab5dbd98602f00ed52cfbff6c73fab47f5e572cd32', 'pipeline', 1, 'token first', '2999-01-01');
insert into audit (number, at, actor, action, subject, detail, previous, digest)
  values (1, '2026-11-26 08:00+00', 'serve', 'token.create', 'token first', '{"id": 1}', '',
    'b2b59e591a9514456b4c74ab8a1ff30597265c5d041fe66a205209e169777b43');
insert into scans (id, product_id, check_id, subject, state, created_by)
  values ('5b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f', 1, 'code', '{"kind": "snippet", "name": "a.js"}', 'queued', 'token ci');
insert into scan_inputs (scan_id, bytes) values ('5b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f', 'x');
insert into endpoints (product_id, host, port, created_by) values (1, 'shop.example', 443, 'token ci');
insert into sboms (product_id, subject, digest) values (1, 'web', 'd');
insert into packages (ecosystem, name) values ('Maven', 'org.apache.logging.log4j:log4j-core');
insert into sbom_components (sbom_id, package_id, version, is_direct) values (1, 1, '2.14.1', true);
