import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { testDatabases } from '../../store/tests/databases.ts';
import {
  MAX_REPORT_BYTES,
  testService,
  type Answered,
  type TestService,
} from '../tests/service.ts';

const RUN = '/v1/runs?product=shop&repository=example/shop&branch=main&default=true';
const LODASH = 'pkg:npm/lodash@4.17.15';

interface VulnerabilityOptions {
  readonly id?: string;
  readonly state?: string;
  readonly ref?: string;
}

function vulnerability({ id = 'CVE-2021-23337', state, ref = LODASH }: VulnerabilityOptions = {}) {
  return {
    id,
    references: [{ id: 'GHSA-35jh-r3h4-6jhm', source: { name: 'GitHub' } }],
    ratings: [{ severity: 'medium' }, { score: 7.2, severity: 'high', method: 'CVSSv31' }],
    cwes: [94],
    description: 'Command injection in lodash.\nMore of it.',
    ...(state === undefined ? {} : { analysis: { state } }),
    affects: [{ ref }],
  };
}

function cyclonedx(vulnerabilities: readonly object[], more: object = {}): object {
  return {
    vulnerabilities,
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { tools: { components: [{ name: 'Trivy', version: '0.60' }] } },
    components: [
      { type: 'library', name: 'outer', components: [{ 'bom-ref': LODASH, purl: LODASH }] },
    ],
    ...more,
  };
}

interface GitlabOptions {
  readonly type?: string;
  readonly status?: string;
  readonly id?: string;
}

function gitlab(
  vulnerabilities: readonly object[],
  { type = 'sast', status = 'success', id = 'semgrep' }: GitlabOptions = {},
): object {
  return {
    version: '15.2.1',
    vulnerabilities,
    scan: {
      type,
      status,
      end_time: '2026-11-26T08:00:00',
      scanner: { id, name: 'Scanner', version: '1.0' },
    },
  };
}

function sast(line: number, signature = 'src/a.rb|A[0]|run[0]:3'): object {
  return {
    id: 'a',
    name: 'SQL injection',
    severity: 'Critical',
    identifiers: [
      { type: 'semgrep_id', name: 'rails.sqli', value: 'rails.sqli' },
      { type: 'cwe', name: 'CWE-89', value: '89' },
    ],
    location: { file: signature.split('|')[0], start_line: line },
    tracking: {
      type: 'source',
      items: [{ signatures: [{ algorithm: 'scope_offset', value: signature }] }],
    },
  };
}

function sarif(results: readonly object[], more: object = {}): object {
  return { version: '2.1.0', runs: [sarifRun(results, more)] };
}

function sarifRun(results: readonly object[], more: object = {}): object {
  return { tool: { driver: { name: 'T' } }, results, ...more };
}

function result(more: object = {}): object {
  return { ruleId: 'x', message: { text: 'said' }, ...more };
}

interface Listed {
  readonly rule: string;
  readonly severity: number;
  readonly path: string;
  readonly line: number;
  readonly effect: string;
}

