import { parsePattern, type Pattern, type Segment, type Token } from './glob-pattern.ts';

/** The patterns of one ignore file, or of one list of the policy. Paths are relative to its folder, with `/`. */
export interface Ignore {
  /** What the last pattern that matches says of this very path; `undefined` when none matches. */
  verdict(path: string, isDirectory: boolean): 'ignored' | 'kept' | undefined;
  /** Whether the path or a folder above it is ignored: nothing below an ignored folder can be taken back. */
  ignores(path: string, isDirectory: boolean): boolean;
  readonly isEmpty: boolean;
}

/** Ignore files from the innermost folder out; the first that speaks of a path decides. */
export interface IgnoreLayer {
  /** The folder of the file from the root, `` for the root itself. */
  readonly base: string;
  readonly rules: Ignore;
  readonly outer: IgnoreLayer | undefined;
}

/**
 * Patterns with the meaning of .gitignore lines (https://git-scm.com/docs/gitignore). Patterns and names are hostile and
 * git's own matcher takes exponential time before 2.41: here one match costs at most the product of both lengths.
 * Where git compares bytes, this compares UTF-16 code units: `?` matches `é`.
 */
export function compileIgnore(lines: readonly string[]): Ignore {
  const index = indexed(
    lines
      .map((line, order) => parsePattern(line, order))
      .filter((pattern) => pattern !== undefined),
  );
  const verdict: Ignore['verdict'] = (path, isDirectory) => {
    const found = lastMatch(index, path, isDirectory);
    if (found === undefined) return undefined;
    return found.negated ? 'kept' : 'ignored';
  };
  return {
    verdict,
    isEmpty: index.isEmpty,
    ignores: (path, isDirectory) => {
      if (index.isEmpty) return false;
      for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
        if (verdict(path.slice(0, slash), true) === 'ignored') return true;
      }
      return verdict(path, isDirectory) === 'ignored';
    },
  };
}

/** Whether the path, or a folder above it, matches the one pattern. */
export function matchesGlob(pattern: string, path: string): boolean {
  return compileIgnore([pattern]).ignores(path, false);
}

/** Whether the layers ignore this very path; the folders above it are taken not to be ignored. */
export function isIgnoredByLayers(
  innermost: IgnoreLayer | undefined,
  path: string,
  isDirectory: boolean,
): boolean {
  for (let layer = innermost; layer !== undefined; layer = layer.outer) {
    const inner = layer.base === '' ? path : path.slice(layer.base.length + 1);
    const verdict = layer.rules.verdict(inner, isDirectory);
    if (verdict !== undefined) return verdict === 'ignored';
  }
  return false;
}

/** Most patterns are plain names, paths or `*.ext`: those are looked up; only the others are tried one by one. */
interface Index {
  readonly isEmpty: boolean;
  readonly byName: ReadonlyMap<string, readonly Pattern[]>;
  readonly byPath: ReadonlyMap<string, readonly Pattern[]>;
  readonly byExtension: ReadonlyMap<string, readonly Pattern[]>;
  readonly others: readonly Pattern[];
}

function indexed(patterns: readonly Pattern[]): Index {
  const byName = new Map<string, Pattern[]>();
  const byPath = new Map<string, Pattern[]>();
  const byExtension = new Map<string, Pattern[]>();
  const others: Pattern[] = [];
  for (const pattern of patterns) {
    const { shape } = pattern;
    const literal = shape.kind === 'name' ? literalName(shape.tokens) : literalPath(shape.segments);
    const extension = shape.kind === 'name' ? extensionOf(shape.tokens) : undefined;
    if (literal !== undefined) push(shape.kind === 'name' ? byName : byPath, literal, pattern);
    else if (extension !== undefined) push(byExtension, extension, pattern);
    else others.push(pattern);
  }
  return { isEmpty: patterns.length === 0, byName, byPath, byExtension, others };
}

function push(map: Map<string, Pattern[]>, key: string, pattern: Pattern): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [pattern]);
  else list.push(pattern);
}

function literalName(segment: Segment): string | undefined {
  const [token] = segment;
  return segment.length === 1 && typeof token === 'object' && token.kind === 'literal'
    ? token.text
    : undefined;
}

function literalPath(segments: readonly Segment[]): string | undefined {
  const names = segments.map(literalName);
  return names.includes(undefined) ? undefined : names.join('/');
}

/** `.log` of `*.log`. */
function extensionOf(tokens: readonly Token[]): string | undefined {
  const [star, rest] = tokens;
  if (tokens.length !== 2 || star?.kind !== 'many' || rest?.kind !== 'literal') return undefined;
  return rest.text.lastIndexOf('.') === 0 ? rest.text : undefined;
}

function lastMatch(index: Index, path: string, isDirectory: boolean): Pattern | undefined {
  if (index.isEmpty) return undefined;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const extension = dot === -1 ? undefined : index.byExtension.get(name.slice(dot));
  let best = lastOf(index.byName.get(name), isDirectory);
  best = later(best, lastOf(index.byPath.get(path), isDirectory));
  best = later(best, lastOf(extension, isDirectory));
  let names: readonly string[] | undefined;
  const other = index.others.findLast(({ order, directoryOnly, shape }) => {
    if (best !== undefined && order < best.order) return false;
    if (directoryOnly && !isDirectory) return false;
    if (shape.kind === 'name') return matchesName(shape.tokens, name);
    names ??= path.split('/');
    return matchesPath(shape.segments, names);
  });
  return later(best, other);
}

function lastOf(
  patterns: readonly Pattern[] | undefined,
  isDirectory: boolean,
): Pattern | undefined {
  return patterns?.findLast((pattern) => isDirectory || !pattern.directoryOnly);
}

function later(a: Pattern | undefined, b: Pattern | undefined): Pattern | undefined {
  return (a?.order ?? -1) > (b?.order ?? -1) ? a : b;
}

/**
 * Both matchers go back to the last star only: whatever an earlier star could take, the last one can take as well.
 * So every pair of positions is looked at once at most.
 */
function matchesPath(segments: readonly Segment[], names: readonly string[]): boolean {
  let segment = 0;
  let name = 0;
  let star = -1;
  let starName = 0;
  while (name < names.length) {
    const tokens = segments[segment];
    if (tokens === 'any-depth') {
      star = segment++;
      starName = name;
    } else if (tokens !== undefined && matchesName(tokens, names[name] ?? '')) {
      segment++;
      name++;
    } else if (star === -1) {
      return false;
    } else {
      segment = star + 1;
      name = ++starName;
    }
  }
  while (segments[segment] === 'any-depth') segment++;
  return segment === segments.length;
}

function matchesName(tokens: readonly Token[], name: string): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < name.length) {
    const current = tokens[token];
    const taken = current === undefined ? 0 : take(current, name, at);
    if (current?.kind === 'many') {
      star = token++;
      starAt = at;
    } else if (taken > 0) {
      token++;
      at += taken;
    } else if (star === -1) {
      return false;
    } else {
      token = star + 1;
      at = ++starAt;
    }
  }
  while (tokens[token]?.kind === 'many') token++;
  return token === tokens.length;
}

/** How many code units the token matches at this position; 0 for none. */
function take(token: Token, name: string, at: number): number {
  if (token.kind === 'literal') return name.startsWith(token.text, at) ? token.text.length : 0;
  if (token.kind !== 'class') return token.kind === 'one' ? 1 : 0;
  const code = name.charCodeAt(at);
  const within = token.ranges.some(([low, high]) => code >= low && code <= high);
  return within === token.negated ? 0 : 1;
}
