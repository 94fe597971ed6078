import type { CodeRule } from './code-rule.ts';
import { flowRules } from './flow-rules.ts';
import { misuseRules } from './misuse-rules.ts';
import { workflowRules } from './workflow-rules.ts';

/** Every rule of the check. */
export const codeRules: readonly CodeRule[] = [...flowRules, ...misuseRules, ...workflowRules];
