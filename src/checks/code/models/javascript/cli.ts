import { flows, members, owners, source } from '../entries.ts';
import type { ModelPack } from '../model.ts';

const LINE = source('local', 'command line');
const COMMANDERS = ['commander', 'commander.Command', 'commander.program'];
const PARSED = { flows: [], ...LINE };
/** Takes apart what it is given. */
const GIVEN = flows('0>result');

/** Command lines: whoever types them is trusted by most rules. */
export const cli: ModelPack = {
  id: 'cli',
  languages: ['javascript'],
  about:
    'commander, yargs, minimist, meow, arg, argparse, dashdash, optimist, subarg, args, inquirer, dotenv',
  aliases: { 'yargs/yargs': 'yargs' },
  paths: {
    'yargs.argv': LINE,
    'yargs()': { flows: [], type: 'yargs' },
    ...members('yargs', 'parse() parseSync() parseAsync()', PARSED),
    ...members(
      'yargs',
      'option() options() command() usage() help() demandOption() demand() demandCommand() alias() array() boolean() string() number() count() choices() coerce() config() default() describe() epilog() epilogue() env() example() group() hide() implies() conflicts() locale() middleware() nargs() normalize() positional() recommendCommands() require() required() requiresArg() scriptName() showHelpOnFail() skipValidation() strict() strictOptions() strictCommands() version() wrap() exitProcess() fail() completion() check() parserConfiguration()',
      { flows: [], type: 'yargs' },
    ),
    'optimist.argv': LINE,
    ...members(
      'optimist',
      'usage() options() demand() alias() default() describe() boolean() string()',
      {
        flows: [],
        type: 'optimist',
      },
    ),
    ...members('', 'minimist() subarg() yargs-parser()', GIVEN),
    ...members('', 'meow() arg() get-them-args() command-line-args()', PARSED),
    'args.parse()': GIVEN,
    ...members('args', 'option() options() command() example() examples()', {
      flows: [],
      type: 'args',
    }),
    'argparse.ArgumentParser()': { flows: [], type: 'argparse.ArgumentParser' },
    ...members(
      'argparse.ArgumentParser',
      'parse_args() parseArgs() parse_known_args() parseKnownArgs()',
      PARSED,
    ),
    'dashdash.parse()': PARSED,
    'dashdash.createParser()': { flows: [], type: 'dashdash.Parser' },
    'dashdash.Parser.parse()': PARSED,
    'util.parseArgs()': PARSED,

    // Options are members of the program itself, up to version 6.
    'commander.program': LINE,
    ...owners(COMMANDERS, 'opts() optsWithGlobals() getOptionValue()', PARSED),
    ...members('commander', 'Command()', { ...LINE, flows: [], type: 'commander.Command' }),
    ...owners(
      COMMANDERS,
      'command() option() requiredOption() argument() arguments() description() summary() usage() version() alias() name() addOption() addCommand() addHelpText() allowUnknownOption() helpOption() on() hook() parse() parseAsync()',
      { type: 'this', flows: [] },
    ),
    ...owners(COMMANDERS, 'action()', {
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
