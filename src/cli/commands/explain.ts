import { now } from '../../io/clock.ts';
import { checks } from '../../checks/registry.ts';
import type { Check } from '../../model/check.ts';
import { LockstepError } from '../../model/error.ts';
import { nearestName } from '../../model/nearest-name.ts';
import type { Rule } from '../../model/rule.ts';
import { ownRules } from '../../pipeline/program/own-rule-files.ts';
import { explainRule, listRules } from '../../report/explain.ts';
import type { Command } from '../command.ts';
import { colorFlag } from '../run-command.ts';
import { printable } from '../printable.ts';
import { usesColor, widthOf, type Shell } from '../shell.ts';

/** `lockstep explain [rule]`. */
export const explain: Command = {
  name: 'explain',
  summary: 'what a rule finds, why it matters, how to fix it',
  operands: '[rule]',
  maxOperands: 1,
  description: `Explains a rule: what it finds, why it matters, a bad and a good example, the fix, CWE and OWASP Top 10:2025.
Without a rule it lists all of them, also those that the target here has of its own (code/custom-…).`,
  examples: [
    { line: 'lockstep explain', does: 'every check and rule' },
    { line: 'lockstep explain secrets/github-token', does: 'one rule' },
    { line: 'lockstep explain code/custom-no-shell', does: 'a rule of .lockstep/rules here' },
  ],
  flags: {
    color: { value: 'WHEN', help: 'always, never or auto (default)' },
  },
  async run(input, shell) {
    const options = {
      width: widthOf(shell),
      color: usesColor(shell, shell.stdout, colorFlag('explain', input)),
    };
    const id = input.positionals[0];
    shell.stdout.write(
      id === undefined
        ? listRules(await checksHere(shell), options)
        : explainRule(await ruleNamed(id, shell), options),
    );
    return 0;
  },
};

async function ruleNamed(id: string, shell: Shell): Promise<Rule> {
  const ofLockstep = checks.flatMap((check) => check.rules).find((rule) => rule.id === id);
  if (ofLockstep !== undefined) return ofLockstep;
  const rules = (await checksHere(shell)).flatMap((check) => check.rules);
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule !== undefined) return rule;
  const near = nearestName(
    id,
    rules.map((candidate) => candidate.id),
  );
  const repair =
    near === undefined ? 'lockstep explain lists all rules' : `did you mean "${near}"?`;
  throw new LockstepError('usage', `unknown rule "${id}"`, { repair });
}

/** With the rules that the target here has of its own; what Lockstep knows is listed whatever is wrong with those. */
async function checksHere(shell: Shell): Promise<readonly Check[]> {
  try {
    const asking = { path: shell.cwd, now: now(shell.env).toISOString() };
    const own = await ownRules(asking, checks, shell.signal);
    return checks.map((check) => {
      const rules = own.filter(({ id }) => id.startsWith(`${check.id}/`));
      return rules.length === 0 ? check : { ...check, rules: [...check.rules, ...rules] };
    });
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    shell.stderr.write(
      printable(`lockstep: rules of the target here are not listed: ${error.message}\n`),
    );
    return checks;
  }
}
