import { openHere, engineFlags, requestOf } from '../run-command.ts';
import { serveEditor } from '../../editor/server.ts';
import { productRegistry } from '../../pipeline/load-checks.ts';
import type { Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { logFlags } from '../service-access.ts';
import { recordVerdict, toldVerdict } from '../record-verdict.ts';
import type { ExitCode, Shell } from '../shell.ts';

/** `lockstep lsp`. */
export const lsp: Command = {
  name: 'lsp',
  summary: 'a language server: findings in the editor while you type',
  operands: '',
  maxOperands: 0,
  description: `Speaks the Language Server Protocol on standard input and output; an editor starts it. Findings of open files are
shown as the policy judges them: what blocks as an error, what warns as a warning, what observes as a hint; with the way of the
data, safe changes and verdicts as code actions. Nothing of the folder is run, nothing is written but a verdict that you confirm.
Setting up editors: docs/editor.md.`,
  examples: [{ line: 'lockstep lsp', does: 'what to write into the settings of an editor' }],
  flags: {
    stdio: { help: 'standard input and output: the only way, and the default' },
    by: { value: 'NAME', help: 'who gives verdicts (default: user.email of git)' },
    ...logFlags,
    ...engineFlags,
  },
  run: serve,
};

async function serve(input: Arguments, shell: Shell): Promise<ExitCode> {
  try {
    return await serveEditor(
      { input: shell.stdin, output: shell.stdout, signal: shell.signal },
      {
        registry: productRegistry,
        requestOf: (folder) =>
          requestOf(
            { command: 'lsp', mode: { kind: 'tree' }, listsAll: true, path: folder },
            input,
            shell,
          ),
        openAdvisories: () => openHere(shell),
        async recordVerdict({ judged, result }, verdict) {
          const stated = { verdict, reason: '' };
          return toldVerdict(await recordVerdict({ judged, result }, stated, input, shell));
        },
      },
    );
  } finally {
    // Nobody reads it any more; left open it would keep the process.
    shell.stdin.destroy();
  }
}
