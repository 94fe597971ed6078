import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Database } from './database.ts';
import { MAX_COUNTED, countFindings, type FindingGroup } from './finding-counts.ts';
import type { FindingFilter } from './finding-filter.ts';
import type { IncomingFinding } from './finding-import.ts';
import { listFindings } from './findings.ts';
import { appendLog } from './log.ts';
import { migrate } from './migrate.ts';
import { expire } from './retention.ts';
import type { RunHead } from './run.ts';
import { storeRun } from './run-import.ts';
import { testDatabases } from './tests/databases.ts';

/** What somebody reports, or does to what was reported. */
type Step =
  | {
      readonly kind: 'run';
      readonly stream: number;
      readonly found: readonly Found[];
      readonly isMain: boolean;
    }
  | { readonly kind: 'verdict'; readonly name: number }
  | { readonly kind: 'expire' }
  | { readonly kind: 'delete'; readonly product: number };

interface Found {
  readonly name: number;
  readonly severity: number;
  readonly effect: string;
  readonly message: string;
}

const PRODUCTS = ['shop', 'till'];
const REPOSITORIES = ['example/shop', 'example/till'];
const SOURCES = ['lockstep', 'other'];
const RULES = ['code/sql', 'code/xss', 'coder/x', 'tls/old'];
const EFFECTS = ['observed', 'existing', 'blocks', 'waived'];
const MESSAGES = ['reads 50% of it', 'reads A_B', 'back\\slash', 'Nothing', ''];

