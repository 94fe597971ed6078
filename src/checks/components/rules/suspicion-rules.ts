import type { Signal } from '../suspicious/suspicion.ts';
import { contentRules } from './content-rules.ts';
import { originRules } from './origin-rules.ts';
import type { ComponentRule, RuleId } from './rule.ts';

/** Which rule tells which signal: what calls for the same answer is one rule. */
export const ruleOfSignal: Readonly<Record<Signal, RuleId>> = {
  'install-script-added': 'components/install-script-added',
  'name-near-popular': 'components/name-near-popular',
  'name-look-alike': 'components/name-near-popular',
  'private-name-elsewhere': 'components/private-name-elsewhere',
  'integrity-changed': 'components/integrity-changed',
  'integrity-missing': 'components/integrity-missing',
  'insecure-source': 'components/insecure-source',
  'git-source': 'components/unpinned-source',
  'archive-source': 'components/unpinned-source',
  'source-of-other-package': 'components/odd-source',
  'unusual-host': 'components/odd-source',
  'young-version': 'components/young-version',
};

/** What speaks against a component without any advisory, told from lockfiles alone. */
export const suspicionRules: readonly ComponentRule[] = [...contentRules, ...originRules];
