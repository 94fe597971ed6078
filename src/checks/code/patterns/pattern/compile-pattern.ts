import type { Op, Temp } from '../../ir/ir.ts';
import type { Language } from '../../languages/language.ts';
import type { FunctionView, PlacedOp } from './function-view.ts';
import { neededKeys, type Key } from './keys.ts';
import { sequenceOf, type Sequence } from './match-sequence.ts';
import { ModuleView } from './module-view.ts';
import { dotsName, metavariableOf, regexIn, typedName } from './names.ts';
import { compileRegex, isRegex } from '../regex/linear-regex.ts';
import { rewritePattern } from './rewrite.ts';

/** A pattern that can be compared with code of its language. */
export interface Pattern {
  readonly source: string;
  readonly language: string;
  readonly module: ModuleView;
  readonly shape: PatternShape;
  /** Every function that it is found in has these. */
  readonly keys: readonly Key[];
}

export type PatternShape =
  /** One expression or statement, wherever it stands. */
  | { readonly kind: 'one'; readonly view: FunctionView; readonly root: PlacedOp }
  | { readonly kind: 'sequence'; readonly sequence: Sequence }
  /** A function or method that is declared. */
  | { readonly kind: 'function'; readonly view: FunctionView };

export interface PatternFault {
  readonly what: string;
  readonly repair?: string;
}

/** Longer ones are files. */
export const maxPatternCharacters = 4_000;
/** Operations of one pattern, and how deep they may lie in each other. */
const maxOperations = 500;
const maxDepth = 60;

/** Methods and functions that must stand in something. */
const memberSnippets: Readonly<Record<string, readonly [string, string]>> = {
  java: ['class Snippet {\n', '\n}'],
  go: ['package snippet\n', '\n'],
};
/** Extensions whose dialects are tried, where the first one does not read all. */
const extensions: Readonly<Record<string, readonly string[]>> = {
  javascript: ['.tsx', '.ts'],
  python: ['.py'],
  java: ['.java'],
  go: ['.go'],
};

const notComparable: PatternFault = {
  what: 'this pattern holds a condition, loop or other thing that cannot be compared',
  repair: 'write the expressions in it as patterns of their own',
};

/** Reads a pattern with the front end of its language. */
export function compilePattern(source: string, language: Language): Pattern | PatternFault {
  if (source.length > maxPatternCharacters) {
    return { what: `this pattern is longer than ${maxPatternCharacters} characters` };
  }
  if (shapeless[language.id]?.test(source) === true) return notComparable;
  const { text, isFollowed } = snippetOf(source, language.id);
  let fault: PatternFault | undefined;
  for (const wrap of wrapsOf(language, text)) {
    const shaped = shapeOf(language, text, wrap);
    if (!('what' in shaped)) {
      const shape = isFollowed ? followedByAll(shaped.shape) : shaped.shape;
      return { source, language: language.id, ...shaped, shape };
    }
    fault = shaped.isLate ? shaped : (fault ?? shaped);
  }
  const { what, repair } = fault ?? notRead(language.id);
  return { what, ...(repair === undefined ? {} : { repair }) };
}

/** With `...` behind it: the rest of the file. */
function followedByAll(shape: PatternShape): PatternShape {
  if (shape.kind === 'function') return shape;
  const { view, items } =
    shape.kind === 'one' ? { view: shape.view, items: [shape.root] } : shape.sequence;
  return { kind: 'sequence', sequence: { view, items: [...items, 'dots'] } };
}

/** Go: nothing but declarations may follow an import, so that `...` behind one is said apart. */
function snippetOf(
  source: string,
  language: string,
): { readonly text: string; readonly isFollowed: boolean } {
  const trimmed = source.trim().replace(/;$/u, '');
  const isFollowed = language === 'go' && /^import\b[\s\S]*\.\.\.$/u.test(trimmed);
  return {
    text: rewritePattern(isFollowed ? trimmed.slice(0, -3) : trimmed, language),
    isFollowed,
  };
}

