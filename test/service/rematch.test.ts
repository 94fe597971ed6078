import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { productRegistry } from '../../src/pipeline/load-checks.ts';
import { runOn } from '../../src/pipeline/tests/run-on.ts';
import { judgeDueSboms } from '../../src/service/advisories/judge-sboms.ts';
import { lookUpPackages, type LookedUpAll } from '../../src/service/advisories/look-up-packages.ts';
import { CONFIDENCE, SEVERITY } from '../../src/service/ingest/report-format.ts';
import { testService, type TestService } from '../../src/service/tests/service.ts';
import { testDatabases } from '../../src/store/tests/databases.ts';
import { indexOf } from '../components/advisory-index.ts';
import { chance } from '../tls/chance.ts';

type Index = ReturnType<typeof indexOf>;

const never = new AbortController().signal;

/** An advisory of npm, as OSV has it. */
function advisory(id: string, name: string, more: Advisory = {}): object {
  const { aliases = [], introduced = '0', fixed, withdrawn, severity = 'HIGH' } = more;
  const events = [{ introduced }, ...(fixed === undefined ? [] : [{ fixed }])];
  return {
    id,
    modified: '2026-05-01T00:00:00Z',
    summary: `${name} does what it should not`,
    aliases,
    ...(withdrawn === true ? { withdrawn: '2026-05-02T00:00:00Z' } : {}),
    affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events }] }],
    database_specific: { severity },
  };
}

interface Advisory {
  readonly aliases?: readonly string[];
  readonly introduced?: string;
  readonly fixed?: string;
  readonly withdrawn?: boolean;
  readonly severity?: string;
}

interface Part {
  readonly name: string;
  readonly version: string;
  readonly scope?: string;
  readonly needs?: readonly number[];
}

/** CycloneDX; what the first parts need is what the subject needs. */
function bill(parts: readonly Part[]): string {
  const ref = ({ name, version }: Part): string => `pkg:npm/${name}@${version}`;
  return JSON.stringify(
    {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { component: { type: 'application', name: 'subject', 'bom-ref': 'subject' } },
      components: parts.map((part) => ({
        type: 'library',
        name: part.name,
        version: part.version,
        purl: ref(part),
        'bom-ref': ref(part),
        ...(part.scope === undefined ? {} : { scope: part.scope }),
      })),
      dependencies: [
        { ref: 'subject', dependsOn: parts.slice(0, 2).map((part) => ref(part)) },
        ...parts.map((part) => ({
          ref: ref(part),
          dependsOn: (part.needs ?? []).flatMap((index) => {
            const needed = parts[index];
            return needed === undefined ? [] : [ref(needed)];
          }),
        })),
      ],
    },
    undefined,
    1,
  );
}

