import type { Queryable } from './database.ts';
import { conditionsOf, worstFirst, type FindingFilter } from './finding-filter.ts';

/** What findings can be counted by, and the SQL of it. */
const GROUPS = {
  rule: 'f.rule',
  product: 'p.name',
  repository: 's.repository',
  path: 'f.path',
  severity: 'f.severity::text',
} as const;
export type FindingGroup = keyof typeof GROUPS;

export interface GroupOfFindings {
  readonly key: string;
  readonly count: number;
  /** Severity of the worst of them. */
  readonly worst: number;
}

export interface FindingGroups {
  /** The worst and then the most first. */
  readonly groups: readonly GroupOfFindings[];
  /** False: only so many of the worst findings, or of those that somebody judged, were looked at; there are at least so many of each. */
  readonly isWhole: boolean;
}

/**
 * Findings that are looked at one by one where no count is kept; where each has to be compared with a text, or with all verdicts, fewer.
 * Measured: more take longer than anybody waits for (bench/console.md).
 */
export const MAX_COUNTED = { read: 5_000, compared: 500 } as const;

/** How many findings there are of each: by the counts that are kept (migration 0018), or the worst of them one by one. */
export async function countFindings(
  database: Queryable,
  by: FindingGroup,
  filter: FindingFilter,
): Promise<FindingGroups> {
  const kept = keptCounts(by, filter);
  if (kept === undefined) return countWorst(database, by, filter);
  const { state, limit, ...rest } = filter;
  const conditions = conditionsOf({ ...rest, limit }, 's.product_id');
  if (state !== undefined) conditions.add('f.state = ?', state);
  const groups = await database.query<GroupOfFindings>(
    `select ${GROUPS[by]} as key, sum(f.count)::bigint as count, max(f.severity) as worst
     from ${kept} where f.count <> 0 and ${conditions.text} group by 1 order by 3 desc, 2 desc, 1
     limit ${conditions.value(limit)}`,
    conditions.values,
  );
  return { groups, isWhole: true };
}

/** The table of counts that answers, as \`f\` with what it says of streams as \`s\`; undefined: none does. */
function keptCounts(by: FindingGroup, filter: FindingFilter): string | undefined {
  const { only, repository, branch, rule } = filter;
  if (by === 'path' || isCompared(filter) || filter.fingerprint !== undefined) return undefined;
  const isOfSome = (only ?? repository ?? branch) !== undefined;
  if (!isOfSome && (by === 'rule' || by === 'severity')) {
    return 'rule_counts f cross join lateral (select f.is_default) s';
  }
  if (by === 'rule' || rule !== undefined) return undefined;
  return `(select *, tool || '/' as rule from stream_counts) f
    join streams s on s.id = f.stream_id join products p on p.id = s.product_id`;
}

function isCompared({ text, judged }: FindingFilter): boolean {
  return text !== undefined || judged !== undefined;
}

async function countWorst(
  database: Queryable,
  by: FindingGroup,
  filter: FindingFilter,
): Promise<FindingGroups> {
  const columns = `${GROUPS[by]} as key`;
  const limit = isCompared(filter) ? MAX_COUNTED.compared : MAX_COUNTED.read;
  // Verdicts are few, and found by themselves: to put them in order all of them would have to be looked at.
  const isOrdered = filter.judged !== true;
  const { text, values } = await worstFirst(database, filter, { columns, limit, isOrdered });
  const rows = await database.query<GroupOfFindings & { readonly looked: number }>(
    `select key, count(*) as count, max(severity) as worst, (sum(count(*)) over ())::bigint as looked
     from (${text}) found group by 1 order by 3 desc, 2 desc, 1 limit $${values.length + 1}`,
    [...values, filter.limit],
  );
  return {
    groups: rows.map(({ key, count, worst }) => ({ key, count, worst })),
    isWhole: (rows[0]?.looked ?? 0) < limit,
  };
}
