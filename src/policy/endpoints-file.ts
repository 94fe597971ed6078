import { LockstepError } from '../model/error.ts';
import type { EndpointEntry, TlsPolicy } from '../model/policy.ts';
import { endpointReader, starttlsPorts } from './endpoint-reader.ts';
import { readEndpointText } from './endpoint-text.ts';
import { inventoryProblems } from './inventory.ts';
import type { KnownNames } from './names.ts';
import type { Problem, Tree } from '../model/yaml/tree.ts';
import { MAX_PROBLEMS } from '../model/yaml/tree.ts';

export const MAX_ENDPOINTS_FILE_BYTES: number = 16 * 2 ** 20;
const MAX_ENDPOINTS = 50_000;
const MAX_LINE_CHARACTERS = 4_000;
const MAX_PROBLEMS_SHOWN = 20;
const columns = ['host', 'port', 'starttls', 'sni', 'zone', 'profile', 'addresses'];

/**
 * The endpoints that a file lists: `.csv` with a line of column names, `.ndjson` with one object a line as in the policy,
 * any other name with one `host:port` (or URL) a line, after which `zone=… profile=… sni=…` may stand; `#` begins a comment.
 * Throws one `policy` error that lists what is wrong, by line.
 */
export function readEndpointsFile(
  text: string,
  name: string,
  { tls, names, known = [] }: EndpointsFileOptions,
): readonly EndpointEntry[] {
  const problems: Problem[] = [];
  const lines = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  const entries: EndpointEntry[] = [];
  const read = lineReader(name, lines, problems);
  for (const [index, line] of lines.entries()) {
    if (problems.length >= MAX_PROBLEMS) break;
    const at = { line: index + 1, column: 1 };
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    if (line.length > MAX_LINE_CHARACTERS) {
      problems.push({ at, what: `this line is longer than ${MAX_LINE_CHARACTERS} characters` });
      continue;
    }
    const tree = read(line, at);
    const entry = tree === undefined ? undefined : endpointReader.read(tree, problems);
    if (entry !== undefined) entries.push(entry);
    if (entries.length > MAX_ENDPOINTS) {
      problems.push({ at, what: `more than ${MAX_ENDPOINTS} endpoints` });
      break;
    }
  }
  problems.push(...inventoryProblems([...known, ...entries], tls, names));
  if (problems.length > 0) throw failure(name, problems);
  return entries;
}

export interface EndpointsFileOptions {
  readonly tls: TlsPolicy;
  readonly names: KnownNames;
  /** Entries of the policy: none may stand in both. */
  readonly known?: readonly EndpointEntry[];
}

type LineReader = (line: string, at: Problem['at']) => Tree | undefined;

function lineReader(name: string, lines: readonly string[], problems: Problem[]): LineReader {
  if (/\.(?:ndjson|jsonl)$/iu.test(name)) return (line, at) => jsonLine(line, at, problems);
  if (!/\.csv$/iu.test(name)) return (line, at) => textLine(line, at, problems);
  const header = lines.findIndex((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  const keys = (lines[header] ?? '').split(',').map((key) => key.trim().toLowerCase());
  for (const key of keys) {
    if (columns.includes(key)) continue;
    const repair = `columns: ${columns.join(', ')}`;
    problems.push({ at: { line: header + 1, column: 1 }, what: `unknown column "${key}"`, repair });
  }
  return (line, at) => (at.line === header + 1 ? undefined : csvLine(line, at, { keys, problems }));
}

function jsonLine(line: string, at: Problem['at'], problems: Problem[]): Tree | undefined {
  try {
    return treeOf(JSON.parse(line), at);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    problems.push({ at, what: 'this line is not JSON', repair: 'write one object a line' });
    return undefined;
  }
}

/** Values without quotes and commas: no part of an endpoint holds either. Several names are separated by `;`. */
function csvLine(
  line: string,
  at: Problem['at'],
  { keys, problems }: { readonly keys: readonly string[]; readonly problems: Problem[] },
): Tree | undefined {
  const cells = line.split(',').map((cell) => cell.trim().replace(/^"(?<inner>.*)"$/u, '$1'));
  if (cells.length > keys.length) {
    problems.push({ at, what: `${cells.length} values for ${keys.length} columns` });
    return undefined;
  }
  const pairs = cells.flatMap((cell, index): [string, string][] =>
    cell === '' ? [] : [[keys[index] ?? '', cell]],
  );
  return treeOf(Object.fromEntries(pairs.map(([key, cell]) => [key, valueOf(key, cell)])), at);
}

function textLine(line: string, at: Problem['at'], problems: Problem[]): Tree | undefined {
  const [place = '', ...words] = line
    .replace(/\s#.*$/u, '')
    .trim()
    .split(/\s+/u);
  const written = readEndpointText(place);
  if ('what' in written) {
    problems.push({ at, ...written });
    return undefined;
  }
  const fields = new Map<string, unknown>(Object.entries(written));
  if (written.port === undefined && written.starttls !== undefined) {
    fields.set('port', starttlsPorts[written.starttls]);
  }
  for (const word of words) {
    const [key = '', value] = word.split('=');
    if (value === undefined) {
      problems.push({ at, what: `"${word.slice(0, 40)}" is not key=value` });
      return undefined;
    }
    fields.set(key, valueOf(key, value));
  }
  return treeOf(Object.fromEntries(fields), at);
}

function valueOf(key: string, text: string): unknown {
  if (key === 'port' && /^\d{1,6}$/u.test(text)) return Number(text);
  if (key === 'addresses') return text.split(';').map((part) => part.trim());
  return key === 'sni' && text.includes(';') ? text.split(';').map((part) => part.trim()) : text;
}

/** Plain JSON, all of it at the place of its line; deeper than an endpoint is, it is nothing. */
function treeOf(value: unknown, at: Problem['at'], depth = 0): Tree {
  if (depth > 3 || value === null) return { kind: 'scalar', at, value: null };
  if (Array.isArray(value)) {
    return { kind: 'list', at, items: value.map((item) => treeOf(item, at, depth + 1)) };
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(([key, field]) => ({
      key,
      at,
      value: treeOf(field, at, depth + 1),
    }));
    return { kind: 'map', at, entries };
  }
  const isScalar = typeof value === 'string' || typeof value === 'number';
  return { kind: 'scalar', at, value: isScalar || typeof value === 'boolean' ? value : null };
}

function failure(name: string, problems: readonly Problem[]): LockstepError {
  const sorted = problems.toSorted((a, b) => a.at.line - b.at.line);
  const lines = sorted.slice(0, MAX_PROBLEMS_SHOWN).map(({ at, what, repair }) => {
    const mend = repair === undefined ? '' : `; ${repair}`;
    return `  ${name}:${at.line}: ${what}${mend}`;
  });
  if (problems.length > lines.length) lines.push('  and more');
  return new LockstepError('policy', `the inventory cannot be used\n${lines.join('\n')}`);
}
