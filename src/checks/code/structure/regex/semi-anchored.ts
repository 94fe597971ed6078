import type { Edge, RegexNode } from '../../patterns/regex/syntax.ts';
import { parsedRegex } from './parsed.ts';

const MAX_LENGTH = 300;
const EDGES: Readonly<Record<'start' | 'end', readonly Edge[]>> = {
  start: ['text-start'],
  end: ['text-end', 'last-line-end'],
};
/** Letters and digits that an alternative must have to be meant as a word. */
const WORD = /^[a-z\d]$/iu;

/**
 * `^one|two`: the edge binds tighter than the bar, so that the second alternative matches anywhere. Undefined: it does
 * not look like a slip: an alternative holds other edges, is no word, or `^(?:one|two)|three` shows what is meant.
 */
export function looseAlternative(source: string, flags: string): string | undefined {
  if (source.length > MAX_LENGTH || !source.includes('|')) return undefined;
  const begins = source.startsWith('^');
  if (!begins && !/[^\\]\$$/u.test(source)) return undefined;
  const node = parsedRegex(source, flags.replaceAll('m', ''));
  if (node?.kind !== 'choice') return undefined;
  return begins ? looseEnd(node.options, source.endsWith('$')) : looseBeginning(node.options);
}

function looseEnd([first, ...others]: readonly RegexNode[], ends: boolean): string | undefined {
  if (first === undefined || !isBound(first, 'start', 0)) return undefined;
  const rest = ends ? others.slice(0, -1) : others;
  const isLoose = rest.length > 0 && rest.every(isFreeWord);
  return isLoose ? '^ is about the first alternative only' : undefined;
}

function looseBeginning(options: readonly RegexNode[]): string | undefined {
  const last = options.at(-1);
  if (last === undefined || !isBound(last, 'end', -1)) return undefined;
  const isLoose = options.slice(0, -1).every(isFreeWord);
  return isLoose ? '$ is about the last alternative only' : undefined;
}

/** It has this edge at this end, no other one, and a word that is no choice of its own. */
function isBound(node: RegexNode, edge: 'start' | 'end', end: 0 | -1): boolean {
  if (node.kind !== 'sequence') return false;
  const outer = node.parts.at(end);
  const inner = node.parts.filter((part) => part !== outer);
  const isEdge = outer?.kind === 'edge' && EDGES[edge].includes(outer.edge);
  return isEdge && inner[0]?.kind !== 'choice' && isFreeWord({ kind: 'sequence', parts: inner });
}

function isFreeWord(node: RegexNode): boolean {
  return !hasEdge(node) && hasLetter(node);
}

function hasEdge(node: RegexNode): boolean {
  switch (node.kind) {
    case 'edge':
    case 'look':
      return true;
    case 'set':
      return false;
    case 'repeat':
      return hasEdge(node.inner);
    case 'sequence':
      return node.parts.some(hasEdge);
    case 'choice':
      return node.options.some(hasEdge);
  }
}

/** One character that stands for itself. */
function hasLetter(node: RegexNode): boolean {
  switch (node.kind) {
    case 'set': {
      const [only, ...more] = node.set.ranges;
      const isOne = only !== undefined && more.length === 0 && only[0] === only[1];
      return isOne && !node.set.negated && WORD.test(String.fromCodePoint(only[0]));
    }
    case 'repeat':
      return hasLetter(node.inner);
    case 'sequence':
      return node.parts.some(hasLetter);
    case 'choice':
      return node.options.some(hasLetter);
    case 'edge':
    case 'look':
      return false;
  }
}
