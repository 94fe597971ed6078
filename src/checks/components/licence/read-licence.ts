import type { LicenceExpression } from './licence-expression.ts';
import { parseLicenceExpression } from './licence-expression.ts';
import type { LicenceId } from './licence-ids.ts';
import { licenceId, licenceOf, writeLicence } from './licence-ids.ts';
import { idOfName } from './licence-names.ts';

/** A licence expression whose leaves were looked up. */
export type Licence =
  | { readonly kind: 'known'; readonly licence: LicenceId }
  /** A reference (`LicenseRef-…`), or words that are on no list. */
  | { readonly kind: 'unknown'; readonly words: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Licence[] };

export interface ReadLicence {
  readonly licence: Licence;
  /** What was understood otherwise than it is written: `"GPLv3" was read as GPL-3.0-only`. */
  readonly corrections: readonly string[];
}

/** Words that mean that no licence is given: npm's `UNLICENSED`, SPDX's `NONE` and `NOASSERTION`. */
const noLicence: ReadonlyMap<string, string> = new Map([
  ['unlicensed', 'nobody may use it: UNLICENSED'],
  ['none', 'it states that it has no licence'],
  ['noassertion', 'no licence is stated'],
  ['', 'no licence is stated'],
]);

/** Understands what a package states of its licence; a sentence where that is none. */
export function readLicence(stated: string): ReadLicence | string {
  const text = lastOfClassifier(stated.trim());
  const none = noLicence.get(text.toLowerCase());
  if (none !== undefined) return none;
  if (/^see licen[cs]e\b/i.test(text)) return `the licence is in a file: ${shown(text)}`;
  const whole = licenceId(text) === undefined ? idOfName(withoutNote(text)) : undefined;
  if (whole !== undefined) {
    const licence = licenceOf(whole);
    return {
      licence: { kind: 'known', licence },
      corrections: [correction(stated.trim(), writeLicence(licence))],
    };
  }
  const expression = parseLicenceExpression(text);
  if (expression === undefined) return `${shown(text)} is no licence expression`;
  const corrections: string[] = [];
  return { licence: lookUp(expression, corrections), corrections };
}

/** As SPDX writes it, with brackets only where they are needed. */
export function writeExpression(licence: Licence, isInAnd = false): string {
  switch (licence.kind) {
    case 'known':
      return writeLicence(licence.licence);
    case 'unknown':
      return licence.words;
    case 'and':
      return licence.parts.map((part) => writeExpression(part, true)).join(' AND ');
    case 'or': {
      const text = licence.parts.map((part) => writeExpression(part)).join(' OR ');
      return isInAnd ? `(${text})` : text;
    }
  }
}

/** At most 100 characters, in quotation marks. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 99)}…` : text);
}

function lookUp(expression: LicenceExpression, corrections: string[]): Licence {
  if (expression.kind !== 'licence') {
    const parts = expression.parts.map((part) => lookUp(part, corrections));
    return { kind: expression.kind, parts };
  }
  const { words, plus, exception } = expression;
  const written =
    (plus ? `${words}+` : words) + (exception === undefined ? '' : ` WITH ${exception}`);
  const id = licenceId(words) ?? idOfName(plus ? `${words}+` : words);
  if (id === undefined) return { kind: 'unknown', words: written };
  const named = licenceOf(id);
  const licence = {
    ...named,
    orLater: named.orLater || plus,
    ...(exception === undefined ? {} : { exception }),
  };
  const text = writeLicence(licence);
  if (text.toLowerCase() !== written.toLowerCase()) corrections.push(correction(written, text));
  return { kind: 'known', licence };
}

function correction(stated: string, text: string): string {
  return `${shown(stated)} was read as ${text}`;
}

/** `License :: OSI Approved :: MIT License` → `MIT License`. */
function lastOfClassifier(text: string): string {
  const at = text.lastIndexOf(' :: ');
  return at === -1 ? text : text.slice(at + 4).trim();
}

/** `ISC License (ISCL)` → `ISC License`; with several notes it stays as it is. */
function withoutNote(text: string): string {
  const from = text.indexOf(' (');
  const to = text.indexOf(')', from);
  const isOne =
    from > 0 && to !== -1 && !text.includes('(', from + 2) && !text.includes(')', to + 1);
  return isOne ? text.slice(0, from) + text.slice(to + 1) : text;
}
