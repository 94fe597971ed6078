import type { Op, Temp } from '../../ir/ir.ts';
import type { Bindings } from './bindings.ts';
import type { FunctionView } from './function-view.ts';
import { typePath, type ModuleView } from './module-view.ts';

/** A value of a pattern or of the code. */
export interface Side {
  readonly view: FunctionView;
  readonly temp: Temp;
}

/** With the operation that is looked at. */
export type With<O> = Side & { readonly op: O };

export type OpOf<K extends Op['op']> = Op & { readonly op: K };

/** Ways in which the code can be what the pattern says, by what the metavariables stand for; empty: it is not. */
export type Found = readonly Bindings[];

/** Both modules of a comparison, and what it may cost. */
export interface Comparison {
  readonly pattern: ModuleView;
  readonly code: ModuleView;
  readonly budget: { steps: number };
  /** Compares two values. */
  value(p: Side, c: Side, all: Bindings): Found;
}

/** The name that an operation is, where it is one; empty where it is something else. */
export function freeName(module: ModuleView, op: Op): string {
  if (op.op === 'global') return op.name;
  if (op.op === 'read') return module.nameOf(op);
  return op.op === 'type' ? typePath(op.type) : '';
}

/** The same of what a temporary is. */
export function nameOfTemp(module: ModuleView, view: FunctionView, temp: Temp): string {
  const op = view.of(temp)?.op;
  return op === undefined ? '' : freeName(module, op);
}
