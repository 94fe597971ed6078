import type { MarkIr, Span } from '../ir/ir.ts';
import type { MarkModel } from '../models/model.ts';
import type { Call } from './arguments.ts';
import { holds } from './conditions.ts';
import type { Fn } from './entities.ts';
import { scopeOf } from './flows.ts';
import { Frame } from './frame.ts';
import type { Program } from './program.ts';
import { constantValue, UNKNOWN } from './value.ts';

/** Marks that are wrong by themselves: `@CrossOrigin("*")`. They stand where what they mark begins. */
export function checkMark(
  program: Program,
  fn: Fn,
  { mark, model }: { readonly mark: MarkIr; readonly model: MarkModel },
  { start }: Span,
): void {
  if (model.misuses === undefined) return;
  const site = { path: fn.module.ir.path, start, end: start + 1 };
  const frame = new Frame(program, fn, 0);
  const call = callOf(mark, site);
  for (const {
    rule,
    when,
    shows = 'used in an unsafe way',
    confidence = 'high',
  } of model.misuses) {
    if (!holds(frame, call, when)) continue;
    const steps = [{ what: shows, ...site }];
    const scope = scopeOf(fn);
    program.flows.misuse({
      rule,
      sink: site,
      scope,
      steps,
      sources: 0,
      entry: undefined,
      confidence,
      shows,
    });
  }
}

/** A mark as the call that it looks like. */
function callOf({ args }: MarkIr, site: Call['site']): Call {
  const first = args['0'];
  const named = Object.entries(args).filter(([name]) => name !== '0');
  return {
    site,
    at: -1,
    name: '',
    callee: UNKNOWN,
    receiver: undefined,
    args: first === undefined ? [] : [constantValue(first)],
    named: new Map(named.map(([name, text]) => [name, constantValue(text)])),
    spreadFrom: undefined,
    isNew: false,
  };
}
