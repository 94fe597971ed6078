import type { Marks } from './marks-of.ts';
import type { Language } from './marker.ts';
import type { Threat } from './threat.ts';

/** Names as obfuscators write them (`_0x3fa2c1`): fewer are a slip of a minifier. */
const MIN_NAMES = 30;
/** Letters that need no escape and have one. */
const MIN_ESCAPES = 60;

/** Ways in which a text hides what it does; linear. */
export function disguisesOf(text: string, language: Language): Marks {
  const found: Marks = new Map();
  const put = (threat: Threat, at: number): void => {
    if (at !== -1) found.set(threat, at);
  };
  put('obfuscated-names', nth(text, /_0x[0-9a-f]{4,8}(?![0-9A-Za-z])/g, MIN_NAMES));
  // Hexadecimal escapes of letters, digits' neighbours and what addresses are made of.
  put('escaped-text', nth(text, /\\x(?:6[1-9a-f]|7[0-9a]|2[ef]|3a)/gi, MIN_ESCAPES));
  // Numbers of characters where a text could stand.
  if (!found.has('escaped-text')) {
    put('escaped-text', text.search(/fromCharCode\((?:\s?(?:0x)?[0-9a-f]{2,4}\s?,){30}/i));
  }
  // Variation selectors: they are drawn nowhere, and each holds a byte.
  put('invisible-text', text.search(/[\ufe00-\ufe0f]{16}|(?:\udb40[\udd00-\uddef]){16}/));
  put('code-behind-spaces', behindSpaces(text, language));
  return found;
}

/** Index of the first of at least so many matches; -1 where there are fewer. */
function nth(text: string, pattern: RegExp, count: number): number {
  let first = -1;
  let seen = 0;
  for (const { index } of text.matchAll(pattern)) {
    if (first === -1) first = index;
    seen += 1;
    if (seen >= count) return first;
  }
  return -1;
}

const GAP = ' '.repeat(200);
/** What runs something: behind a gap wider than a screen it was put where nobody looks. */
const runs: Readonly<Record<Language, RegExp>> = {
  javascript: /^\s{0,4000}[;,]?\s{0,10}(?:eval\(|require\(|global[.[]|Function\(|import\()/,
  python: /^\s{0,4000};?\s{0,10}(?:exec\(|eval\(|import\s|__import__\()/,
  shell: /^\s{0,4000}[;&|]\s{0,10}(?:curl|wget|bash|sh)\s/,
};

/** Index of a statement behind a gap of 200 spaces within a line that has text before it. */
function behindSpaces(text: string, language: Language): number {
  for (let at = text.indexOf(GAP); at !== -1;) {
    let end = at;
    while (text.charAt(end) === ' ') end += 1;
    const isWithin = at > 0 && text.charAt(at - 1) !== '\n';
    if (isWithin && runs[language].test(text.slice(end, end + 200))) return end;
    at = text.indexOf(GAP, end);
  }
  return -1;
}
