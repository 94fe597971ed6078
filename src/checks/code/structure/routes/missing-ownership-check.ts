import { groupBy } from '../../../../model/group-by.ts';
import type { Hit } from '../hit.ts';
import type { FunctionScene } from '../scene.ts';
import { namesOf, type Routes } from './collect.ts';
import { asksWho } from './words.ts';

const BY_ID =
  /^(?:findById|findByPk|findByIdAndUpdate|findByIdAndDelete|findByIdAndRemove|findByIdAndReplace)$/u;
/** Anything that may have to do with whose the record is. */
const ABOUT_OWNERS =
  /user|owner|author|account|tenant|session|permission|role|admin|customer|member|organi|team|workspace|belong|policy|\bcan[A-Z]|access|allow/iu;

/** @yields a record that is taken by an identifier alone, where a route beside it asks for the owner too */
export function* missingOwnershipCheck({ routes }: Routes): Generator<Hit> {
  for (const group of groupBy(routes, ({ owner }) => owner).values()) {
    const owned = new Set(group.flatMap(({ handlers }) => handlers.flatMap(ownedTypes)));
    if (owned.size === 0) continue;
    for (const { before, handlers } of group) {
      const isKnown = before.some((name) => asksWho.test(name) && !/admin|role|owner/iu.test(name));
      if (!isKnown) continue;
      for (const handler of handlers) yield* takenById(handler, owned);
    }
  }
}

/** What a handler queries by the user who calls. */
function ownedTypes(handler: FunctionScene): readonly string[] {
  const asksUser = handler.view.ops.some(
    ({ op }) => op.op === 'load' && /\.user\.\w*id$/iu.test(handler.path(op.dst)),
  );
  if (!asksUser) return [];
  return [...handler.calls()].flatMap((call) =>
    call.base !== undefined && /^(?:find|update|delete|count)/u.test(call.name)
      ? [handler.path(call.base)]
      : [],
  );
}

function* takenById(handler: FunctionScene, owned: ReadonlySet<string>): Generator<Hit> {
  if ([...namesOf(handler)].some((name) => ABOUT_OWNERS.test(name))) return;
  for (const call of handler.calls()) {
    const isRecord = BY_ID.test(call.name) && owned.has(handler.path(call.base));
    if (!isRecord || !/\.params\.\w+$/u.test(handler.path(call.args[0]))) continue;
    const shows = 'no owner is asked for, as it is beside';
    const rule = 'missing-ownership-check';
    yield { rule, fn: handler.fn, at: call, shows, confidence: 'low' };
  }
}
