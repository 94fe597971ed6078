import { automaton, type Automaton } from '../../../model/automaton.ts';
import type { Language, Marker } from './marker.ts';
import { groupsNeeded, markers } from './markers.ts';
import type { Mark } from './threat.ts';

/** Where a text shows a mark first: index of the character. */
export type Marks = Map<Mark, number>;

/** What stands before a word is judged by so many characters. */
const MAX_BEFORE_UNITS = 160;
/** A marker that was refused so often in one text is common there and is no longer asked: the pass stays linear. */
const MAX_REFUSALS = 20_000;

/** The marks of a text: one pass of an automaton over the words of all markers, then a bounded look around each. */
export function marksOf(text: string, language: Language): Marks {
  const { words, owners } = engine();
  const found = new Map<string, { readonly marker: Marker; readonly at: number }>();
  const refusals = new Map<Marker, number>();
  words.scan(codesOf(text), (word, end) => {
    const owner = owners[word];
    const at = end - (owner?.length ?? 0);
    for (const marker of owner?.markers ?? []) {
      const key = `${marker.mark} ${marker.group ?? ''}`;
      if (found.has(key) || !isFor(marker, language)) continue;
      const refused = refusals.get(marker) ?? 0;
      if (refused >= MAX_REFUSALS) continue;
      if (counts(marker, { text, at, language })) found.set(key, { marker, at });
      else refusals.set(marker, refused + 1);
    }
  });
  return enoughOf([...found.values()]);
}

function isFor({ language }: Marker, wanted: Language): boolean {
  return language === 'any' || language === wanted;
}

interface Place {
  readonly text: string;
  readonly at: number;
  readonly language: Language;
}

function counts({ here, before }: Marker, place: Place): boolean {
  const { text, at } = place;
  if (isComment(place)) return false;
  if (before !== undefined && !before.test(text.slice(Math.max(0, at - MAX_BEFORE_UNITS), at))) {
    return false;
  }
  if (here === undefined) return true;
  here.lastIndex = at;
  return here.test(text);
}

const comments: Readonly<Record<Language, RegExp>> = {
  javascript: /^\s{0,100}(?:\/\/|\*|\/\*)/,
  python: /^\s{0,100}#/,
  shell: /^\s{0,100}#/,
};

/** Whether the line begins as a comment does: what is said about code is not told of it. */
function isComment({ text, at, language }: Place): boolean {
  const near = text.slice(Math.max(0, at - MAX_BEFORE_UNITS), at);
  const start = near.lastIndexOf('\n') + 1;
  const isWhole = start > 0 || near.length === at;
  return isWhole && comments[language].test(near.slice(start));
}

/** Marks whose different groups suffice, each at its first place. */
function enoughOf(found: readonly { readonly marker: Marker; readonly at: number }[]): Marks {
  const groups = new Map<Mark, number>();
  for (const { marker } of found) groups.set(marker.mark, (groups.get(marker.mark) ?? 0) + 1);
  const marks: Marks = new Map();
  for (const { marker, at } of found) {
    const { mark } = marker;
    if ((groups.get(mark) ?? 0) < (groupsNeeded.get(mark) ?? 1)) continue;
    marks.set(mark, Math.min(at, marks.get(mark) ?? at));
  }
  return marks;
}

interface Engine {
  readonly words: Automaton;
  /** By the automaton's number: markers that have the word. */
  readonly owners: readonly { readonly length: number; readonly markers: readonly Marker[] }[];
}

let built: Engine | undefined;

function engine(): Engine {
  if (built !== undefined) return built;
  const byWord = new Map<string, Marker[]>();
  for (const marker of markers) {
    for (const word of marker.words) byWord.set(word, [...(byWord.get(word) ?? []), marker]);
  }
  built = {
    words: automaton([...byWord.keys()]),
    owners: [...byWord].map(([word, owned]) => ({ length: word.length, markers: owned })),
  };
  return built;
}

/** One byte for each UTF-16 unit, so that places are indexes of the text; what is not ASCII is in no word. */
function codesOf(text: string): Uint8Array {
  const codes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    codes[index] = code < 0x80 ? code : 0xff;
  }
  return codes;
}
