import path from 'node:path';
import { writeBaseline } from '../../fingerprint/baseline-file.ts';
import { makeFolder, writeWhole } from '../../io/files.ts';
import { loadKey } from '../../io/key.ts';
import { LockstepError } from '../../model/error.ts';
import { BASELINE_FILE } from '../../pipeline/stored-baseline.ts';
import type { Command } from '../command.ts';
import { engineFlags, makeRun } from '../run-command.ts';

/** `lockstep baseline [path]`. */
export const baseline: Command = {
  name: 'baseline',
  summary: 'store what there is today, so that from now on only new findings count',
  operands: '[path]',
  maxOperands: 1,
  description: `Examines the whole target and writes its findings to ${BASELINE_FILE}, which "lockstep check" then compares
with. The file holds places and identities, no source and no secret: commit it. Findings that are known keep their name.`,
  examples: [
    { line: 'lockstep baseline', does: `write ${BASELINE_FILE}` },
    { line: 'lockstep baseline -o old.json', does: 'write another file, for --baseline old.json' },
  ],
  flags: {
    output: { value: 'FILE', short: 'o', help: `instead of ${BASELINE_FILE}` },
    'no-network': { help: 'do not connect to the endpoints of the inventory' },
    quiet: { short: 'q', help: 'no progress on standard error' },
    ...engineFlags,
  },
  async run(input, shell) {
    const choice = {
      command: 'baseline',
      mode: { kind: 'tree' },
      listsAll: false,
      endpoints: input.has('no-network') ? 'none' : undefined,
    } as const;
    const { report, unknown, root } = await makeRun(choice, input, shell);
    if (report.target.within !== '') {
      throw new LockstepError('usage', 'a baseline is of a whole target, not of a part of it', {
        repair: `lockstep baseline ${root}`,
      });
    }
    if (report.incomplete.some(({ reason }) => reason === 'cancelled')) {
      throw new LockstepError('output', 'stopped: no baseline was written', {
        repair: 'run it again',
      });
    }
    const named = input.value('output');
    const file =
      named === undefined ? path.join(root, BASELINE_FILE) : path.resolve(shell.cwd, named);
    const found = report.decision.findings.map(({ finding }) => finding);
    const text = writeBaseline([...found, ...unknown], {
      keyId: loadKey(shell.env).keyId,
      createdAt: report.now,
      tool: report.tool,
    });
    makeFolder(path.dirname(file));
    writeWhole(file, text);
    const kept = found.filter(({ state }) => state !== 'fixed').length + unknown.length;
    shell.stdout.write(
      `${named ?? BASELINE_FILE}: ${kept} ${kept === 1 ? 'finding' : 'findings'}\n`,
    );
    if (report.incomplete.length > 0) {
      const count = report.incomplete.length;
      shell.stderr.write(
        `lockstep: ${count} not examined; "lockstep check" lists what is missing\n`,
      );
    }
    return 0;
  },
};