for (const kind of testDatabases()) {
  describe(`SBOMs and advisories on ${kind.name}`, () => {
    let service: TestService;
    let folder: string;
    let pulls = 0;
    before(async () => {
      service = await testService(kind);
      folder = mkdtempSync(path.join(tmpdir(), 'lockstep-rematch-'));
    });
    beforeEach(async () => {
      await service.database.query('truncate products, packages, advisory_states cascade');
      await service.database.query(`update package_look_up set digest = ''`);
    });
    after(async () => {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const send = async (subject: string, text: string, product = 'shop'): Promise<void> => {
      const { status } = await service.ask({
        method: 'POST',
        url: `/v1/sboms?product=${product}&subject=${subject}`,
        as: 'pipeline',
        body: text,
        headers: { 'content-type': 'application/json' },
      });
      assert.equal(status, 200);
    };
    /** Each later than the one before. */
    const pulled = (
      records: readonly object[],
      more: Record<string, readonly object[]> = {},
    ): Index => {
      pulls += 1;
      const at = new Date(Date.UTC(2026, 5, 1, 0, 0, pulls)).toISOString();
      return indexOf({ npm: records, ...more }, at);
    };
    const lookUp = (index: Index): Promise<LookedUpAll> =>
      lookUpPackages(service.database, index, never);
    const rematch = async (index: Index): Promise<readonly [LookedUpAll, number]> => [
      await lookUp(index),
      await judgeDueSboms(service.database, never),
    ];
    /** What is open, as findings of a run. */
    const stored = async (subject: string, isNamed = false): Promise<readonly string[]> => {
      const rows = await service.database.query<Stored>(
        `select f.identity, ${isNamed ? 'f.fingerprint,' : ''} f.rule, f.severity, f.confidence, f.message, f.path, f.line, f.detail
         from findings f join streams s on s.id = f.stream_id
         where s.repository = $1 and s.source = 'components' and f.state = 'open'`,
        [subject],
      );
      return rows
        .map(({ detail: { evidence, excerpt }, ...row }) =>
          JSON.stringify([sorted(row), sorted(evidence), sorted(excerpt)]),
        )
        .toSorted();
    };
    /** The same of a run of `lockstep components` on the SBOM. */
    const rescanned = async (
      text: string,
      index: Index,
      isNamed: boolean,
    ): Promise<readonly string[]> => {
      const root = mkdtempSync(path.join(folder, 'rescan-'));
      writeFileSync(path.join(root, 'bom.json'), text);
      const { report } = await runOn(
        root,
        { checkIds: ['components'], endpoints: 'none' },
        { registry: productRegistry, openAdvisories: () => Promise.resolve(index) },
      );
      return report.decision.findings
        .map(({ finding }) => {
          const { identities, fingerprint, ruleId, severity, confidence, message, location } =
            finding;
          const row = {
            identity: identities.primary.replace(/:\d+$/u, ''),
            ...(isNamed ? { fingerprint } : {}),
            rule: ruleId,
            severity: SEVERITY[severity],
            confidence: CONFIDENCE[confidence],
            message,
            path: location.path,
            line: location.region.startLine,
          };
          return JSON.stringify([sorted(row), sorted(finding.evidence), sorted(finding.excerpt)]);
        })
        .toSorted();
    };

    test('whatever changes in the advisories, what is known of every SBOM is what a scan of it would find', async () => {
      const random = chance(20_261_126);
      const pick = (values: readonly string[]): string =>
        values[Math.floor(random() * values.length)] ?? '';
      const names = Array.from({ length: 14 }, (_, index) => `package-${index}`);
      const versions = ['1.0.0', '1.4.2', '2.0.0-rc.1', '2.0.0', '2.3.1', '3.0.0'];
      const bills = new Map(
        Array.from({ length: 12 }, (_, index) => {
          const chosen = names.filter(() => random() < 0.5);
          const parts = chosen.map((name, at) => ({
            name,
            version: pick(versions),
            scope: pick(['required', 'optional', 'excluded']),
            needs: [at + 1, at + 3].filter(() => random() < 0.6),
          }));
          return [`subject-${index}`, bill(parts)] as const;
        }),
      );
      for (const [subject, text] of bills) await send(subject, text);
      let records = new Map<string, object>();
      for (let round = 0; round < 6; round += 1) {
        const next = new Map(records);
        for (const id of next.keys()) if (random() < 0.2) next.delete(id);
        for (let count = 0; count < 5; count += 1) {
          const number = Math.floor(random() * 20);
          const about = {
            introduced: pick(['0', '1.4.0', '2.0.0']),
            ...(random() < 0.7 ? { fixed: pick(['1.4.2', '2.0.0', '2.3.1', '9.0.0']) } : {}),
            withdrawn: random() < 0.15,
            severity: pick(['LOW', 'MODERATE', 'HIGH', 'CRITICAL']),
            aliases: random() < 0.4 ? [`CVE-2026-${1_000 + Math.floor(random() * 4)}`] : [],
          };
          const id = `${pick(['GHSA', 'MAL'])}-${number}`;
          next.set(id, advisory(id, pick(names), about));
        }
        records = next;
        const index = pulled([...records.values()]);
        await rematch(index);
        for (const [subject, text] of bills) {
          assert.deepEqual(
            await stored(subject, round === 0),
            await rescanned(text, index, round === 0),
            `${subject} in round ${round}`,
          );
        }
        index.close();
      }
    });

    test('an advisory touches the SBOMs that have a version of it, and no other', async () => {
      for (let index = 0; index < 30; index += 1) {
        const own = index < 3 ? [{ name: 'log4js', version: index === 0 ? '6.4.0' : '6.3.0' }] : [];
        await send(`s${index}`, bill([{ name: `p${index % 5}`, version: '1.0.0' }, ...own]));
      }
      const first = await rematch(pulled([advisory('GHSA-1', 'p1')]));
      assert.deepEqual(
        first.map((each) => (typeof each === 'number' ? each : each.state)),
        ['changed', 30],
      );
      const next = pulled([
        advisory('GHSA-1', 'p1'),
        advisory('GHSA-2', 'log4js', { fixed: '6.4.0', aliases: ['CVE-2022-21704'] }),
      ]);
      const [looked, judged] = await rematch(next);
      assert.deepEqual([looked, judged], [{ state: 'changed', packages: 1, sboms: 2 }, 2]);
      assert.deepEqual(await rematch(next), [{ state: 'unchanged', packages: 0, sboms: 0 }, 0]);
      const open = await service.ask({ url: '/v1/findings?product=shop&state=open', as: 'viewer' });
      const of = open.body.findings.map(
        ({ rule, repository }: Record<string, string>) => `${rule} ${repository}`,
      );
      assert.deepEqual(
        of.filter((each: string) => each.startsWith('components/high-fixable')).toSorted(),
        ['components/high-fixable s1', 'components/high-fixable s2'],
      );
      const [, gone] = await rematch(
        pulled([advisory('GHSA-1', 'p1'), advisory('GHSA-2', 'log4js', { withdrawn: true })]),
      );
      assert.equal(gone, 2);
      const rows = await service.database.query<{ state: string }>(
        `select state from findings where rule = 'components/high-fixable'`,
      );
      assert.deepEqual(
        rows.map(({ state }) => state),
        ['fixed', 'fixed'],
      );
    });

    test('an upgrade is fixed with the next SBOM; what was judged once is known by its name', async () => {
      const index = pulled([advisory('GHSA-1', 'left', { fixed: '2.0.0' })]);
      await send('s', bill([{ name: 'left', version: '1.0.0' }]));
      await rematch(index);
      const [before_] = await stored('s');
      await send('s', bill([{ name: 'left', version: '1.5.0' }]));
      await rematch(index);
      const rows = await service.database.query<{ state: string }>('select state from findings');
      assert.deepEqual(
        rows.map(({ state }) => state),
        ['open'],
      );
      assert.ok(before_?.includes('left 1.0.0'));
      await send('s', bill([{ name: 'left', version: '2.0.0' }]));
      await rematch(index);
      assert.deepEqual(await stored('s'), []);
    });

    test('without advisories of an ecosystem nothing passes: it is incomplete, until they come', async () => {
      const python = {
        type: 'library',
        name: 'jinja2',
        version: '2.0',
        purl: 'pkg:pypi/jinja2@2.0',
      };
      await send(
        's',
        JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [python] }),
      );
      assert.equal(await judgeDueSboms(service.database, never), 0);
      await rematch(pulled([]));
      const outcome = async (): Promise<string> => {
        const { body } = await service.ask({ url: '/v1/runs?product=shop', as: 'viewer' });
        return body.runs.map((run: { outcome: string }) => run.outcome).join(' ');
      };
      assert.equal(await outcome(), 'incomplete');
      await rematch(pulled([], { PyPI: [] }));
      assert.equal(await outcome(), 'pass incomplete');
    });

    test('what an advisory or an SBOM holds that no database stores stops nothing', async () => {
      await send('s', bill([{ name: 'left', version: '1.0.0' }]));
      await send(
        't',
        bill([{ name: 'odd\\u0000 \\ud800', version: '1.0\\u0000' }]).replaceAll('\\\\u', '\\u'),
      );
      const odd = { ...advisory('GHSA-1', 'left'), summary: 'a \0 and a \ud800' };
      assert.equal((await rematch(pulled([odd])))[1], 2);
      assert.equal((await stored('s')).length, 1);
    });

    test('who has older advisories changes nothing', async () => {
      await send('s', bill([{ name: 'left', version: '1.0.0' }]));
      const old = pulled([]);
      await rematch(pulled([advisory('GHSA-1', 'left')]));
      assert.deepEqual(await rematch(old), [{ state: 'behind', packages: 0, sboms: 0 }, 0]);
      assert.equal((await stored('s')).length, 1);
    });

    test('ended in the midst, the rest is done by the next; done by several at a time, each is done once', async () => {
      for (let index = 0; index < 20; index += 1) {
        await send(`s${index}`, bill([{ name: `p${index}`, version: '1.0.0' }]));
      }
      const index = pulled(Array.from({ length: 20 }, (_, at) => advisory(`GHSA-${at}`, `p${at}`)));
      const ended = new AbortController();
      ended.abort();
      await lookUpPackages(service.database, index, ended.signal);
      assert.equal(await judgeDueSboms(service.database, never), 0);
      await Promise.all([lookUp(index), lookUp(index)]);
      const other = await kind.join();
      const counts = await Promise.all([
        judgeDueSboms(service.database, never),
        judgeDueSboms(other, never),
      ]);
      await other.close();
      assert.equal(counts[0] + counts[1], 20);
      const [{ runs, open } = { runs: 0, open: 0 }] = await service.database.query<{
        runs: number;
        open: number;
      }>(
        `select (select count(*) from runs) as runs, (select count(*) from findings where state = 'open') as open`,
      );
      assert.deepEqual([runs, open], [20, 20]);
    });
  });
}

interface Stored {
  readonly detail: { readonly evidence: object; readonly excerpt: object };
}

/** With its keys in order, at every depth: a database keeps them in one of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