for (const kind of testDatabases()) {
  describe(`reports of other tools on ${kind.name}`, () => {
    let service: TestService;
    before(async () => {
      service = await testService(kind);
    });
    after(() => service.stop());
    beforeEach(() => service.database.query('truncate products cascade'));

    let commit = 0;
    const report = (body: unknown, query = ''): Promise<Answered> => {
      commit += 1;
      const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
      const headers = Buffer.isBuffer(body) ? { 'content-encoding': 'gzip' } : {};
      const url = `${RUN}&commit=c${commit}${query}`;
      return service.ask({ method: 'POST', url, as: 'pipeline', body: text, headers });
    };
    const list = async (state = 'open') =>
      (await service.ask({ url: `/v1/findings?product=shop&state=${state}`, as: 'viewer' })).body
        .findings;
    const lines = async (state = 'open'): Promise<readonly string[]> =>
      (await list(state)).map(
        ({ rule, severity, path, line, effect }: Listed) =>
          `${rule} ${severity} ${path}:${line} ${effect}`,
      );

    describe('CycloneDX', () => {
      test('a vulnerability of a component is a finding, wherever the components stand', async () => {
        const answer = await report(cyclonedx([vulnerability()]));
        assert.equal(answer.status, 201, JSON.stringify(answer.body));
        assert.deepEqual(await lines(), ['trivy/CVE-2021-23337 3 :1 observed']);
        const [{ id }] = await list();
        const { body } = await service.ask({ url: `/v1/findings/${id}`, as: 'viewer' });
        assert.equal(body.message, 'lodash 4.17.15: CVE-2021-23337, Command injection in lodash.');
        assert.deepEqual(body.cwe, [94]);
        assert.deepEqual(body.detail.evidence.advisories, [
          'CVE-2021-23337',
          'GHSA-35jh-r3h4-6jhm',
        ]);
      });

      test('what an analysis says of it holds: not affected is suppressed, resolved is gone', async () => {
        await report(cyclonedx([vulnerability()]));
        await report(cyclonedx([vulnerability({ state: 'not_affected' })]));
        assert.deepEqual(await lines(), ['trivy/CVE-2021-23337 3 :1 suppressed']);
        const { body } = await report(cyclonedx([vulnerability({ state: 'resolved' })]));
        assert.equal(body.counts.fixed, 1);
      });

      test('an upgrade that does not mend it is no new finding, one that does closes it', async () => {
        await report(cyclonedx([vulnerability()]));
        const ref = 'pkg:npm/lodash@4.17.16';
        const next = await report(cyclonedx([vulnerability({ ref })], { components: [] }));
        assert.deepEqual(next.body.counts, {
          new: 0,
          existing: 1,
          moved: 0,
          fixed: 0,
          reopened: 0,
        });
        const last = await report(cyclonedx([]));
        assert.equal(last.body.counts.fixed, 1);
      });

      test('an SBOM without the section says nothing of vulnerabilities, and is no pass', async () => {
        const { status, body } = await report({ bomFormat: 'CycloneDX', components: [] });
        assert.equal(status, 422);
        assert.match(body.detail, /no vulnerabilities section/u);
      });

      test('the same advisory on the same package, by another name of it, is found by both', async () => {
        await report(cyclonedx([vulnerability()]));
        const metadata = { tools: [{ name: 'grype' }] };
        const other = vulnerability({ id: 'GHSA-35jh-r3h4-6jhm' });
        await report(cyclonedx([{ ...other, references: [] }], { metadata }));
        await report(
          gitlab(
            [
              {
                name: 'Command injection',
                severity: 'High',
                identifiers: [
                  { type: 'gemnasium', value: '0d1a' },
                  { type: 'cve', value: 'CVE-2021-23337' },
                ],
                location: {
                  file: 'package-lock.json',
                  dependency: { package: { name: 'lodash' }, version: '4.17.15' },
                },
              },
            ],
            { type: 'dependency_scanning', id: 'gemnasium' },
          ),
        );
        const trivy = (await list()).find(({ source }: { source: string }) => source === 'trivy');
        const { body } = await service.ask({ url: `/v1/findings/${trivy.id}`, as: 'viewer' });
        assert.deepEqual(body.alsoFoundBy.map(({ rule }: { rule: string }) => rule).toSorted(), [
          'gemnasium/CVE-2021-23337',
          'grype/GHSA-35jh-r3h4-6jhm',
        ]);
      });
    });

    describe('GitLab', () => {
      test('a finding keeps its name when lines shift and when its file is renamed', async () => {
        await report(gitlab([sast(3)]));
        assert.deepEqual(await lines(), ['semgrep/rails.sqli 4 src/a.rb:3 observed']);
        const shifted = await report(gitlab([sast(40)]));
        assert.deepEqual([shifted.body.counts.existing, shifted.body.counts.new], [1, 0]);
        const renamed = await report(gitlab([sast(40, 'src/b.rb|A[0]|run[0]:3')]));
        assert.deepEqual([renamed.body.counts.moved, renamed.body.counts.new], [1, 0]);
      });

      test('the same report of the same commit again is the same run', async () => {
        const body = JSON.stringify(gitlab([sast(3)]));
        const first = await report(body);
        commit -= 1;
        const again = await report(gzipSync(body));
        assert.deepEqual([first.status, again.status], [201, 200]);
        assert.equal(first.body.id, again.body.id);
      });

      test('a scan that failed is incomplete, and closes nothing', async () => {
        await report(gitlab([sast(3)]));
        const { body } = await report(gitlab([], { status: 'failure' }));
        assert.equal(body.counts.fixed, 0);
        const gate = await service.ask({
          url: `/v1/gate?product=shop&commit=c${commit}`,
          as: 'viewer',
        });
        assert.equal(gate.body.outcome, 'incomplete');
      });

      test('a secret that a report quotes is stored nowhere', async () => {
        const secret = ['glpat', 'x9A8b7C6d5E4f3G2h1J0'].join('-');
        const found = {
          ...sast(3, '.env|'),
          description: `it is ${secret}`,
          raw_source_code_extract: secret,
          evidence: { request: { body: secret } },
          details: { value: secret },
        };
        assert.equal((await report(gitlab([found], { type: 'secret_detection' }))).status, 201);
        const results = [
          {
            ruleId: 'gitlab-pat',
            message: { text: 'found one' },
            locations: [{ physicalLocation: { region: { snippet: { text: secret } } } }],
          },
        ];
        const gitleaks = { tool: { driver: { name: 'gitleaks' } } };
        assert.equal((await report(sarif(results, gitleaks))).status, 201);
        const rows = await service.database.query('select f::text from findings f');
        assert.equal(rows.length, 2);
        assert.ok(!JSON.stringify(rows).includes(secret));
      });
    });

    describe('SARIF', () => {
      test('a secret that it says or shows is masked, and the finding is recognised all the same', async () => {
        const secret = ['glpat', 'x9A8b7C6d5E4f3G2h1J0'].join('-');
        const place = {
          message: { text: `uses ${secret}` },
          physicalLocation: {
            artifactLocation: { uri: 'a.js' },
            region: { startLine: 2, snippet: { text: `call("${secret}")` } },
          },
        };
        const sent = {
          ruleId: 'call',
          message: { text: `Called with ${secret}.` },
          locations: [place],
          codeFlows: [{ threadFlows: [{ locations: [{ location: place }] }] }],
        };
        assert.equal((await report(sarif([sent]))).body.counts.new, 1);
        const [row] = await service.database.query('select message, detail from findings');
        assert.deepEqual(row, {
          message: 'Called with glpa********.',
          detail: {
            excerpt: { text: 'call("glpa********")' },
            evidence: {
              kind: 'sarif',
              steps: [
                { path: 'a.js', line: 2, text: 'call("glpa********")', what: 'uses glpa********' },
              ],
            },
          },
        });
        const again = { ...sent, locations: [{ ...place, message: { text: 'x' } }] };
        assert.equal((await report(sarif([again]))).body.counts.new, 0);
      });

      test('what its tool suppresses is suppressed, unless that was rejected', async () => {
        await report(
          sarif([
            result({ ruleId: 'a', suppressions: [{ kind: 'inSource' }] }),
            result({ ruleId: 'b', suppressions: [{ kind: 'external', status: 'rejected' }] }),
          ]),
        );
        assert.deepEqual((await lines()).toSorted(), ['t/a 2 :1 suppressed', 't/b 2 :1 observed']);
      });

      test('what it calls absent is gone, and what passed is no finding', async () => {
        await report(sarif([result(), result({ ruleId: 'y' })]));
        const { body } = await report(
          sarif([
            result({ baselineState: 'absent' }),
            result({ ruleId: 'y' }),
            result({ ruleId: 'z', kind: 'pass' }),
          ]),
        );
        assert.deepEqual([body.counts.fixed, body.counts.new, body.counts.existing], [1, 0, 1]);
      });

      test('the ways of data are kept, and results of every run in the file', async () => {
        const location = { physicalLocation: { artifactLocation: { uri: 'a.ts' } } };
        const codeFlows = [{ threadFlows: [{ locations: [{ location }, { location }] }] }];
        const runs = [
          sarifRun([result({ codeFlows })]),
          sarifRun([result({ ruleId: 'y' })], { tool: { driver: { name: 'Second' } } }),
        ];
        await report({ version: '2.1.0', runs });
        const found = await list();
        assert.equal(found.length, 2);
        const first = found.find(({ rule }: { rule: string }) => rule.endsWith('/x'));
        const { body } = await service.ask({ url: `/v1/findings/${first.id}`, as: 'viewer' });
        assert.equal(body.detail.evidence.steps.length, 2);
      });

      test('an invocation that failed is incomplete, and closes nothing', async () => {
        await report(sarif([result()]));
        const { body } = await report(sarif([], { invocations: [{ executionSuccessful: false }] }));
        assert.equal(body.counts.fixed, 0);
      });
    });

    test('the format is told by the report, and what is none of them is refused', async () => {
      for (const body of [cyclonedx([]), gitlab([]), { runs: [], version: '2.1.0' }]) {
        assert.doesNotMatch(String((await report(body)).body.detail), /of a format/u);
      }
      for (const body of ['{"hello": 1}', '[{"runs": []}]', '"runs"', '', 'nonsense']) {
        const { status, body: problem } = await report(body);
        assert.equal(status, 422, body);
        assert.match(problem.detail, /no JSON report of a format|is empty/u);
      }
    });

    describe('what is hostile is refused, and leaves nothing', () => {
      const deep = `{"bomFormat":"CycloneDX","components":${'['.repeat(100_000)}`;
      const cases: Readonly<Record<string, unknown>> = {
        'components that are deep': deep,
        'components within components without end': cyclonedx([], {
          components: [JSON.parse('{"components":['.repeat(60) + '{}' + ']}'.repeat(60))],
        }),
        'vulnerabilities of the wrong type': cyclonedx([{ affects: 7 }]),
        'a reference of the wrong type': cyclonedx([{ id: 'x', affects: [{ ref: { a: 1 } }] }]),
        'a score that is no number': cyclonedx([{ ...vulnerability(), ratings: [{ score: 'x' }] }]),
        'identifiers of the wrong type': gitlab([{ ...sast(1), identifiers: 'x' }]),
        'a line below zero': gitlab([{ ...sast(1), location: { start_line: -1 } }]),
        'no scan': { version: '15.2.1', vulnerabilities: [], scan: 7 },
        'a gzip bomb': gzipSync(
          Buffer.concat([Buffer.from('{"scan":"'), Buffer.alloc(MAX_REPORT_BYTES * 20, 'x')]),
        ),
        'a report that breaks off':
          '{"scan":{"type":"sast","status":"success"},"vulnerabilities":[{',
      };
      for (const [name, body] of Object.entries(cases)) {
        test(name, async () => {
          const { status } = await report(body);
          assert.ok(status === 422 || status === 413, `${status}`);
          assert.deepEqual(await service.database.query('select 1 from products'), []);
        });
      }

      test('characters that no database holds are replaced, and the rest is stored', async () => {
        const text = 'a\0b \u{d800} c';
        assert.equal((await report(sarif([result({ message: { text } })]))).status, 201);
        const [{ message }] = await list();
        assert.equal(message, 'a\u{fffd}b \u{fffd} c');
      });

      test('keys that come twice: the last counts, as everywhere in JSON', async () => {
        const twice = JSON.stringify(gitlab([sast(3)])).replace(
          '"severity":"Critical"',
          '"severity":"Critical","severity":"Low"',
        );
        assert.equal((await report(twice)).status, 201);
        assert.deepEqual(await lines(), ['semgrep/rails.sqli 1 src/a.rb:3 observed']);
      });
    });
  });
}
