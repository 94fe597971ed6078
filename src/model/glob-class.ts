/** Code units, both ends included. */
export type CodeRange = readonly [low: number, high: number];

export interface CharacterClass {
  readonly kind: 'class';
  readonly negated: boolean;
  readonly ranges: readonly CodeRange[];
}

/** POSIX names in the C locale, as git has them. */
const named: ReadonlyMap<string, readonly CodeRange[]> = new Map([
  [
    'alnum',
    [
      [48, 57],
      [65, 90],
      [97, 122],
    ],
  ],
  [
    'alpha',
    [
      [65, 90],
      [97, 122],
    ],
  ],
  [
    'blank',
    [
      [9, 9],
      [32, 32],
    ],
  ],
  [
    'cntrl',
    [
      [0, 31],
      [127, 127],
    ],
  ],
  ['digit', [[48, 57]]],
  ['graph', [[33, 126]]],
  ['lower', [[97, 122]]],
  ['print', [[32, 126]]],
  [
    'punct',
    [
      [33, 47],
      [58, 64],
      [91, 96],
      [123, 126],
    ],
  ],
  [
    'space',
    [
      [9, 13],
      [32, 32],
    ],
  ],
  ['upper', [[65, 90]]],
  [
    'xdigit',
    [
      [48, 57],
      [65, 70],
      [97, 102],
    ],
  ],
] as const);

interface Part {
  readonly ranges: readonly CodeRange[];
  /** Position after it. */
  readonly next: number;
  /** What a `-` behind it would start a range from. */
  readonly low?: number;
}

/**
 * The class that begins at the `[` of `start`, and the position of its `]`. `undefined` when it is not closed or uses an
 * unknown name: then the pattern matches nothing. A `]` or `-` that comes first stands for itself.
 */
export function parseClass(
  text: string,
  start: number,
): { readonly token: CharacterClass; readonly end: number } | undefined {
  let at = start + 1;
  const negated = text[at] === '!' || text[at] === '^';
  if (negated) at++;
  const first = at;
  const ranges: CodeRange[] = [];
  let low: number | undefined;
  while (at === first || text[at] !== ']') {
    const part: Part | undefined =
      namedPart(text, at) ?? rangePart(text, at, low) ?? singlePart(text, at);
    if (part === undefined || part.next > text.length) return undefined;
    ranges.push(...part.ranges);
    low = part.low;
    at = part.next;
  }
  return { token: { kind: 'class', negated, ranges }, end: at };
}

/** `[:alpha:]`. With an unknown name it ends behind the text, which spoils the class. */
function namedPart(text: string, at: number): Part | undefined {
  if (!text.startsWith('[:', at)) return undefined;
  const close = text.indexOf(']', at + 2);
  if (close === -1) return { ranges: [], next: text.length + 1 };
  if (close === at + 2 || text[close - 1] !== ':') return undefined;
  const ranges = named.get(text.slice(at + 2, close - 1));
  return ranges === undefined ? { ranges: [], next: text.length + 1 } : { ranges, next: close + 1 };
}

/** `-z`, when something stands before it. */
function rangePart(text: string, at: number, low: number | undefined): Part | undefined {
  const after = text[at + 1];
  if (text[at] !== '-' || low === undefined || after === undefined || after === ']') {
    return undefined;
  }
  const high = at + (after === '\\' ? 2 : 1);
  return { ranges: [[low, text.charCodeAt(high)]], next: high + 1 };
}

function singlePart(text: string, at: number): Part {
  const place = text[at] === '\\' ? at + 1 : at;
  const code = text.charCodeAt(place);
  return { ranges: [[code, code]], next: place + 1, low: code };
}
