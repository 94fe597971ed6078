import type { JsonSchema, Reader } from '../model/yaml/reader.ts';
import { meant, text } from '../model/yaml/reader.ts';
import { quote } from '../model/quote.ts';

/** Names that a policy may refer to. */
export interface KnownNames {
  readonly ruleIds: readonly string[];
  readonly checkIds: readonly string[];
  /** Profiles of the tls check; undefined: they are not checked. */
  readonly profiles?: readonly string[];
}

/**
 * The names with all that `policyText` could mean by one: in a policy that was signed, or recorded with a decision, a rule or
 * check may be named that was retired since, and nobody can mend it.
 */
export function withNamesIn<T extends KnownNames>(policyText: string, names: T): T {
  const { ruleIds, checkIds } = names;
  return {
    ...names,
    ruleIds: [
      ...ruleIds,
      ...(policyText.match(/[a-z0-9-]{1,60}\/[a-z0-9-]{1,100}/gu) ?? []),
      ...foreignNames(policyText),
    ],
    checkIds: [...checkIds, ...(policyText.match(/[a-z0-9-]{1,60}/gu) ?? [])],
  };
}

/** Rules of foreign tools, in policies by which a service decided: they may be called anything, and are then in quotes. */
function foreignNames(policyText: string): readonly string[] {
  const plain = policyText.match(/[a-z0-9-]{1,60}\/[\w./*-]{1,300}/gu) ?? [];
  const quoted = policyText.match(/"(?:[^"\\\n]|\\.){1,400}"/gu) ?? [];
  return [...plain, ...quoted.flatMap((name) => unquoted(name) ?? [])];
}

function unquoted(name: string): string | undefined {
  try {
    const value: unknown = JSON.parse(name);
    return typeof value === 'string' ? value : undefined;
  } catch {
    // YAML has escapes that JSON has not; `setStages` writes none of them.
    return undefined;
  }
}

/** Rules of checks that this version does not have are allowed by the schema, so that editors do not cry wolf. */
export const rulePatternSchema: JsonSchema = {
  pattern: '^(\\*|[a-z][a-z0-9-]*/(\\*|[a-z0-9-]+))$',
};

/** `*`, `<check>/*` or a rule id. */
export function rulePattern(names: KnownNames): Reader<string> {
  return text(200, { schema: rulePatternSchema, check: knownPattern(names) });
}

export function knownCheck({ checkIds }: KnownNames): Reader<string> {
  return text(50, {
    check: (value) => {
      if (checkIds.includes(value)) return undefined;
      const repair = meant(value, checkIds) ?? `checks: ${checkIds.join(', ')}`;
      return { what: `unknown check ${quote(value)}`, repair };
    },
  });
}

/** What is wrong with a pattern, and how to mend it. */
export function knownPattern({
  ruleIds,
  checkIds,
}: KnownNames): (value: string) => { readonly what: string; readonly repair: string } | undefined {
  const patterns = ['*', ...checkIds.map((id) => `${id}/*`), ...ruleIds];
  const known = new Set(patterns);
  return (value) => {
    // Rules of the target's own are known once its files are read.
    if (known.has(value) || isOwnRule(value, checkIds)) return undefined;
    const repair = meant(value, patterns) ?? '"lockstep explain" lists all rules';
    return { what: `unknown rule ${quote(value)}`, repair };
  };
}

function isOwnRule(value: string, checkIds: readonly string[]): boolean {
  return checkIds.includes('code') && /^code\/custom-[a-z0-9-]{1,120}$/u.test(value);
}
