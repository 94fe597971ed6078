import { agreementRules } from './agreement-rules.ts';
import type { ComponentRule } from './rule.ts';
import { suspicionRules } from './suspicion-rules.ts';
import { threatRules } from './threat-rules.ts';
import { vulnerabilityRules } from './vulnerability-rules.ts';

/** Every rule of the check. */
export const componentRules: readonly ComponentRule[] = [
  ...vulnerabilityRules,
  ...suspicionRules,
  ...threatRules,
  ...agreementRules,
];
