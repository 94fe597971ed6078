import type { Span } from '../block.ts';
import {
  calleeBefore,
  isSign,
  maxValueTokens,
  targetBefore,
  valueFrom,
  variableBefore,
} from './places.ts';
import type { Token } from './tokens.ts';

/** A property of an object literal, or an assignment `a.b = value`. */
export interface Property {
  readonly span: Span;
  /** Tokens of the value; empty for a shorthand. */
  readonly value: readonly Token[];
}

export interface ObjectLiteral {
  /** From the opening brace, one character. */
  readonly span: Span;
  readonly properties: ReadonlyMap<string, Property>;
  /** What it is an argument of: `https.createServer`, `new https.Agent`; empty for nothing. */
  readonly callee: string;
  /** Keys that it is the value of, from the outside in, down from the call or the variable. */
  readonly keys: readonly string[];
  /** Variable that it is the value of. */
  readonly variable: string | undefined;
}

export interface Assignment extends Property {
  /** `tls.DEFAULT_MIN_VERSION`, `process.env.NODE_TLS_REJECT_UNAUTHORIZED`. */
  readonly target: string;
}

export interface Scan {
  readonly objects: readonly ObjectLiteral[];
  readonly assignments: readonly Assignment[];
  /** By name of a variable: the functions that it is handed to. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
  /** Values of `const name = …`, where the name is declared once. */
  readonly constants: ReadonlyMap<string, readonly Token[]>;
}

/** Brackets in each other; deeper ones are not looked into. */
const maxDepth = 2_000;
/** Of the value of a constant that is remembered: texts and lists of them are short. */
const maxConstantTokens = 64;
/** Calls that one variable is handed to. */
const maxUses = 20;

interface Frame {
  readonly isObject: boolean;
  readonly callee: string;
  readonly keys: readonly string[];
  readonly variable: string | undefined;
  readonly start: number;
  readonly properties: Map<string, Property>;
  /** Property that is being read: its key and the token that it begins with. */
  key: { readonly name: string; readonly at: number } | undefined;
}

/** Finds object literals and assignments among the tokens in one pass, with a stack for the brackets. */
export function scan(tokens: readonly Token[], isWanted: (key: string) => boolean): Scan {
  const scanner = new Scanner(tokens, isWanted);
  for (let at = 0; at < tokens.length; at += 1) scanner.step(at);
  return scanner;
}

class Scanner implements Scan {
  readonly objects: ObjectLiteral[] = [];
  readonly assignments: Assignment[] = [];
  readonly uses: Map<string, string[]> = new Map();
  readonly constants: Map<string, readonly Token[]> = new Map();
  readonly #tokens: readonly Token[];
  readonly #isWanted: (key: string) => boolean;
  readonly #frames: Frame[] = [];
  #tooDeep = 0;

  constructor(tokens: readonly Token[], isWanted: (key: string) => boolean) {
    this.#tokens = tokens;
    this.#isWanted = isWanted;
  }

  step(at: number): void {
    const token = this.#tokens[at];
    const frame = this.#frames.at(-1);
    if (isSign(token, '([{')) this.#open(at);
    else if (isSign(token, ')]}')) this.#close(at);
    else if (frame?.isObject) this.#readProperty(frame, at);
    if (token?.kind === 'name') this.#noteName(token.text, at, frame);
    else if (token?.text === '=' && token.kind === 'sign') this.#noteAssignment(at);
  }

  #open(at: number): void {
    if (this.#frames.length >= maxDepth) this.#tooDeep += 1;
    else this.#frames.push(openFrame(this.#tokens, at, this.#frames.at(-1)));
  }

