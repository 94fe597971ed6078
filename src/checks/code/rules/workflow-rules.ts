import type { CodeRule } from './code-rule.ts';
import { workflowInjection } from './workflow-injection.ts';
import { workflowUnpinnedAction } from './workflow-unpinned-action.ts';
import { workflowUntrustedCheckout } from './workflow-untrusted-checkout.ts';

/** Rules about workflows of GitHub Actions, by slug. */
export const workflowRules: readonly CodeRule[] = [
  workflowInjection,
  workflowUnpinnedAction,
  workflowUntrustedCheckout,
];