/** Statements whose shape is lost, so that they would find too much. */
const shapeless: Readonly<Record<string, RegExp>> = {
  // The end of the block; of `import a.b` what comes behind `a`; that it is no statement.
  python: /^[ \t]*(?:async\s+)?with\b|^[ \t]*import\s+\w+\.[\w.]+[ \t]*$|\b__import__\b/mu,
  // The type that is stated.
  go: /^[ \t]*var\s+[\w$]+\s+[^=\s][^=\n]*=/mu,
};

function notRead(language: string): PatternFault {
  return {
    what: `this pattern cannot be read as ${language}`,
    repair: 'write an expression, statements, or a function of that language',
  };
}

function wrapsOf(language: Language, text: string): readonly (readonly [string, string])[] {
  const { expression, statements } = language.snippet;
  const member = memberSnippets[language.id];
  const isImport = /^\s*(?:import|from|export|package)\b/u.test(text);
  const isMember = member !== undefined && /^[^(;]{0,300}\([^;]{0,500}\)[^;{]{0,100}\{/u.test(text);
  return [
    ...(isImport ? [[language.id === 'go' ? 'package snippet\n' : '', ''] as const] : []),
    ...(isMember ? [member] : []),
    ...(/^\s*(?:async\s+)?function\b/u.test(text) ? [statements] : []),
    expression,
    statements,
    ...(isMember || member === undefined ? [] : [member]),
  ];
}

type Shaped = Pick<Pattern, 'module' | 'shape' | 'keys'>;

function shapeOf(
  language: Language,
  text: string,
  [before, after]: readonly [string, string],
): Shaped | (PatternFault & { readonly isLate: boolean }) {
  const file = `${before}${text}${after}`;
  const found = (extensions[language.id] ?? []).flatMap((extension) => {
    const { module, trouble } = language.lower(`pattern${extension}`, file);
    return trouble === undefined && module.lost.length === 0 ? [module] : [];
  });
  const [module] = found;
  if (module === undefined) return { ...notRead(language.id), isLate: false };
  const view = new ModuleView(module, file);
  const span = { start: before.length, end: before.length + text.length };
  const shape = isShapeless(view, before.length) ? undefined : shapeIn(view, span);
  if (shape === undefined) {
    return { ...notComparable, isLate: true };
  }
  const fault = tooMuch(shape) ?? badRegex(shape);
  if (fault !== undefined) return { ...fault, isLate: true };
  return { module: view, shape, keys: keysOf(view, shape) };
}

/** Conditions and loops become ways through a function, which have no shape of their own; nor has a class. */
function isShapeless(module: ModuleView, around: number): boolean {
  return [...module.module.functions.keys()].some((id) =>
    module.fn(id)?.ops.some(({ op }) => isWay(op) || (op.op === 'class' && op.start >= around)),
  );
}

function isWay({ op }: Op): boolean {
  return op === 'branch' || op === 'fork';
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function shapeIn(module: ModuleView, span: Place): PatternShape | undefined {
  const outer = functionAround(module, span);
  const view = outer === undefined ? undefined : module.fn(outer);
  if (view === undefined) return undefined;
  const isInside = ({ op }: PlacedOp): boolean => op.start >= span.start && op.end <= span.end;
  const roots = withoutRepeats(module, view.rootsAmong(isInside));
  const declared = declaredIn(module, span, roots);
  if (declared !== undefined) return { kind: 'function', view: declared };
  const [root] = roots;
  if (root === undefined) return undefined;
  const sequence = sequenceOf(module, view, roots);
  if (roots.length === 1 && sequence.items[0] !== 'dots') return { kind: 'one', view, root };
  return sequence.items.every((item) => item === 'dots')
    ? undefined
    : { kind: 'sequence', sequence };
}

/** A module offers what it declares: the name is written once, and offered once more. */
function withoutRepeats(module: ModuleView, roots: readonly PlacedOp[]): readonly PlacedOp[] {
  const written = new Set(roots.map(({ op }) => (op.op === 'write' ? module.nameOf(op) : '')));
  return roots.filter(({ op }) => op.op !== 'export' || !written.has(op.name));
}

/** The innermost function that the snippet stands in. */
function functionAround({ module }: ModuleView, { start, end }: Place): number | undefined {
  let best: number | undefined;
  for (const [id, fn] of module.functions.entries()) {
    const isAround = fn.parent === -1 ? best === undefined : fn.start < start && fn.end >= end;
    if (isAround) best = id;
  }
  return best;
}

/** A function with a name, where the snippet is nothing else. */
function declaredIn(
  module: ModuleView,
  span: Place,
  roots: readonly PlacedOp[],
): FunctionView | undefined {
  const within = module.module.functions.flatMap((fn, id) => {
    const isOuter = fn.name !== '' && fn.start >= span.start - 1 && fn.end <= span.end + 1;
    return isOuter && fn.parent !== -1 ? [id] : [];
  });
  const [only] = within;
  const view = only === undefined ? undefined : module.fn(only);
  if (view === undefined) return undefined;
  const isAll = view.fn.end - view.fn.start >= (span.end - span.start) * 0.4;
  const isOther = roots.some(
    ({ op }) => op.op !== 'write' && (op.start < view.fn.start - 200 || op.end > view.fn.end),
  );
  const isMethod = view.fn.ownerClass !== -1 && roots.length === 0;
  const isWritten = roots.some(({ op }) => op.op === 'write' && module.nameOf(op) === view.fn.name);
  return isAll && !isOther && (isMethod || isWritten) ? view : undefined;
}

function viewOf(shape: PatternShape): FunctionView {
  return shape.kind === 'sequence' ? shape.sequence.view : shape.view;
}

function tooMuch(shape: PatternShape): PatternFault | undefined {
  const view = viewOf(shape);
  if (view.ops.length > maxOperations) return { what: 'this pattern has too many parts' };
  const deep = view.ops.some(({ op }) => depthOf(view, op.dst) > maxDepth);
  return deep ? { what: `this pattern is nested deeper than ${maxDepth} levels` } : undefined;
}

/** Of a string `=~/…/`. */
function badRegex(shape: PatternShape): PatternFault | undefined {
  for (const { op } of viewOf(shape).ops) {
    const source = op.op === 'constant' && op.kind === 'string' ? regexIn(op.text) : undefined;
    const compiled = source === undefined ? undefined : compileRegex(source);
    if (compiled !== undefined && !isRegex(compiled)) {
      return { what: `the regular expression in a string of it: ${compiled.problem.what}` };
    }
  }
  return undefined;
}

function depthOf(view: FunctionView, root: number): number {
  let level = [root];
  for (let depth = 0; ; depth++) {
    if (depth > maxDepth || level.length === 0) return depth;
    level = level.flatMap((temp) => {
      const op = view.of(temp)?.op;
      return op === undefined ? [] : view.partsOf(op);
    });
  }
}

function keysOf(module: ModuleView, shape: PatternShape): readonly Key[] {
  if (shape.kind === 'function') {
    const { name } = shape.view.fn;
    return metavariableOf(name) === undefined && name !== dotsName ? [`function:${name}`] : [];
  }
  const first =
    shape.kind === 'one' ? shape.root : shape.sequence.items.find((item) => item !== 'dots');
  if (first === undefined) return [];
  return [...new Set(keysBelow(module, viewOf(shape), first))];
}

/** Without the name of the type in `(Type $X)`, which need not stand in the code. */
function comparedParts(view: FunctionView, op: Op): readonly Temp[] {
  const callee = op.op === 'call' ? view.of(op.callee)?.op : undefined;
  const isTyped = callee?.op === 'global' && callee.name === typedName;
  return isTyped && op.op === 'call' ? op.args.slice(0, 1) : view.partsOf(op);
}

function keysBelow(module: ModuleView, view: FunctionView, root: PlacedOp): readonly Key[] {
  const keys: Key[] = [];
  const open = [root.op];
  for (let op = open.pop(); op !== undefined; op = open.pop()) {
    keys.push(...neededKeys(module, op));
    const contents = op.op === 'create' ? view.contentsOf(op.dst) : [];
    for (const content of contents) keys.push(...neededKeys(module, content));
    open.push(...comparedParts(view, op).flatMap((temp) => view.of(temp)?.op ?? []));
  }
  return keys;
}
