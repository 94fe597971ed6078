import { readLines } from '../../io/line-file.ts';
import type { EndpointEngine, EndpointRecord } from '../../model/endpoint-check.ts';
import { LockstepError } from '../../model/error.ts';

const MAX_RECORDS_BYTES = 2 ** 30;
/** An observation of a server with everything has 40 KB; of four addresses with long chains ten times that. */
const MAX_RECORD_BYTES = 4 * 2 ** 20;
const MAX_RECORDS = 100_000;
const MAX_LAID_OUT_LINES = 200_000;

/**
 * The recorded observations of a file, one JSON object a line; a file with one object over several lines will do too. Of
 * two records of one endpoint the later counts. Throws LockstepError('observation') with the line. `torn` says what
 * becomes of a last line that was cut off: an interrupted run leaves one.
 */
export function readRecords(
  file: string,
  engine: EndpointEngine,
  torn: 'refused' | 'ignored' = 'refused',
): readonly EndpointRecord[] {
  const records = new Map<string, EndpointRecord>();
  for (const { place, value } of valuesIn(file, torn)) {
    const record = engine.parse(value, place);
    records.delete(record.endpoint);
    records.set(record.endpoint, record);
    if (records.size > MAX_RECORDS) throw problem(file, `more than ${MAX_RECORDS} observations`);
  }
  return [...records.values()];
}

interface Value {
  readonly place: string;
  readonly value: unknown;
}

function* valuesIn(file: string, torn: 'refused' | 'ignored'): Generator<Value> {
  const limits = { maxFileBytes: MAX_RECORDS_BYTES, maxLineBytes: MAX_RECORD_BYTES };
  /** Of an object that somebody has laid out for reading: its first line opens it, and nothing else. */
  const laidOut: string[] = [];
  for (const { number, text, isTorn } of readLines(file, limits)) {
    if (laidOut.length > 0 || (number === 1 && text.trim() === '{')) {
      laidOut.push(text);
      if (laidOut.length > MAX_LAID_OUT_LINES) throw problem(file, TORN);
    } else if (text.trim() !== '') {
      const value = parsed(text);
      if (value !== undefined) yield { place: `${file}:${number}`, value };
      else if (!isTorn || torn === 'refused') throw problem(`${file}:${number}`, TORN);
    }
  }
  if (laidOut.length === 0) return;
  const value = parsed(laidOut.join('\n'));
  if (value === undefined) throw problem(file, TORN);
  yield { place: file, value };
}

const TORN = 'not JSON, or torn';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function problem(place: string, what: string): LockstepError {
  return new LockstepError('observation', `${place}: ${what}`, {
    repair: 'give a file that "lockstep tls --record FILE" wrote',
  });
}
