import type { Rule } from '../../../model/rule.ts';
import { genericRules } from '../generic/index.ts';
import { secretRules } from './registry.ts';

/** Every rule of the check as it travels: the advice, without the means to find. */
export const allRules: readonly Rule[] = [...secretRules, ...genericRules].map(advice);

export const rulesById: ReadonlyMap<string, Rule> = new Map(
  allRules.map((rule) => [rule.id, rule]),
);

function advice(rule: Rule): Rule {
  const { id, title, severity, cwe, owasp, what, why, fix, tags, version, references, examples } =
    rule;
  return {
    id,
    title,
    severity,
    cwe,
    owasp,
    what,
    why,
    fix,
    tags,
    version,
    references,
    examples,
  };
}
