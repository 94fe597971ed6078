import {
  readLicence,
  writeExpression,
  type Licence,
} from '../../checks/components/licence/read-licence.ts';

/** What a package states of its licence, to be looked for. */
export interface StatedLicence {
  /** As SPDX writes it where it can be read so, else as it is stated; empty: none is stated. */
  readonly text: string;
  /** Each licence in it is on the list of SPDX. */
  readonly isKnown: boolean;
  /** What it is found by, in lower case: itself, and the licences that it names. */
  readonly words: readonly string[];
}

/** Characters of one that are kept: the longest expression of the registries that we saw has 300. */
const MAX_CHARACTERS = 300;
/** Licences of one expression that it is found by. */
const MAX_WORDS = 20;
/** Words that state nothing (SPDX 2.3, 7.15). */
const NOTHING: ReadonlySet<string> = new Set(['', 'noassertion']);

/** Understands it as the components check does. */
export function statedLicence(stated: string | undefined): StatedLicence {
  const text = (stated ?? '').trim();
  if (NOTHING.has(text.toLowerCase())) return { text: '', isKnown: false, words: [] };
  const read = readLicence(text);
  if (typeof read === 'string') return unread(text);
  const leaves = leavesOf(read.licence);
  const written = writeExpression(read.licence);
  return {
    text: written.slice(0, MAX_CHARACTERS),
    isKnown: leaves.every(({ isKnown }) => isKnown),
    words: wordsOf([written, ...leaves.map(({ word }) => word)]),
  };
}

function unread(text: string): StatedLicence {
  return { text: text.slice(0, MAX_CHARACTERS), isKnown: false, words: wordsOf([text]) };
}

function wordsOf(names: readonly string[]): readonly string[] {
  const words = names.map((name) => name.toLowerCase().slice(0, MAX_CHARACTERS));
  return [...new Set(words)].slice(0, MAX_WORDS);
}

function leavesOf(
  licence: Licence,
): readonly { readonly word: string; readonly isKnown: boolean }[] {
  switch (licence.kind) {
    case 'known':
      return [{ word: writeExpression(licence), isKnown: true }];
    case 'unknown':
      return [{ word: licence.words, isKnown: false }];
    case 'and':
    case 'or':
      return licence.parts.flatMap(leavesOf);
  }
}
