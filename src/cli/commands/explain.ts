import { checks } from '../../checks/registry.ts';
import { LockstepError } from '../../model/error.ts';
import { nearestName } from '../../model/nearest-name.ts';
import type { Rule } from '../../model/rule.ts';
import { explainRule, listRules } from '../../report/explain.ts';
import type { Command } from '../command.ts';
import { colorFlag } from '../run-command.ts';
import { usesColor, widthOf } from '../shell.ts';

/** `lockstep explain [rule]`. */
export const explain: Command = {
  name: 'explain',
  summary: 'what a rule finds, why it matters, how to fix it',
  operands: '[rule]',
  maxOperands: 1,
  description: `Explains a rule: what it finds, why it matters, a bad and a good example, the fix, CWE and OWASP Top 10:2025.
Without a rule it lists all of them.`,
  examples: [
    { line: 'lockstep explain', does: 'every check and rule' },
    { line: 'lockstep explain secrets/github-token', does: 'one rule' },
  ],
  flags: {
    color: { value: 'WHEN', help: 'always, never or auto (default)' },
  },
  run(input, shell) {
    const options = {
      width: widthOf(shell),
      color: usesColor(shell, shell.stdout, colorFlag('explain', input)),
    };
    const id = input.positionals[0];
    const text =
      id === undefined ? listRules(checks, options) : explainRule(ruleNamed(id), options);
    shell.stdout.write(text);
    return Promise.resolve(0);
  },
};

function ruleNamed(id: string): Rule {
  const rules = checks.flatMap((check) => check.rules);
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule !== undefined) return rule;
  const ids = rules.map((candidate) => candidate.id);
  const near = nearestName(id, ids);
  const repair =
    near === undefined ? 'lockstep explain lists all rules' : `did you mean "${near}"?`;
  throw new LockstepError('usage', `unknown rule "${id}"`, { repair });
}
