import { members, owners, source } from '../entries.ts';
import type { ModelPack } from '../model.ts';

const LINE = source('local', 'command line');

/** Command lines: whoever types them is trusted by most rules. */
export const cli: ModelPack = {
  id: 'cli',
  languages: ['javascript'],
  about: 'commander, yargs, minimist, meow, arg, inquirer, dotenv',
  paths: {
    'yargs.argv': LINE,
    'yargs()': { flows: [], type: 'yargs' },
    ...members('yargs', 'parse() parseSync()', { flows: [], ...LINE }),
    ...members('yargs', 'option() command() usage() help() demandOption() alias()', {
      flows: [],
      type: 'this',
    }),
    ...members('', 'minimist() meow() arg() yargs-parser() command-line-args()', {
      flows: [],
      ...LINE,
    }),
    ...owners(['commander', 'commander.Command', 'commander.program'], 'opts()', {
      flows: [],
      ...LINE,
    }),
    ...members('commander', 'Command()', { flows: [], type: 'commander.Command' }),
    ...owners(
      ['commander', 'commander.Command', 'commander.program'],
      'command() option() requiredOption() argument() description() version() alias() parse()',
      { type: 'this', flows: [] },
    ),
    ...owners(['commander', 'commander.Command', 'commander.program'], 'action()', {
      type: 'this',
      flows: [],
      callbacks: [
        {
          at: '0',
          params: [],
          sources: {
            0: { kind: 'local', what: 'command line' },
            1: { kind: 'local', what: 'command line' },
          },
        },
      ],
    }),
    'dotenv.config()': { flows: [] },
  },
};
