import path from 'node:path';
import { checks } from '../../checks/registry.ts';
import { surveyTarget } from '../../collect/survey.ts';
import { openTarget } from '../../collect/target.ts';
import { isThere, writeWhole } from '../../io/files.ts';
import { LockstepError } from '../../model/error.ts';
import { POLICY_FILE } from '../../pipeline/policy-file-name.ts';
import { initPolicy } from '../../policy/init-policy.ts';
import type { Command } from '../command.ts';

/** `lockstep init [path]`. */
export const init: Command = {
  name: 'init',
  summary: 'write a commented lockstep.yaml that observes everything',
  operands: '[path]',
  maxOperands: 1,
  description: `Looks at what is there and writes ${POLICY_FILE} to the root of the target. Every rule starts in observe: it is
recorded and stops nobody.`,
  examples: [
    { line: 'lockstep init', does: `write ${POLICY_FILE}` },
    { line: 'lockstep init --print', does: 'show what it would write' },
  ],
  flags: {
    print: { help: 'to standard output instead of the file' },
    force: { help: 'replace a policy that is there' },
  },
  async run(input, shell) {
    const named = path.resolve(shell.cwd, input.positionals[0] ?? '.');
    const target = await openTarget(named, shell.signal);
    const survey = await surveyTarget(target, shell.signal);
    const text = initPolicy({
      product: path.basename(target.root) || 'product',
      checks: checks.map(({ id, title }) => ({ id, title })),
      ...survey,
    });
    if (input.has('print')) {
      shell.stdout.write(text);
      return 0;
    }
    const file = path.join(target.root, POLICY_FILE);
    if (isThere(file) && !input.has('force')) {
      throw new LockstepError('output', `${file} exists already`, {
        repair: 'edit it, or replace it with --force; --print shows a new one',
      });
    }
    writeWhole(file, text);
    shell.stdout.write(`${POLICY_FILE} written: every rule observes. Next: lockstep check\n`);
    return 0;
  },
};
