import path from 'node:path';
import { checks } from '../../checks/registry.ts';
import { readBounded } from '../../io/files.ts';
import { LockstepError } from '../../model/error.ts';
import { verifyRecord } from '../../policy/verify.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';

const MAX_FILE_BYTES = 256 * 2 ** 20;

/** `lockstep verify <decision.json>`. */
export const verify: Command = {
  name: 'verify',
  summary: 'compute a recorded decision again, from its record alone',
  operands: '<decision.json>',
  maxOperands: 1,
  description: `Checks the digests of a decision record and computes the decision again from the policy, findings and clock in
it. Needs neither the repository nor a network. Exit code 0: the record holds; 2: it does not.`,
  examples: [
    { line: 'lockstep check -f decision -o decision.json', does: 'record a decision' },
    { line: 'lockstep verify decision.json', does: 'compute it again' },
    {
      line: 'lockstep verify decision.json --policy lockstep.yaml',
      does: 'and was it this policy?',
    },
  ],
  flags: {
    policy: { value: 'FILE', help: 'also check that the decision was made under this policy' },
  },
  async run(input, shell) {
    const name = input.positionals[0];
    if (name === undefined) {
      throw new LockstepError('usage', 'verify needs the file of a decision record', {
        repair:
          'lockstep verify decision.json (written by: lockstep check -f decision -o decision.json)',
      });
    }
    const policyFile = input.value('policy');
    const { record, problems } = await verifyRecord(
      read(shell.cwd, name, 'decision-record'),
      name,
      {
        checkIds: checks.map(({ id }) => id),
        ruleIds: checks.flatMap(({ rules }) => rules.map(({ id }) => id)),
        ...(policyFile === undefined ? {} : { policyText: read(shell.cwd, policyFile, 'policy') }),
      },
    );
    const { subject, result, input: given } = record;
    const what = `${result.outcome} for ${subject.name}, ${given.findings.length} findings, ${given.now}`;
    if (problems.length === 0) {
      shell.stdout.write(`The decision holds: ${printable(what)}\n`);
      return 0;
    }
    shell.stderr.write(`lockstep: the decision in ${printable(name)} does not hold\n`);
    for (const problem of problems) shell.stderr.write(`  - ${printable(problem)}\n`);
    return 2;
  },
};

function read(cwd: string, name: string, code: 'decision-record' | 'policy'): string {
  const outcome = readBounded(path.resolve(cwd, name), MAX_FILE_BYTES);
  if (outcome.state === 'read') return Buffer.from(outcome.bytes).toString('utf8');
  const why = outcome.state === 'too-large' ? 'it is larger than 256 MiB' : outcome.detail;
  throw new LockstepError(code, `cannot read ${name}: ${why}`, { repair: 'name a readable file' });
}
