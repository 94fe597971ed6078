import { jsonFault, type JsonFault } from '../../model/json-structure.ts';
import { csafStatements } from './csaf.ts';
import { cycloneDxStatements } from './cyclonedx.ts';
import { openVexStatements } from './openvex.ts';
import type { ParsedVex, VexContent } from './statement.ts';
import type { Fields } from './values.ts';
import { fieldsAt, fieldsOf, textAt } from './values.ts';

/** The largest CSAF documents of Linux distributions have some 10 MB. */
export const MAX_VEX_BYTES: number = 2 ** 24;
const bounds = { maxDepth: 64, maxObjects: 300_000 };
/** More would not be read. */
const MAX_PROBLEMS = 20;

const words: Readonly<Record<JsonFault['kind'], string>> = {
  depth: 'lists or objects are nested too deep',
  objects: 'it has too many objects',
  escape: 'the name of a field is written with an escape',
  twice: 'a field stands twice in its object',
};

/**
 * Reads a VEX document in JSON: OpenVEX, CycloneDX 1.4 to 1.7, CSAF 2.0 or 2.1. Never throws. What says a thing twice is
 * refused as a whole, because readers would differ about what it says.
 */
export function parseVex(text: string, file: string): ParsedVex {
  if (Buffer.byteLength(text) > MAX_VEX_BYTES) return failed('it is larger than 16 MiB');
  const json = text.replace(/^\uFEFF/u, '');
  const fault = jsonFault(json, bounds);
  if (fault !== undefined) return failed(`line ${fault.line}: ${words[fault.kind]}`);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return failed('it is not JSON');
  }
  const document = fieldsOf(value);
  const reader = readerOf(document);
  if (reader === undefined) {
    return failed('it is neither OpenVEX nor CycloneDX nor CSAF 2, as JSON');
  }
  const { statements, problems } = reader(document, file);
  if (statements.length === 0 && problems.length === 0) return failed('it makes no statement');
  const shown = problems.slice(0, MAX_PROBLEMS);
  const rest = problems.length - shown.length;
  return {
    kind: 'parsed',
    statements,
    problems: rest > 0 ? [...shown, `and ${rest} more`] : shown,
  };
}

function readerOf(document: Fields): ((document: Fields, file: string) => VexContent) | undefined {
  if (textAt(document, '@context').startsWith('https://openvex.dev/ns')) return openVexStatements;
  if (document.get('bomFormat') === 'CycloneDX') return cycloneDxStatements;
  const version = textAt(fieldsAt(document, 'document'), 'csaf_version');
  return version === '2.0' || version === '2.1' ? csafStatements : undefined;
}

function failed(detail: string): ParsedVex {
  return { kind: 'failed', detail };
}
