import type { NewLogEntry, VerdictKind } from '../src/model/log-entry.ts';
import { logLineOf } from '../src/service/rollout/log-line.ts';
import type { Database } from '../src/store/database.ts';
import { appendLog } from '../src/store/log.ts';
import { generator } from './seeded.ts';

/** Of the builds of a product that its log has; the largest has ten times as many. */
const BUILDS = 60;
/** Of a hundred findings. */
const JUDGED = 2;
const SEED = 20_261_126;
const DAY_MS = 86_400_000;

const KINDS: readonly VerdictKind[] = [
  'true-positive-fixed',
  'true-positive-fixed',
  'true-positive-accepted',
  'false-positive-wrong',
  'not-useful',
];

/** Builds of the last ninety days, and what people said of some findings. */
export async function rolloutLogs(database: Database): Promise<void> {
  const products = await database.query<{ id: number; name: string }>(
    'select id, name from products order by id',
  );
  const said = await database.query<Found>(
    `select product_id as "productId", fingerprint, rule, path, identity_moved as copy from findings
     where id % (100 / ${JUDGED}) = 0 order by id`,
  );
  const random = generator(SEED);
  const byProduct = new Map<number, Found[]>();
  for (const each of said) {
    const others = byProduct.get(each.productId);
    if (others === undefined) byProduct.set(each.productId, [each]);
    else others.push(each);
  }
  const now = Date.now();
  for (const [at, { id, name }] of products.entries()) {
    const found = byProduct.get(id) ?? [];
    const place = { product: name, group: '', repository: `example/${name}` };
    const builds = Array.from({ length: at === 0 ? BUILDS * 10 : BUILDS }, () =>
      build(place, new Date(now - random() * 90 * DAY_MS).toISOString(), found, random),
    );
    const verdicts = found.map((each) =>
      judged(place, new Date(now - random() * 90 * DAY_MS).toISOString(), each, random),
    );
    await appendLog(database, id, [...builds, ...verdicts].map(logLineOf));
  }
}

interface Found {
  readonly productId: number;
  readonly fingerprint: string;
  readonly rule: string;
  readonly path: string;
  readonly copy: string;
}

interface Place {
  readonly product: string;
  readonly group: string;
  readonly repository: string;
}

function build(
  place: Place,
  at: string,
  found: readonly Found[],
  random: () => number,
): NewLogEntry {
  const brought = found.filter(() => random() < 2 / found.length).slice(0, 5);
  return {
    kind: 'run',
    at,
    ...place,
    tool: 'lockstep 0.1.0',
    mode: 'since',
    commit: `c${Math.floor(random() * 1e9)}`,
    branch: 'main',
    author: `p${Math.floor(random() * 40)}`,
    outcome: random() < 0.9 ? 'pass' : 'block',
    decision: '',
    policy: '',
    wallMs: 4_000 + random() * 20_000,
    files: 800,
    rules: brought.map(({ rule, fingerprint, path, copy }) => ({
      rule,
      version: 1,
      engine: 1,
      stage: 'observe',
      new: [{ fingerprint, path, copy }],
      fixed: [],
      existing: 12,
      blocks: 0,
      covered: 0,
    })),
  };
}

function judged(
  place: Place,
  at: string,
  { rule, fingerprint, path, copy }: Found,
  random: () => number,
): NewLogEntry {
  return {
    kind: 'verdict',
    at,
    ...place,
    fingerprint,
    rule,
    version: 1,
    engine: 1,
    verdict: KINDS[Math.floor(random() * KINDS.length)] ?? 'unclear',
    source: 'triage',
    by: `p${Math.floor(random() * 40)}`,
    reason: '',
    path,
    copy,
    isNew: true,
    stage: 'observe',
    blocked: false,
  };
}
