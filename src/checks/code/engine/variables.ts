import type { Frame } from './frame.ts';
import { joinValues, UNKNOWN, type Value } from './value.ts';

/** Writes a variable: in the state of this point, and for whoever else names it. */
export function write(frame: Frame, variable: number, value: Value): void {
  const { module, program, state } = frame;
  const info = module.ir.variables[variable];
  if (info === undefined) return;
  if (!info.isCaptured) {
    state.variables.set(variable, value);
    return;
  }
  frame.share(value);
  const plain = value.guard === undefined ? value : { ...value, guard: undefined };
  program.grow(module.shared(variable), plain);
  if (!isOwner(frame, variable)) program.grow(module.foreign(variable), plain);
  else state.variables.set(variable, value);
}

function isOwner({ module, fn }: Frame, variable: number): boolean {
  const owner = module.ir.variables[variable]?.owner ?? -1;
  return module.fns[owner] === fn;
}

/** Reads a variable. */
export function read(frame: Frame, variable: number): Value {
  const { module, fn, program, state } = frame;
  const info = module.ir.variables[variable];
  if (info === undefined) return UNKNOWN;
  if (!info.isCaptured) return state.variables.get(variable) ?? UNKNOWN;
  if (isOwner(frame, variable)) {
    const own = state.variables.get(variable);
    const foreign = module.foreign(variable).read(fn);
    return foreign === undefined ? (own ?? UNKNOWN) : joinValues(own, foreign);
  }
  const owner = module.fns[info.owner];
  if (owner !== undefined && owner.ir.parent === -1) program.require(module, frame);
  return module.shared(variable).read(fn) ?? UNKNOWN;
}