const found: fc.Arbitrary<Found> = fc.record({
  name: fc.nat(9),
  severity: fc.nat(4),
  effect: fc.constantFrom(...EFFECTS),
  message: fc.constantFrom(...MESSAGES),
});
const run = fc.record({
  kind: fc.constant('run' as const),
  stream: fc.nat(7),
  found: fc.uniqueArray(found, { selector: ({ name }) => name, maxLength: 8 }),
  isMain: fc.boolean(),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: run },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('verdict' as const), name: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'expire' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), product: fc.nat(1) }) },
);
const anyOf = <T>(...values: readonly T[]): fc.Arbitrary<T | undefined> =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 1 });
const asked = fc.record({
  product: anyOf(0, 1),
  state: anyOf('open' as const, 'fixed' as const),
  rule: anyOf(...RULES),
  check: anyOf('code', 'tls', 'none'),
  severity: anyOf(1, 3),
  effect: anyOf(...EFFECTS),
  repository: anyOf(...REPOSITORIES),
  branch: anyOf('main', 'feature'),
  text: anyOf('READS', '50%', 'a_b', 'k\\s', 'code/', 'src/3', 'none of them'),
  judged: anyOf(true, false),
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;
const groups: readonly FindingGroup[] = ['rule', 'product', 'repository', 'path', 'severity'];

interface Row {
  readonly id: number;
  readonly product: string;
  readonly repository: string;
  readonly branch: string;
  readonly isDefault: boolean;
  readonly rule: string;
  readonly path: string;
  readonly message: string;
  readonly severity: number;
  readonly effect: string;
  readonly state: string;
  readonly judged: boolean;
}

let clock = 0;
async function* at(list: readonly IncomingFinding[]): AsyncGenerator<readonly IncomingFinding[]> {
  yield list;
}

/** Of one of eight streams. */
function headOf(stream: number, isMain: boolean): RunHead {
  clock += 1;
  const branch = (stream & 4) === 0 ? 'main' : 'feature';
  return {
    stream: {
      product: PRODUCTS[stream & 1] ?? '',
      repository: REPOSITORIES[stream & 1] ?? '',
      branch,
      source: SOURCES[(stream >> 1) & 1] ?? '',
      isDefault: branch === 'main' && isMain,
    },
    scope: { checks: undefined, within: '', isWhole: true, unknownPaths: [] },
    format: 'lockstep',
    tool: 'lockstep 1',
    commit: `c${clock}`,
    ranAt: new Date(Date.UTC(2020, 0, 1, 0, 0, clock)).toISOString(),
    digest: `digest ${clock}`,
    outcome: 'pass',
    reasons: [],
    incomplete: [],
    rules: new Map(),
    rulePrefix: '',
  };
}

function incoming({ name, severity, effect, message }: Found): IncomingFinding {
  return {
    fingerprint: `f${name}:0`,
    identity: `f${name}`,
    identityMoved: `m${name}`,
    identityLoose: `l${name}`,
    rule: RULES[name % RULES.length] ?? '',
    cwe: [],
    severity,
    confidence: 1,
    path: `src/${name % 4}.ts`,
    line: 1,
    message,
    detail: {},
    stage: 'observe',
    effect,
    isGone: false,
  };
}

async function take(database: Database, taken: Step): Promise<void> {
  if (taken.kind === 'run') {
    const { found: list, stream, isMain } = taken;
    await storeRun(
      database,
      () => at(list.map((each) => incoming(each))),
      () => headOf(stream, isMain),
    );
  } else if (taken.kind === 'expire') await expire(database, { days: 1, scanDays: 1 });
  else if (taken.kind === 'delete') {
    await database.query('delete from products where name = $1', [PRODUCTS[taken.product]]);
  } else await judge(database, `f${taken.name}:0`);
}

async function judge(database: Database, fingerprint: string): Promise<void> {
  const given = new Date(Date.UTC(2021, 0, 1)).toISOString();
  for (const { id } of await database.query<{ id: number }>('select id from products')) {
    const line = `{"verdict":"unclear"}\n`;
    await appendLog(database, id, [
      { id: fingerprint, kind: 'verdict', at: given, fingerprint, line },
    ]);
  }
}

/** Page by page, each after the last of the one before. */
async function pagedIds(database: Database, filter: FindingFilter): Promise<readonly number[]> {
  const ids: number[] = [];
  for (let page = { ...filter, limit: 2 }; ;) {
    const rows = await listFindings(database, page);
    ids.push(...rows.map(({ id }) => id));
    const last = rows.at(-1);
    if (last === undefined) return ids;
    page = { ...page, after: { severity: last.severity, id: last.id } };
  }
}

/** The plain query: every row. */
function allRows(database: Database): Promise<readonly Row[]> {
  return database.query<Row>(
    `select f.id, p.name as product, s.repository, s.branch, s.is_default as "isDefault", f.rule, f.path, f.message,
       f.severity, f.effect, f.state, exists (select from log_entries l
         where l.product_id = f.product_id and l.fingerprint = f.fingerprint and l.kind = 'verdict') as judged
     from findings f join streams s on s.id = f.stream_id join products p on p.id = f.product_id`,
  );
}

const holds: {
  readonly [Key in keyof Asked]: (row: Row, value: NonNullable<Asked[Key]>) => boolean;
} = {
  product: ({ product }, value) => product === PRODUCTS[value],
  state: ({ state }, value) => state === value,
  rule: ({ rule }, value) => rule === value,
  check: ({ rule }, value) => rule.startsWith(`${value}/`),
  severity: ({ severity }, value) => severity >= value,
  effect: ({ effect }, value) => effect === value,
  repository: ({ repository }, value) => repository === value,
  branch: ({ branch }, value) => branch === value,
  text: ({ rule, path, message }, value) =>
    [rule, `${path} ${message}`].some((text) => text.toLowerCase().includes(value.toLowerCase())),
  judged: ({ judged }, value) => judged === value,
};

function meets(row: Row, question: Asked): boolean {
  const isThere = question.branch !== undefined || row.isDefault;
  return (
    isThere &&
    Object.entries(holds).every(([key, holdsFor]) => {
      const value = new Map<string, unknown>(Object.entries(question)).get(key);
      // oxlint-disable-next-line no-unsafe-type-assertion -- it is the value of this key
      return value === undefined || (holdsFor as (row: Row, of: unknown) => boolean)(row, value);
    })
  );
}

function expectedGroups(rows: readonly Row[], by: FindingGroup): readonly object[] {
  const counted = new Map<string, { readonly count: number; readonly worst: number }>();
  for (const row of rows) {
    const key = String(row[by]);
    const { count, worst } = counted.get(key) ?? { count: 0, worst: 0 };
    counted.set(key, { count: count + 1, worst: Math.max(worst, row.severity) });
  }
  return [...counted]
    .map(([key, group]) => ({ key, ...group }))
    .toSorted((a, b) => b.worst - a.worst || b.count - a.count || (a.key < b.key ? -1 : 1));
}

for (const kind of testDatabases()) {
  describe(`findings that are counted, on ${kind.name}`, () => {
    let database: Database;
    before(async () => {
      database = await kind.open();
      await migrate(database);
    });
    after(() => database.close());

    const filterOf = async ({ product, ...rest }: Asked): Promise<FindingFilter> => {
      const given = Object.entries(rest).filter(([, value]) => value !== undefined);
      const ids =
        product === undefined
          ? undefined
          : await database.query<{ id: number }>('select id from products where name = $1', [
              PRODUCTS[product],
            ]);
      return { ...Object.fromEntries(given), only: ids?.map(({ id }) => id), limit: 100 };
    };

    test('lists, pages and counts are those of a plain query, whatever was reported and deleted', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 1, maxLength: 12 }),
          fc.array(asked, { minLength: 4, maxLength: 4 }),
          async (steps, questions) => {
            await database.query('truncate products cascade');
            for (const each of steps) await take(database, each);
            const rows = await allRows(database);
            for (const question of questions) {
              const filter = await filterOf(question);
              const expected = rows
                .filter((row) => meets(row, question))
                .toSorted((a, b) => b.severity - a.severity || a.id - b.id);
              const listed = await listFindings(database, filter);
              assert.deepEqual(
                listed.map(({ id }) => id),
                expected.map(({ id }) => id),
              );
              assert.deepEqual(
                await pagedIds(database, filter),
                listed.map(({ id }) => id),
              );
              for (const by of groups) {
                assert.deepEqual(await countFindings(database, by, filter), {
                  groups: expectedGroups(expected, by),
                  isWhole: true,
                });
              }
            }
          },
        ),
        { numRuns: 10 },
      );
    });

    test('where more are to be compared than anybody waits for, the worst are, and it is said', async () => {
      await database.query('truncate products cascade');
      const list = Array.from({ length: MAX_COUNTED.compared + 5 }, (_, name) => ({
        ...incoming({ name, severity: name < 3 ? 4 : 2, effect: 'observed', message: 'the same' }),
        rule: name < 3 ? 'code/worst' : 'code/other',
      }));
      await storeRun(
        database,
        () => at(list),
        () => headOf(0, true),
      );
      const counted = await countFindings(database, 'rule', {
        only: undefined,
        text: 'same',
        limit: 10,
      });
      assert.deepEqual(counted, {
        groups: [
          { key: 'code/worst', count: 3, worst: 4 },
          { key: 'code/other', count: MAX_COUNTED.compared - 3, worst: 2 },
        ],
        isWhole: false,
      });
    });
  });
}
