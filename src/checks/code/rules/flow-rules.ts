import type { CodeRule } from './code-rule.ts';

/** Rules about data that arrives where it must not, by slug. */
export const flowRules: readonly CodeRule[] = [];
