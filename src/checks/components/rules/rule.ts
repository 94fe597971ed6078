import type { Rule } from '../../../model/rule.ts';

/** Every rule of the check, in the order in which `explain` lists them. */
export type RuleId =
  | 'components/malicious'
  | 'components/malicious-unconfirmed'
  | 'components/known-exploited'
  | 'components/dev-only'
  | 'components/critical-fixable'
  | 'components/high-fixable'
  | 'components/no-fix'
  | 'components/vulnerable'
  | 'components/integrity-changed'
  | 'components/integrity-missing'
  | 'components/install-script-added'
  | 'components/name-near-popular'
  | 'components/private-name-elsewhere'
  | 'components/insecure-source'
  | 'components/unpinned-source'
  | 'components/odd-source'
  | 'components/young-version'
  | 'components/threat'
  | 'components/licence'
  | 'components/licence-review'
  | 'components/stale-data';

export type ComponentRule = Rule & { readonly id: RuleId };

/** What all rules of the check have in common. */
export const common: Pick<Rule, 'owasp' | 'version'> = { owasp: ['A03:2025'], version: 1 };

export const osv = 'https://osv.dev';

/** An example is a list with what is known against it, as `src/checks/components/tests/example-lists.ts` completes it. */
export function example(value: object, why: string): Rule['examples']['hit'][number] {
  return { text: JSON.stringify(value, undefined, 2), path: 'example.components.json', why };
}
