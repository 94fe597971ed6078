import { Buffer } from 'node:buffer';
import { nameOf } from './names.ts';

/** The prefixes of both sides, by default and with `diff.mnemonicPrefix`. */
const prefixPairs: ReadonlySet<string> = new Set([
  'ab',
  'ci',
  'cw',
  'iw',
  'ow',
  '12',
  'ba',
  'wi',
  'ic',
  'wc',
]);

/**
 * The path that `+++` names, given what `---` and `diff --git` said; `undefined` for /dev/null. Without the letter that
 * git puts in front of either side, without diff(1)'s time stamp, without git's quotes.
 */
export function diffPath(oldName: string, newName: string, header: string): string | undefined {
  const path = plainName(newName);
  if (path === '/dev/null') return undefined;
  const old = plainName(oldName);
  // A new file has no other side; then the header shows whether there are prefixes.
  const other = old === '/dev/null' ? plainName(header.slice('diff --git '.length)) : old;
  const isPrefixed =
    other[1] === '/' && path[1] === '/' && prefixPairs.has(`${other[0] ?? ''}${path[0] ?? ''}`);
  return isPrefixed ? path.slice(2) : path;
}

function plainName(name: string): string {
  if (!name.startsWith('"')) return name.split('\t', 1)[0] ?? name;
  return unquoted(name);
}

const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
};

/** `"b/caf\303\251"`: the bytes of a name as a string of C, up to the closing quote. */
function unquoted(name: string): string {
  const parts: Buffer[] = [];
  for (const [, octal, escaped, plain] of name
    .slice(1)
    .matchAll(/\\([0-3][0-7]{2})|\\(.)|([^\\"]+)|"/gs)) {
    if (octal !== undefined) parts.push(Buffer.from([Number.parseInt(octal, 8)]));
    else if (escaped !== undefined) parts.push(escapeOf(escaped));
    else if (plain === undefined) break;
    else parts.push(Buffer.from(plain));
  }
  return nameOf(Buffer.concat(parts)).path;
}

function escapeOf(letter: string): Buffer {
  const code = escapes[letter];
  return code === undefined ? Buffer.from(letter) : Buffer.from([code]);
}
