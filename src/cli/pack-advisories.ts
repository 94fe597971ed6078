import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { exportAdvisories, importAdvisories, PACK_TYPE } from '../advisories/pack.ts';
import { checkWritable } from '../io/files.ts';
import { readSigner, readVerifier } from '../io/signing-key.ts';
import { preAuthenticationEncoding } from '../policy/envelope.ts';
import { advisoriesPlace } from './advisories-place.ts';
import { usage, type Arguments } from './args.ts';
import { printable } from './printable.ts';
import type { ExitCode, Shell } from './shell.ts';

/** `lockstep advisories export <file> --sign-key KEY` */
export async function exportTo(
  operands: readonly string[],
  input: Arguments,
  shell: Shell,
): Promise<ExitCode> {
  const file = oneFile('export', operands, shell);
  const key = input.value('sign-key');
  if (key === undefined) throw usage('advisories', 'export needs a key', 'add --sign-key FILE');
  checkWritable(file);
  const signer = readSigner(path.resolve(shell.cwd, key));
  const folder = advisoriesPlace(input, shell);
  const { ecosystems } = exportAdvisories(folder, file, (payload) => ({
    keyid: signer.keyid,
    sig: signer.sign(preAuthenticationEncoding(PACK_TYPE, payload)),
  }));
  const names = ecosystems.map(({ ecosystem }) => ecosystem).join(', ');
  shell.stdout.write(`wrote ${printable(file)}: ${printable(names)}\n`);
  return 0;
}

/** `lockstep advisories import <file> --public-key KEY` */
export async function importFrom(
  operands: readonly string[],
  input: Arguments,
  shell: Shell,
): Promise<ExitCode> {
  const file = oneFile('import', operands, shell);
  const key = input.value('public-key');
  if (key === undefined) throw usage('advisories', 'import needs a key', 'add --public-key FILE');
  const verify = readVerifier(path.resolve(shell.cwd, key));
  const request = {
    folder: advisoriesPlace(input, shell),
    signal: shell.signal,
    older: input.has('older'),
    wait: async (ms: number) => await delay(ms),
    onWait: (holder: string): void => {
      shell.stderr.write(`lockstep: waiting for ${printable(holder)}\n`);
    },
  };
  const { ecosystems } = await importAdvisories(file, request, (payload, signature) =>
    verify(preAuthenticationEncoding(PACK_TYPE, payload), signature),
  );
  for (const { ecosystem, records, pulled } of ecosystems) {
    shell.stdout.write(`${printable(ecosystem)}: ${records} advisories of ${pulled}\n`);
  }
  return 0;
}

function oneFile(what: string, operands: readonly string[], { cwd }: Shell): string {
  const [file, ...more] = operands;
  if (file === undefined || more.length > 0) {
    throw usage('advisories', `${what} takes one file`, `lockstep advisories ${what} FILE`);
  }
  return path.resolve(cwd, file);
}
