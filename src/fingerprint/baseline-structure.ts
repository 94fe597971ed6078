import { BaselineProblem } from './baseline-fields.ts';

/** Of lists and objects in each other; a baseline has three. Deeper text costs `JSON.parse` many times its size. */
const MAX_DEPTH = 8;
/** A finding takes more than 250 bytes, so a baseline of 32 MiB has fewer. 11 million empty objects took 1.8 GB and 8 s. */
const MAX_OBJECTS = 150_000;

/**
 * Refuses, before it is parsed, what `JSON.parse` would take too much memory for or pass over in silence: deep nesting,
 * a flood of objects, and a field that stands twice in its object. Any text will do; one pass over it.
 */
export function checkStructure(json: string): void {
  const open: (Set<string> | undefined)[] = [];
  let objects = 0;
  for (let at = 0; at < json.length; at++) {
    const unit = json[at];
    if (unit === '[') open.push(undefined);
    else if (unit === '{') {
      open.push(new Set());
      objects += 1;
    } else if (unit === '}' || unit === ']') open.pop();
    else if (unit === '"') {
      const start = at + 1;
      at = endOfString(json, start);
      if (isName(json, at)) checkName(json, { start, end: at }, open.at(-1));
    }
    if (open.length > MAX_DEPTH) throw problemAt(json, at, 'lists or objects nested too deep');
    if (objects > MAX_OBJECTS) throw problemAt(json, at, 'more findings than a baseline can have');
  }
}

/** The position of the quote that ends a string, or of the end of the text. */
function endOfString(json: string, start: number): number {
  let at = start;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}

/** Whether a colon follows the quote. */
function isName(json: string, quote: number): boolean {
  let at = quote + 1;
  while (' \t\r\n'.includes(json[at] ?? '-')) at += 1;
  return json[at] === ':';
}

interface Name {
  readonly start: number;
  readonly end: number;
}

function checkName(json: string, { start, end }: Name, names: Set<string> | undefined): void {
  const name = json.slice(start, end);
  // An escape could hide that two names are the same, and no field of a baseline needs one.
  if (name.includes('\\')) throw problemAt(json, start, 'a field name with an escape');
  if (names?.has(name) === true) throw problemAt(json, start, 'a field that stands twice');
  names?.add(name);
}

function problemAt(json: string, at: number, what: string): BaselineProblem {
  return new BaselineProblem(`${what}, on line ${json.slice(0, at).split('\n').length}`);
}
