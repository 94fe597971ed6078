import type { LogEntry, RuleTally } from '../../model/log-entry.ts';
import { Misshapen } from '../../policy/shape.ts';
import { entryShape, talliesShape } from './entry-shape.ts';
import type { FoldedRun } from './run-ledger.ts';
import { entryId, idOf } from './write-entry.ts';

export type LineReading = { readonly entry: LogEntry } | { readonly what: string };

/** Reads one line of a log, or tells why it does not count. */
export function readLine(text: string, isTorn: boolean): LineReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { what: isTorn ? 'torn: its writer was stopped' : 'not JSON' };
  }
  try {
    const entry = entryShape.read(value, '');
    // Most lines are as `lineOf` writes them; the others are put into that form first.
    if (!isAsWritten(text) && entryId(entry) !== entry.id) {
      return { what: 'changed after it was written' };
    }
    return { entry };
  } catch (error) {
    if (!(error instanceof Misshapen)) throw error;
    return { what: `not an entry of this version: ${error.message}` };
  }
}

const HEAD = /^\{"kind":"(?<kind>[a-z]{1,20})","at":"[0-9TZ:.-]{1,40}",/u;
const ID = ',"id":"';
const ID_FIELD_LENGTH = `${ID}00000000000000000000"`.length;
/** Of the names of fields behind `id`, only this one comes before `kind`. */
const BEFORE_KIND = ',"isNew":';

/**
 * Whether a line is one that `lineOf` wrote and nobody changed: the text whose digest is the id is put together from
 * pieces of the line, at a tenth of the cost of writing the entry anew. False: it must be looked at in full.
 */
function isAsWritten(text: string): boolean {
  const kind = HEAD.exec(text)?.[1];
  const at = text.indexOf(ID);
  if (kind === undefined || at === -1) return false;
  const afterId = at + ID_FIELD_LENGTH;
  const place = text.startsWith(BEFORE_KIND, afterId) ? text.indexOf(',', afterId + 1) : afterId;
  const start = `{"kind":"${kind}",`.length;
  const signed = `{${text.slice(start, at)}${text.slice(afterId, place)},"kind":"${kind}"${text.slice(place)}`;
  return text.startsWith(idOf(signed), at + ID.length);
}

const word = String.raw`"([^"\\\u0000-\u001f]*)"`;
const number = '(?:0|[1-9][0-9]{0,14})';
/** A run, its fields in the order of `lineOf`, no text with an escape but perhaps in what its rules found. */
const PLAIN_RUN = new RegExp(
  String.raw`^\{"kind":"run","at":"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z)","author":${word},"branch":${word},` +
    `"commit":${word},"decision":${word},"files":${number},"group":${word},"id":"([0-9a-v]{20})","mode":${word},` +
    `"outcome":"(?:pass|warn|block|incomplete)","policy":${word},"product":${word},"repository":${word},` +
    String.raw`"rules":(\[.*\]),"tool":${word},"v":1,"wallMs":${number}\}$`,
  'u',
);
/** What its groups are, by place. */
type Fields = readonly [
  all: string,
  at: string,
  author: string,
  branch: string,
  commit: string,
  decision: string,
  group: string,
  id: string,
  mode: string,
  policy: string,
  product: string,
  repository: string,
  found: string,
];

/** Reads a run as `lineOf` writes it at a third of the cost of `readLine`; undefined: it is none, or must be looked at in full. */
export function readPlainRun(text: string): FoldedRun | undefined {
  const match = PLAIN_RUN.exec(text);
  if (match === null || !isAsWritten(text)) return undefined;
  // oxlint-disable-next-line no-unsafe-type-assertion -- every group is in every match; names for groups cost two seconds a million
  const fields = match as unknown as Fields;
  const [, at, author, branch, commit, , group, id, mode, , product, repository, found] = fields;
  const rules = talliesIn(found);
  if (rules === undefined) return undefined;
  return { id, at, product, group, repository, commit, branch, author, mode, rules };
}

function talliesIn(text: string): readonly RuleTally[] | undefined {
  if (text === '[]') return [];
  try {
    return talliesShape.read(JSON.parse(text), 'rules');
  } catch {
    // `readLine` says what is wrong.
    return undefined;
  }
}
