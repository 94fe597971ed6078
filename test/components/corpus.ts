import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const archive = path.resolve(
  process.env['LOCKSTEP_DATA'] ?? '../shared/data',
  'components',
  'osv-corpus.tar.zst',
);

/** Set where the corpus of advisories is not at hand: the reason for which a test is skipped. */
export const lackingCorpus: string | false = existsSync(archive)
  ? false
  : `no ${path.basename(archive)}: LOCKSTEP_DATA names the folder that has it`;

const BLOCK = 512;

/** The records of these ecosystems (names of the corpus' folders), parsed, without a file being written. */
export async function corpusOf(
  ecosystems: readonly string[],
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const found = new Map<string, unknown[]>(ecosystems.map((name) => [name, []]));
  const unpacking = spawn('zstd', ['-dc', archive], { stdio: ['ignore', 'pipe', 'inherit'] });
  let rest = Buffer.alloc(0);
  let name = '';
  for await (const chunk of unpacking.stdout) {
    rest = Buffer.concat([rest, Buffer.from(chunk)]);
    let at = 0;
    while (rest.length - at >= BLOCK) {
      const header = rest.subarray(at, at + BLOCK);
      const size = parseInt(textOf(header, 124, 12), 8) || 0;
      const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
      if (rest.length < end) break;
      const content = rest.subarray(at + BLOCK, at + BLOCK + size);
      // GNU tar writes a name of more than 100 bytes as the content of an entry of its own.
      const isLongName = header[156] === 'L'.charCodeAt(0);
      const whole: string = name === '' ? textOf(header, 0, 100) : name;
      name = isLongName ? textOf(content, 0, size) : '';
      const folder = whole.split('/').at(-2) ?? '';
      if (!isLongName && size > 0) found.get(folder)?.push(JSON.parse(content.toString('utf8')));
      at = end;
    }
    rest = rest.subarray(at);
  }
  return Object.fromEntries(found);
}

function textOf(bytes: Buffer, start: number, length: number): string {
  const [text = ''] = bytes.toString('utf8', start, start + length).split('\0', 1);
  return text.trim();
}
