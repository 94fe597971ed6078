import type { Queryable } from './database.ts';

/** Which findings; what is left out does not matter. */
export interface FindingFilter {
  /** Of these products; undefined: of all. */
  readonly only: readonly number[] | undefined;
  readonly state?: 'open' | 'fixed';
  readonly rule?: string;
  readonly fingerprint?: string;
  /** Id of a check, or of a foreign tool: the beginning of rules. */
  readonly check?: string;
  /** At least so bad. */
  readonly severity?: number;
  readonly effect?: string;
  readonly repository?: string;
  /** Undefined: default branches. */
  readonly branch?: string;
  /** In rule, path or message, whatever its case; of three characters an index finds it. */
  readonly text?: string;
  /** Whether anybody has given a verdict. */
  readonly judged?: boolean;
  /** Where the page begins: the last finding of the page before. */
  readonly after?: { readonly severity: number; readonly id: number };
  readonly limit: number;
}

/** With the rules that were looked up for it: the planner knows how frequent each is. */
interface FoundFilter extends FindingFilter {
  /** Of the check. */
  readonly rules?: readonly string[];
  /** That have the text in their name. */
  readonly rulesWithText?: readonly string[];
}

/** As the index of trigrams has it. */
const TEXT = `lower(f.path || ' ' || f.message) like lower(?)`;

/** The latest verdict on a finding `f`, by an index. */
export const VERDICT = `(select l.line::jsonb ->> 'verdict' from log_entries l
  where l.product_id = f.product_id and l.fingerprint = f.fingerprint and l.kind = 'verdict'
  order by l.at desc, l.id limit 1)`;

/** As a semi-join, so that a few verdicts are where the search begins, and not a million findings. */
const JUDGED = `exists (select 1 from log_entries l
  where l.product_id = f.product_id and l.fingerprint = f.fingerprint and l.kind = 'verdict')`;

/** The SQL of each part of a filter; \`?\` is its value. */
const CONDITIONS: Readonly<Partial<Record<keyof FoundFilter, string>>> = {
  rule: 'f.rule = ?',
  fingerprint: 'f.fingerprint = ?',
  check: `starts_with(f.rule, ? || '/')`,
  rules: 'f.rule = any(?::text[])',
  severity: 'f.severity >= ?',
  effect: 'f.effect = ?',
  repository: 's.repository = ?',
  branch: 's.branch = ?',
};

/** Texts of SQL with their values, joined by \`and\`. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly #texts: string[] = [];

  get text(): string {
    return this.#texts.length === 0 ? 'true' : this.#texts.join(' and ');
  }

  add(text: string, ...values: readonly unknown[]): void {
    const rest = [...values];
    this.#texts.push(text.replaceAll('?', () => this.value(rest.shift())));
  }

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Of \`findings f\`, \`streams s\`, but for the state; where no branch is named, of default branches. */
export function conditionsOf(filter: FoundFilter, product = 'f.product_id'): Conditions {
  const conditions = new Conditions();
  addProducts(conditions, product, filter);
  const values = new Map<string, unknown>(Object.entries(filter));
  for (const [name, condition] of Object.entries(CONDITIONS)) {
    const value = values.get(name);
    if (value !== undefined) conditions.add(condition, value);
  }
  addText(conditions, filter);
  if (filter.judged !== undefined) conditions.add(filter.judged ? JUDGED : `not ${JUDGED}`);
  if (filter.branch === undefined) conditions.add('s.is_default');
  return conditions;
}

function addProducts(conditions: Conditions, product: string, { only }: FoundFilter): void {
  if (only === undefined) return;
  const [one, ...others] = only;
  // One by itself: the index of a product is in the order of the list, and `any` would have it sorted.
  if (one !== undefined && others.length === 0) conditions.add(`${product} = ?`, one);
  else conditions.add(`${product} = any(?::bigint[])`, only);
}

function addText(conditions: Conditions, { text, rulesWithText = [] }: FoundFilter): void {
  if (text === undefined) return;
  const pattern = `%${text.replaceAll(/[\\%_]/gu, '\\$&')}%`;
  if (rulesWithText.length === 0) conditions.add(TEXT, pattern);
  else conditions.add(`(f.rule = any(?::text[]) or ${TEXT})`, rulesWithText, pattern);
}

const STATES = ['open', 'fixed'] as const;

/** Of findings in order: columns, and how many at most. */
interface Wanted {
  readonly columns: string;
  readonly limit: number;
  /** False: any of them. */
  readonly isOrdered?: boolean;
}

/**
 * SQL of findings, the worst first, after the one that the filter names. Each state, and what is as bad as that one apart from what is
 * less so, are ranges of the same indexes: each is read in order and as far as needed, however many findings there are. Severity
 * falls and ids rise, so that no comparison of rows says the same.
 */
export async function worstFirst(
  database: Queryable,
  filter: FindingFilter,
  { columns, limit, isOrdered = true }: Wanted,
): Promise<{ readonly text: string; readonly values: readonly unknown[] }> {
  const { check, state, after, ...rest } = filter;
  const conditions = conditionsOf({ ...rest, ...(await rulesFor(database, check, filter.text)) });
  const most = conditions.value(limit);
  const ranges = rangesAfter(conditions, after);
  const order = isOrdered ? 'order by f.severity desc, f.id' : '';
  const parts = STATES.filter((each) => state === undefined || each === state).flatMap((each) =>
    ranges.map(
      (range) => `(select f.id, f.severity, ${columns}
        from findings f join streams s on s.id = f.stream_id join products p on p.id = f.product_id
        where f.state = '${each}'${range} and ${conditions.text}
        ${order} limit ${most})`,
    ),
  );
  return {
    text: `select * from (${parts.join(' union all ')}) page order by severity desc, id limit ${most}`,
    values: conditions.values,
  };
}

function rangesAfter(conditions: Conditions, after: FindingFilter['after']): readonly string[] {
  if (after === undefined) return [''];
  const [severity, id] = [conditions.value(after.severity), conditions.value(after.id)];
  return [` and f.severity = ${severity} and f.id > ${id}`, ` and f.severity < ${severity}`];
}

async function rulesFor(
  database: Queryable,
  check: string | undefined,
  text: string | undefined,
): Promise<Pick<FoundFilter, 'rules' | 'rulesWithText'>> {
  return {
    ...(check === undefined
      ? {}
      : { rules: await rulesWhere(database, `starts_with(rule, $1 || '/')`, check) }),
    ...(text === undefined
      ? {}
      : { rulesWithText: await rulesWhere(database, 'strpos(lower(rule), lower($1)) > 0', text) }),
  };
}

async function rulesWhere(
  database: Queryable,
  condition: string,
  value: string,
): Promise<readonly string[]> {
  const rows = await database.query<{ rule: string }>(
    // From each to the next by the index: all counts would be read to tell the rules apart.
    `with recursive known as (
       (select rule from rule_counts order by rule limit 1)
       union all
       select (select c.rule from rule_counts c where c.rule > k.rule order by c.rule limit 1)
       from known k where k.rule is not null)
     select rule from known where ${condition}`,
    [value],
  );
  return rows.map(({ rule }) => rule);
}
