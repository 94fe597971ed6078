import { CODE } from '../ir/encoding.ts';
import type { Temp, VariableId } from '../ir/ir.ts';
import type { SinkModel, SourceModel } from '../models/model.ts';
import { CONTENT, type Frame } from './frame.ts';
import { joinLabels, safeFor, withStep, type Labels } from './label.ts';
import { storeMember } from './members.ts';
import { sinkPlace } from './summary.ts';
import { joinValues, labelValue, UNKNOWN, withLabels, type Value } from './value.ts';
import { read, write } from './variables.ts';

/** A place that rules of users call untrusted. */
export interface OwnSource {
  readonly source: SourceModel;
  /** For the trace. */
  readonly start: number;
  readonly end: number;
}

/** What a rule of a user's says of an operation; it holds once the operation has run. */
export type OwnMark =
  /** What it yields is untrusted; `isLasting`: also the variable that it reads. */
  | (OwnSource & { readonly role: 'source'; readonly isLasting: boolean })
  /** What it yields is safe for a rule. */
  | {
      readonly role: 'sanitiser';
      readonly rule: string;
      readonly isLasting: boolean;
      /** A list or record, and what is in it. */
      readonly temp: Temp | undefined;
    }
  /** None of these may be untrusted. */
  | {
      readonly role: 'sink';
      readonly model: SinkModel;
      readonly temps: readonly Temp[];
      /** What is reported. */
      readonly start: number;
      readonly end: number;
      /** For the trace: what is called. */
      readonly what: string;
    }
  /** What one holds comes into the other. */
  | {
      readonly role: 'propagator';
      readonly from: Temp;
      readonly to: Temp | undefined;
      /** Where it is a variable that is written. */
      readonly variable: VariableId | undefined;
      readonly start: number;
      readonly end: number;
      readonly what: string;
    };

/** What rules of users that follow data say of the places of one file. */
export interface OwnMarks {
  /** By the offset of the operation in `ModuleIr.code`. */
  readonly ops: ReadonlyMap<number, readonly OwnMark[]>;
  /** Parameters that are sources, by their variables. */
  readonly params: ReadonlyMap<VariableId, OwnSource>;
}

/** By path of the module; of most there are none. */
export type MarksByPath = ReadonlyMap<string, OwnMarks>;

/** Follows what rules of users say of the operation at `at`, which has just run. */
export function applyOwnMarks(frame: Frame, at: number, marks: readonly OwnMark[]): void {
  for (const mark of marks) {
    switch (mark.role) {
      case 'source': {
        const source = ownSource(frame, mark);
        change(frame, at, mark.isLasting, (value) => joinValues(value, source));
        break;
      }
      case 'sanitiser':
        if (mark.temp !== undefined) makeSafeInside(frame, frame.value(mark.temp), mark.rule);
        change(frame, at, mark.isLasting, (value) =>
          withLabels(value, safeFor(frame.labels(value), mark.rule)),
        );
        break;
      case 'propagator':
        propagate(frame, mark);
        break;
      case 'sink': {
        const { model, temps, start, end, what } = mark;
        const { path } = frame.module.ir;
        const where = { fn: frame.fn, path, start, end, callee: what };
        const place = sinkPlace({ models: [model], ...where });
        const labels = temps.reduce<Labels>(
          (all, temp) => joinLabels(all, frame.deepLabels(frame.value(temp))),
          [],
        );
        frame.sink(labels, place, (trail) => trail);
        break;
      }
    }
  }
}

/** A value that comes from the place alone. */
export function ownSource(frame: Frame, { source, start, end }: OwnSource): Value {
  const { path } = frame.module.ir;
  return frame.source(`own ${start}:${end}`, source, { path, start, end });
}

/** Changes what an operation yields, or the variable that it writes, or reads. */
function change(frame: Frame, at: number, isLasting: boolean, to: (value: Value) => Value): void {
  const [kind, dst, variable] = [frame.word(at), frame.word(at + 1), frame.word(at + 4)];
  if (kind === CODE.write) {
    write(frame, variable, to(read(frame, variable)));
    return;
  }
  const value = to(frame.value(dst));
  frame.set(dst, value);
  if (isLasting && kind === CODE.read) write(frame, variable, value);
}

function makeSafeInside(frame: Frame, value: Value, rule: string): void {
  for (const ref of value.refs) {
    for (const [key, inner] of ref.kind === 'object' ? Array.from(frame.fields(ref)) : []) {
      if (ref.kind !== 'object' || inner.labels.length === 0) continue;
      frame.put(ref, key, withLabels(inner, safeFor(inner.labels, rule)));
    }
  }
}

function propagate(frame: Frame, mark: OwnMark & { readonly role: 'propagator' }): void {
  const { start, end, what } = mark;
  const from = frame.deepLabels(frame.value(mark.from));
  if (from.length === 0) return;
  const labels = withStep(from, { what, path: frame.module.path, start, end });
  if (mark.variable !== undefined) addTo(frame, mark.variable, labels);
  if (mark.to === undefined) return;
  const to = frame.value(mark.to);
  frame.set(mark.to, joinValues(to, labelValue(labels)));
  storeMember(frame, to, { key: CONTENT, value: withLabels(UNKNOWN, labels) });
  const at = frame.definitions[mark.to] ?? -1;
  if (at >= 0 && frame.word(at) === CODE.read) addTo(frame, frame.word(at + 4), labels);
}

function addTo(frame: Frame, variable: VariableId, labels: Labels): void {
  write(frame, variable, joinValues(read(frame, variable), labelValue(labels)));
}
