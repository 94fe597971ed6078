import { fill } from '../../src/checks/secrets/rules/fill.ts';
import { withCrc } from '../../src/checks/secrets/rules/checksum.ts';

/** Synthetic secrets of several kinds, each in the line of a file that leaks it. None was ever valid. */
export const samples: readonly {
  readonly file: string;
  readonly secret: string;
  readonly text: string;
}[] = [sample('app.py', withCrc('ghp_', fill(30)), (secret) => `token = "${secret}"\n`)];

function sample(
  file: string,
  secret: string,
  text: (secret: string) => string,
): (typeof samples)[number] {
  return { file, secret, text: text(secret) };
}
