/** Where things stand in a text, found in one pass; lines are 1-based. */
export interface KeyLines {
  /** Of the key at this path from the top; undefined where it is not there. */
  of(...path: readonly string[]): number | undefined;
}

/** Where a key stands, and which container is its value. */
interface KeyPlace {
  readonly line: number;
  container: number | undefined;
}

/**
 * The line of every key of a JSON text (RFC 8259, with comments as JSONC has them) down to this depth, 1 being the keys of
 * the outermost object. Any text is allowed. Linear: a key is filed under the number of its container, not under the names
 * on the way to it, which a hostile file makes long.
 */
export function jsonKeyLines(text: string, depth: number = Infinity): KeyLines {
  const walk = new KeyWalk(text, depth);
  for (let at = 0; at < text.length; at = walk.step(at));
  return { of: (...names) => lineOf(walk.places, names) };
}

class KeyWalk {
  readonly places = new Map<string, KeyPlace>();
  readonly #text: string;
  readonly #depth: number;
  readonly #open: number[] = [];
  #containers = 0;
  #line = 1;
  /** Of the key whose value comes next. */
  #place: KeyPlace | undefined;

  constructor(text: string, depth: number) {
    this.#text = text;
    this.#depth = depth;
  }

  /** Returns where the next unit is. */
  step(at: number): number {
    switch (this.#text.charCodeAt(at)) {
      case 10:
        this.#line += 1;
        break;
      case 34:
        return this.#string(at) + 1;
      case 123:
      case 91:
        this.#enter();
        break;
      case 125:
      case 93:
        this.#open.pop();
        this.#place = undefined;
        break;
      default:
    }
    return at + 1;
  }

  /** Index of its end. */
  #string(at: number): number {
    const end = endOfString(this.#text, at);
    if (this.#open.length <= this.#depth && isKey(this.#text, end)) {
      const name = this.#text.slice(at + 1, end);
      this.#place = placeOf(this.places, this.#open.at(-1) ?? 0, name, this.#line);
    }
    return end;
  }

  #enter(): void {
    this.#containers += 1;
    this.#open.push(this.#containers);
    if (this.#place !== undefined) this.#place.container ??= this.#containers;
    this.#place = undefined;
  }
}

/** The first key of a name counts; a second one is read and filed nowhere. */
function placeOf(
  places: Map<string, KeyPlace>,
  container: number,
  name: string,
  line: number,
): KeyPlace {
  const place: KeyPlace = { line, container: undefined };
  const key = `${container} ${name}`;
  if (!places.has(key)) places.set(key, place);
  return place;
}

/** The outermost container is the first. */
function lineOf(
  places: ReadonlyMap<string, KeyPlace>,
  names: readonly string[],
): number | undefined {
  let found: KeyPlace | undefined = { line: 1, container: 1 };
  for (const name of names) {
    found = found.container === undefined ? undefined : places.get(`${found.container} ${name}`);
    if (found === undefined) return undefined;
  }
  return found.line;
}

/** Index of the closing quote; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === 92) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}

function isKey(text: string, end: number): boolean {
  let at = end + 1;
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
  return text.charCodeAt(at) === 58;
}

function keep(lines: Map<string, number>, key: string, line: number): void {
  if (!lines.has(key)) lines.set(key, line);
}

/** A checkout on Windows ends its lines with both. */
const LINE_END = /\r?\n/;

/** The first line that holds each of the keys that `pattern` finds in a line, in its first group. */
export function firstLines(text: string, pattern: RegExp): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split(LINE_END).entries()) {
    const key = pattern.exec(line)?.[1];
    if (key !== undefined) keep(lines, key, index + 1);
  }
  return lines;
}

/** The lines that match, in order: of the headings of tables in TOML. */
export function linesMatching(text: string, pattern: RegExp): readonly number[] {
  return text.split(LINE_END).flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}
