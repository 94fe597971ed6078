import type { Temp } from '../../ir/ir.ts';
import type { Bindings } from './bindings.ts';
import type { Comparison, Found, OpOf, With } from './comparison.ts';
import { isItem, matchItems, type Items } from './match-items.ts';
import { matchKey } from './match-key.ts';
import { dotsName } from './names.ts';

const none: Found = [];

/** A list in order, a record in any order; `...` stands for what else is there. */
export function matchCreate(
  by: Comparison,
  p: With<OpOf<'create'>>,
  c: With<OpOf<'create'>>,
  all: Bindings,
): Found {
  if (p.op.what !== c.op.what) return none;
  const [wanted, given] = [p.view.contentsOf(p.temp), c.view.contentsOf(c.temp)];
  if (p.op.what === 'list') {
    const list = (side: With<unknown>, contents: typeof wanted): Items => ({
      view: side.view,
      all: contents.map(({ op, src }) => ({ temp: src, isSpread: op === 'spread' })),
    });
    return matchItems(by, list(p, wanted), list(c, given), all);
  }
  const isDots = (src: Temp): boolean => isItem(p.view, src, dotsName);
  const members = wanted.filter(({ src }) => !isDots(src));
  if (members.length === wanted.length && members.length !== given.length) return none;
  return matchMembers({ by, p, c }, members, given, all);
}

/** Each of the pattern is another one of the code. */
function matchMembers(
  sides: { readonly by: Comparison; readonly p: With<unknown>; readonly c: With<unknown> },
  wanted: readonly Member[],
  given: readonly Member[],
  all: Bindings,
): Found {
  const { by, p, c } = sides;
  const [member, ...rest] = wanted;
  if (member === undefined) return [all];
  return given.flatMap((other) => {
    if (by.budget.steps-- <= 0) return none;
    const found = matchMember(by, { ...p, op: member }, { ...c, op: other }, all);
    if (found.length === 0) return none;
    const others = given.filter((each) => each !== other);
    return found.flatMap((each) => matchMembers(sides, rest, others, each));
  });
}

type Member = OpOf<'store' | 'spread'>;

function matchMember(by: Comparison, p: With<Member>, c: With<Member>, all: Bindings): Found {
  const [src, other] = [
    { view: p.view, temp: p.op.src },
    { view: c.view, temp: c.op.src },
  ];
  if (p.op.op === 'spread') return c.op.op === 'spread' ? by.value(src, other, all) : none;
  if (c.op.op === 'spread') return none;
  const keyed = matchKey(by, { ...p, op: p.op }, { ...c, op: c.op }, all);
  return keyed.flatMap((each) => by.value(src, other, each));
}
