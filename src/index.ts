export type { Check, CheckContext, Emission, Needs } from './model/check.ts';
export type { Decision, Effect, JudgedFinding, Outcome, Reason } from './model/decision.ts';
export type { Detection, Evidence, Finding, FindingState } from './model/finding.ts';
export type { Policy, RuleSetting, Waiver } from './model/policy.ts';
export type { RunReport } from './model/report.ts';
export type { Rule, RuleExample } from './model/rule.ts';
export type { Severity } from './model/severity.ts';
export type { Stage } from './model/stage.ts';
