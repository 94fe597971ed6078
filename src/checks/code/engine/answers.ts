import type { SinkModel } from '../models/model.ts';
import { labelsAt, type Call } from './arguments.ts';
import { holds } from './conditions.ts';
import type { Frame } from './frame.ts';
import { addRefs, UNKNOWN, type Value } from './value.ts';
import { sinkPlace } from './summary.ts';

/** What an entry point returns is sent, where the operation at `at` returns the value. */
export function answer(frame: Frame, at: number): void {
  const { fn } = frame;
  const temp = frame.word(at + 4);
  if (fn.answers.length === 0 || temp < 0) return;
  const defined = frame.definitions[temp] ?? -1;
  const site = frame.site(defined < 0 ? at : defined);
  const call = answering(frame, frame.value(temp), site);
  for (const model of fn.answers.map(withoutResult)) {
    if (!holds(frame, call, model.when)) continue;
    const place = sinkPlace({ models: [model], fn, callee: 'the answer', ...site });
    for (const position of model.at) {
      frame.sink(labelsAt(frame, call, position), place, (trail) => trail);
    }
  }
}

/** The answer as the one argument of a call, of the type that the function states. */
function answering(frame: Frame, value: Value, site: Call['site']): Call {
  const stated = frame.typed(frame.fn.ir.returns).filter(({ kind }) => kind === 'lib');
  return {
    site,
    at: -1,
    name: '',
    callee: UNKNOWN,
    receiver: undefined,
    args: [{ ...value, refs: addRefs(value.refs, stated) }],
    named: new Map(),
    spreadFrom: undefined,
    isNew: false,
  };
}

const known = new Map<SinkModel, SinkModel>();

function plain(position: string): string {
  return position.replace(/^result/u, '0');
}

/** The same, with the result as the argument that it is here. */
function withoutResult(model: SinkModel): SinkModel {
  const before = known.get(model);
  if (before !== undefined) return before;
  const made = {
    ...model,
    at: model.at.map(plain),
    when: (model.when ?? []).map((each) => ({ ...each, at: plain(each.at) })),
  };
  known.set(model, made);
  return made;
}
