import type * as t from '@babel/types';
import type { Edit } from '../fix.ts';
import { keyOf, spanOf, type Call, type JavascriptTree } from './tree.ts';

/** Chosen: `{ https: { agent: { rejectUnauthorized: false } } }`. */
const maxDepth = 3;

/** Turns the one option of the call that has this name and the wrong value. */
export function turned(
  call: Call,
  names: readonly string[],
  { from, to }: { readonly from: boolean; readonly to: boolean },
): readonly Edit[] | undefined {
  const found = call.arguments.flatMap((arg) =>
    arg.type === 'ObjectExpression' ? wrongOptions(arg, { names, from, depth: maxDepth }) : [],
  );
  const [only, second] = found;
  if (only === undefined || second !== undefined) return undefined;
  return [{ ...spanOf(only), text: String(to) }];
}

interface Wanted {
  readonly names: readonly string[];
  readonly from: boolean;
  readonly depth: number;
}

function wrongOptions(
  { properties }: t.ObjectExpression,
  wanted: Wanted,
): readonly t.BooleanLiteral[] {
  const { names, from, depth } = wanted;
  return properties.flatMap((member): readonly t.BooleanLiteral[] => {
    if (member.type !== 'ObjectProperty') return [];
    const { value } = member;
    if (value.type === 'ObjectExpression') {
      return depth === 0 ? [] : wrongOptions(value, { ...wanted, depth: depth - 1 });
    }
    const isWrong = names.includes(keyOf(member) ?? '') && value.type === 'BooleanLiteral';
    return isWrong && value.value === from ? [value] : [];
  });
}

/** Adds a member at the end of an object literal, on a line of its own where the others have theirs. */
export function withMember(
  { text }: JavascriptTree,
  object: t.ObjectExpression,
  member: string,
): readonly Edit[] | undefined {
  const { start, end } = spanOf(object);
  const last = object.properties.at(-1);
  if (last === undefined) {
    if (!/^\{\s*\}$/u.test(text.slice(start, end))) return undefined;
    return [{ start, end, text: `{ ${member} }` }];
  }
  const at = spanOf(last);
  if (!/^\s*,?\s*\}$/u.test(text.slice(at.end, end))) return undefined;
  const lead = text.slice(text.lastIndexOf('\n', at.start) + 1, at.start);
  const isOnLineOfItsOwn = /^[ \t]*$/u.test(lead);
  return [
    { start: at.end, end: at.end, text: isOnLineOfItsOwn ? `,\n${lead}${member}` : `, ${member}` },
  ];
}