  #close(at: number): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      return;
    }
    const frame = this.#frames.pop();
    if (!frame?.isObject) return;
    this.#endProperty(frame, at);
    if (frame.properties.size === 0) return;
    const start = this.#tokens[frame.start]?.start ?? 0;
    const { properties, callee, keys, variable } = frame;
    this.objects.push({ span: { start, end: start + 1 }, properties, callee, keys, variable });
  }

  /** A key is the first token of the object, or the first after a comma. */
  #readProperty(frame: Frame, at: number): void {
    const token = this.#tokens[at];
    if (token === undefined || token.kind === 'number') return;
    if (token.kind === 'sign') {
      if (token.text === ',') this.#endProperty(frame, at);
      return;
    }
    const isFirst =
      frame.key === undefined && (at - 1 === frame.start || isSign(this.#tokens[at - 1], ','));
    if (isFirst && token.text !== undefined) frame.key = { name: token.text, at };
  }

  #endProperty(frame: Frame, end: number): void {
    const { key } = frame;
    frame.key = undefined;
    const first = key && this.#tokens[key.at];
    const last = this.#tokens[end - 1];
    if (key === undefined || first === undefined || last === undefined) return;
    if (!this.#isWanted(key.name)) return;
    const isMethod = isSign(this.#tokens[key.at + 1], '(');
    const from = isMethod ? key.at + 1 : key.at + 2;
    frame.properties.set(key.name, {
      span: { start: first.start, end: last.end },
      value: this.#tokens.slice(from, Math.min(end, from + maxValueTokens)),
    });
  }

  #noteName(name: string, at: number, frame: Frame | undefined): void {
    if (name === 'const') this.#noteConstant(at);
    else if (frame !== undefined && frame.callee !== '') this.#noteUse(name, at, frame.callee);
  }

  /** A second declaration, in another function, makes the name unknown. */
  #noteConstant(at: number): void {
    const next = this.#tokens[at + 1];
    if (next?.kind !== 'name' || this.#tokens[at + 2]?.text !== '=') return;
    const value = this.constants.has(next.text) ? [] : valueFrom(this.#tokens, at + 3);
    this.constants.set(next.text, value.length > maxConstantTokens ? [] : value);
  }

  /** `https.createServer(options, app)`: the variable is an argument by itself. */
  #noteUse(name: string, at: number, callee: string): void {
    const before = this.#tokens[at - 1];
    const isAlone = isSign(before, '(,') || before?.text === '...';
    if (!isAlone || !isSign(this.#tokens[at + 1], '),}')) return;
    const known = this.uses.get(name) ?? [];
    if (known.length < maxUses) this.uses.set(name, [...known, callee]);
  }

  #noteAssignment(at: number): void {
    const place = targetBefore(this.#tokens, at);
    if (place === undefined || this.#tokens[at + 1]?.text === '=') return;
    const value = valueFrom(this.#tokens, at + 1);
    const end = value.at(-1)?.end ?? this.#tokens[at]?.end ?? 0;
    const start = this.#tokens[place.start]?.start ?? 0;
    this.assignments.push({ target: place.name, span: { start, end }, value });
  }
}

/** What a literal may follow; after `)` or `=>` a brace begins a block. */
const beforeObject = new Set(['(', ',', '=', ':', '[', '?', '&', '|', '...', '!']);
const wordsBeforeObject = new Set(['return', 'default', 'await', 'yield', 'satisfies', 'as']);
/** Hand their argument on. */
const transparent = new Set(['Object.assign', 'Object.freeze', 'defineConfig', 'structuredClone']);

function openFrame(tokens: readonly Token[], at: number, parent: Frame | undefined): Frame {
  const isObject = beginsObject(tokens, at);
  const frame = { isObject, start: at, properties: new Map<string, Property>(), key: undefined };
  if (isSign(tokens[at], '(')) {
    const callee = calleeBefore(tokens, at);
    const isPassed = callee === '' || transparent.has(callee);
    return {
      ...frame,
      callee: isPassed ? (parent?.callee ?? '') : callee,
      keys: [],
      variable: undefined,
    };
  }
  const variable = isObject ? variableBefore(tokens, at) : undefined;
  const isBlock = !isObject && isSign(tokens[at], '{');
  if (variable !== undefined || isBlock || parent === undefined) {
    return { ...frame, callee: '', keys: [], variable };
  }
  const keys = parent.key === undefined ? parent.keys : [...parent.keys.slice(-4), parent.key.name];
  return { ...frame, callee: parent.callee, keys, variable: parent.variable };
}

function beginsObject(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (!isSign(tokens[at], '{') || before === undefined) return false;
  if (before.kind === 'sign') return beforeObject.has(before.text);
  return before.kind === 'name' && wordsBeforeObject.has(before.text);
}
