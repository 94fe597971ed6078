import type { CallbackModel, Position } from '../models/model.ts';
import { valueAt, type Call } from './arguments.ts';
import { holds } from './conditions.ts';
import type { Frame } from './frame.ts';
import { invoke } from './invoke.ts';
import { loadMember } from './members.ts';
import { storeAt } from './store-at.ts';
import { joinValues, refValue, UNKNOWN, type Value } from './value.ts';

/** The functions at a position are called with what the model says. */
export function runCallback(frame: Frame, call: Call, model: CallbackModel, result: Value): Value {
  if (!holds(frame, call, model.when)) return result;
  const callee = valueAt(frame, call, model.at);
  let joined = result;
  for (const ref of callee?.refs ?? []) {
    if (ref.kind !== 'fn') continue;
    for (const [index, source] of Object.entries(model.sources ?? {})) {
      if (ref.paramSources.has(Number(index))) continue;
      ref.setParamSource(Number(index), source);
      frame.program.enqueue(ref);
    }
    const args = argumentsOf(frame, call, model);
    const value = invoke(
      frame,
      {
        ...call,
        args,
        named: new Map(),
        spreadFrom: undefined,
        receiver: undefined,
        name: ref.name,
      },
      ref,
      undefined,
    );
    if (model.returns === 'result') {
      joined = joinValues(joined, value);
    } else if (model.returns !== undefined) {
      storeAt(frame, call, model.returns, { value, result: joined });
    }
  }
  return joined;
}

function argumentsOf(frame: Frame, call: Call, model: CallbackModel): readonly Value[] {
  const count = Math.max(
    model.params.length,
    model.types?.length ?? 0,
    Object.keys(model.sources ?? {}).length,
  );
  return Array.from({ length: count }, (_, index) => {
    const position = model.params[index] ?? '';
    const known =
      position === '' || position === 'source' ? UNKNOWN : valueOfElement(frame, call, position);
    const type = model.types?.[index] ?? '';
    return type === '' ? known : joinValues(known, refValue(frame.library.lib(type)));
  });
}

function valueOfElement(frame: Frame, call: Call, position: Position): Value {
  if (!position.endsWith('.*')) return valueAt(frame, call, position) ?? UNKNOWN;
  const base = valueAt(frame, call, position.slice(0, -2)) ?? UNKNOWN;
  return loadMember(frame, base, '', call.site);
}
