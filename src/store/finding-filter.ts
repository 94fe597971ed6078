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
  /** In rule, path or message, whatever its case. */
  readonly text?: string;
  /** Whether anybody has given a verdict. */
  readonly judged?: boolean;
  /** Where the page begins: the last finding of the page before. */
  readonly after?: { readonly severity: number; readonly id: number };
  readonly limit: number;
}

/** The latest verdict on a finding `f`, by an index. */
export const VERDICT = `(select l.line::jsonb ->> 'verdict' from log_entries l
  where l.product_id = f.product_id and l.fingerprint = f.fingerprint and l.kind = 'verdict'
  order by l.at desc, l.id limit 1)`;

/** As a semi-join, so that a few verdicts are where the search begins, and not a million findings. */
const JUDGED = `exists (select 1 from log_entries l
  where l.product_id = f.product_id and l.fingerprint = f.fingerprint and l.kind = 'verdict')`;

/** The SQL of each part of a filter; \`?\` is its value. */
const CONDITIONS: Readonly<Partial<Record<keyof FindingFilter, string>>> = {
  state: 'f.state = ?',
  rule: 'f.rule = ?',
  fingerprint: 'f.fingerprint = ?',
  check: `starts_with(f.rule, ? || '/')`,
  severity: 'f.severity >= ?',
  effect: 'f.effect = ?',
  repository: 's.repository = ?',
  branch: 's.branch = ?',
  text: `strpos(lower(f.rule || ' ' || f.path || ' ' || f.message), lower(?)) > 0`,
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

/** Of \`findings f\`, \`streams s\`; where no branch is named, of default branches. */
export function conditionsOf(filter: FindingFilter): Conditions {
  const conditions = new Conditions();
  const [one, ...others] = filter.only ?? [];
  // One by itself: the index of a product is in the order of the list, and `any` would have it sorted.
  if (one !== undefined && others.length === 0) conditions.add(`f.product_id = ?`, one);
  else if (filter.only !== undefined) {
    conditions.add(`f.product_id = any(?::bigint[])`, filter.only);
  }
  const values = new Map(Object.entries(filter));
  for (const [name, text] of Object.entries(CONDITIONS)) {
    const value = values.get(name);
    if (value !== undefined) conditions.add(text, value);
  }
  if (filter.judged !== undefined) conditions.add(filter.judged ? JUDGED : `not ${JUDGED}`);
  if (filter.branch === undefined) conditions.add('s.is_default');
  return conditions;
}
