import type { Fn } from '../engine/entities.ts';
import { markedBy } from '../engine/marks.ts';
import { placeOf } from '../engine/position.ts';
import type { Program } from '../engine/program.ts';
import type { MarkIr } from '../ir/ir.ts';
import type { MisuseModel } from '../models/model.ts';
import type { Hit } from './hit.ts';
import type { ModuleScene } from './scene.ts';
import { isWrong, type Stated } from './stated.ts';

/** @yields marks whose arguments are wrong whatever follows, as their models tell */
export function* markHits(program: Program, { module }: ModuleScene): Generator<Hit> {
  for (const fn of module.fns) {
    const marks = [...fn.ir.marks, ...fn.ir.params.flatMap((param) => param.marks)];
    for (const misuse of wrongMarks(program, fn, marks)) yield hitOf(misuse, fn, signature(fn));
  }
  const [body] = module.fns;
  if (body === undefined) return;
  for (const { marks, start, fields } of module.ir.classes) {
    const all = [...marks, ...fields.flatMap((field) => field.marks)];
    for (const misuse of wrongMarks(program, body, all)) {
      yield hitOf(misuse, body, { start, end: start });
    }
  }
}

function hitOf({ rule, shows, confidence }: MisuseModel, fn: Fn, at: Hit['at']): Hit {
  return {
    rule,
    fn,
    at,
    shows: shows ?? 'used in an unsafe way',
    confidence: confidence ?? 'high',
  };
}

/** From the first mark to the last parameter: what follows says nothing of it. */
export function signature({ ir: { start, end, params } }: Fn): Hit['at'] {
  return { start, end: Math.min(end, params.at(-1)?.end ?? start) };
}

function wrongMarks(program: Program, fn: Fn, marks: readonly MarkIr[]): readonly MisuseModel[] {
  return marks.flatMap((mark) => {
    const misuses = markedBy(program, fn, mark).flatMap(({ model }) => model.misuses ?? []);
    return misuses.filter((misuse) => isWrong(misuse, (at) => argumentOf(mark, at)));
  });
}

/** Only constants are stated: what is not there may be something else. */
function argumentOf({ args }: MarkIr, at: string): Stated {
  const { base, keys } = placeOf(at);
  const name = typeof base === 'object' ? base.name : String(base);
  const text =
    keys.length > 0 ? undefined : (args[name] ?? (name === '0' ? args['value'] : undefined));
  return text === undefined ? undefined : { constant: text };
}
