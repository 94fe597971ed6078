import { test } from 'node:test';
import { tempTree } from '../../src/io/tests/temp-tree.ts';
import { assertRefused, User } from './lockstep.ts';

test('an unknown flag is refused with the nearest one', async (context) => {
  const end = await new User(context).run(tempTree(context), 'check', '--formt', 'json');
  assertRefused(end, 'unknown flag --formt', 'did you mean --format?', 'lockstep check --help');
});
