import type { Position } from '../models/model.ts';

/** A position of a model, taken apart. */
export interface Place {
  /** Number of an argument, `this`, `result`, or the name of an argument. */
  readonly base: number | 'this' | 'result' | { readonly name: string };
  /** `1+` or `*`: this argument and all that follow. */
  readonly isOpen: boolean;
  /** Members of it, from the outside in; `*` any. */
  readonly keys: readonly string[];
  /** `0*`: and everything inside. */
  readonly isDeep: boolean;
}

const known = new Map<Position, Place>();

/** Reads a position; throws on one that has not the form that `models/model.ts` describes. */
export function placeOf(position: Position): Place {
  const before = known.get(position);
  if (before !== undefined) return before;
  const made = parse(position);
  known.set(position, made);
  return made;
}

function parse(position: Position): Place {
  const match =
    /^(?:(?<index>\d+)(?<open>\+?)|(?<all>\*)|(?<word>this|result)|key:(?<name>\w+))(?<deep>\*?)(?<rest>(?:\..+)?)$/u.exec(
      position,
    );
  const groups = match?.groups;
  if (groups === undefined) throw new TypeError(`not a position: ${position}`);
  const { index, open = '', all, word, name, deep = '', rest = '' } = groups;
  const base =
    name === undefined
      ? word === 'this' || word === 'result'
        ? word
        : Number(index ?? 0)
      : { name };
  const keys = rest === '' ? [] : splitKeys(rest.slice(1));
  return { base, isOpen: open === '+' || all === '*', keys, isDeep: deep === '*' };
}

/** At dots, but not within a feature's address: a key that holds `:`, `/` or `{` goes on to the end. */
function splitKeys(rest: string): readonly string[] {
  const keys: string[] = [];
  let left = rest;
  while (left !== '') {
    const dot = left.indexOf('.');
    const head = dot === -1 ? left : left.slice(0, dot);
    if (dot === -1 || /[:/{ ]/u.test(head)) {
      keys.push(left);
      break;
    }
    keys.push(head);
    left = left.slice(dot + 1);
  }
  return keys;
}
