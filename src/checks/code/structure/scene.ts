import type { Fn, Mod } from '../engine/entities.ts';
import type { Op, Temp, VariableId } from '../ir/ir.ts';
import { FunctionView, writtenOnce, type WrittenBy } from '../patterns/pattern/function-view.ts';

/** Steps from a use back to where a value comes from. */
const MAX_STEPS = 12;

/** An operation, and the function that it stands in. */
export interface Located {
  readonly op: Op;
  readonly scene: FunctionScene;
}

export type CallOp = Op & { readonly op: 'call' };
export type ComputedOp = Op & { readonly op: 'compute' };

/** A file as rules of structure see it: its functions, decoded when they are asked for. */
export class ModuleScene {
  readonly module: Mod;
  readonly #scenes = new Map<number, FunctionScene>();
  #written: WrittenBy | undefined;

  constructor(module: Mod) {
    this.module = module;
  }

  get language(): string {
    return this.module.ir.language;
  }

  get written(): WrittenBy {
    this.#written ??= writtenOnce(this.module.ir);
    return this.#written;
  }

  /** A function by its number in the file. */
  scene(id: number): FunctionScene | undefined {
    const known = this.#scenes.get(id);
    const fn = this.module.fns[id];
    if (known !== undefined || fn === undefined) return known;
    const made = new FunctionScene(this, fn, new FunctionView(this.module.ir, id, fn.ir));
    this.#scenes.set(id, made);
    return made;
  }

  *scenes(): Generator<FunctionScene> {
    for (const id of this.module.ir.functions.keys()) {
      const scene = this.scene(id);
      if (scene !== undefined) yield scene;
    }
  }
}

/** One function: its operations, where values come from, and how people would name them. */
export class FunctionScene {
  readonly file: ModuleScene;
  readonly fn: Fn;
  readonly view: FunctionView;

  constructor(file: ModuleScene, fn: Fn, view: FunctionView) {
    this.file = file;
    this.fn = fn;
    this.view = view;
  }

  get language(): string {
    return this.file.language;
  }

  /** @yields every operation, block by block */
  *ops(): Generator<Op> {
    for (const { op } of this.view.ops) yield op;
  }

  *calls(): Generator<CallOp> {
    for (const { op } of this.view.ops) if (op.op === 'call') yield op;
  }

  op(temp: Temp | undefined): Op | undefined {
    return temp === undefined ? undefined : this.view.of(temp)?.op;
  }

  /** What a temporary is: seen through variables that are written once, also those of outer functions, casts and waits. */
  origin(temp: Temp | undefined): Located | undefined {
    let at: Located | undefined = this.#located(temp);
    for (let step = 0; at !== undefined && step < MAX_STEPS; step++) {
      const { op, scene } = at;
      let next: Located | undefined;
      if (op.op === 'read') next = scene.#written(op.variable);
      else if (op.op === 'cast' || op.op === 'await') next = scene.#located(op.src);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  #located(temp: Temp | undefined): Located | undefined {
    const op = this.op(temp);
    return op === undefined ? undefined : { op, scene: this };
  }

  #written(variable: VariableId): Located | undefined {
    const by = this.file.written.get(variable);
    const scene = by === undefined ? undefined : this.file.scene(by.fn);
    return scene === undefined ? undefined : scene.#located(by?.src);
  }

  /** The text of a constant, or of constants that are put together. */
  text(temp: Temp | undefined): string | undefined {
    const at = this.origin(temp);
    if (at?.op.op === 'constant') return at.op.kind === 'string' ? at.op.text : undefined;
    return at?.op.op === 'concat' ? textOfParts(at.scene, at.op.parts) : undefined;
  }

  /** The number of a constant; `-1` is an operator and a constant. */
  number(temp: Temp | undefined): number | undefined {
    const at = this.origin(temp);
    if (at?.op.op === 'compute' && at.op.operator === '-' && at.op.args.length === 1) {
      const positive = at.scene.op(at.op.args[0]);
      return positive?.op === 'constant' && positive.kind === 'number'
        ? -Number(positive.text)
        : undefined;
    }
    return at?.op.op === 'constant' && at.op.kind === 'number' ? Number(at.op.text) : undefined;
  }

  /** The texts of a list that is written out. */
  texts(temp: Temp | undefined): readonly string[] {
    const at = this.origin(temp);
    if (at?.op.op !== 'create' || at.op.what !== 'list') return [];
    const { scene } = at;
    return scene.view.contentsOf(at.op.dst).flatMap(({ src }) => scene.text(src) ?? []);
  }

  /** The function that a value is. */
  closure(temp: Temp | undefined): FunctionScene | undefined {
    const at = this.origin(temp);
    return at?.op.op === 'closure' ? this.file.scene(at.op.fn) : undefined;
  }

  /**
   * As people would write it: `req.body.password`, `crypto.createHmac().update()`; names of imports are those of the
   * library, `fs.existsSync`. Empty: it has no name.
   */
  path(temp: Temp | undefined): string {
    return pathOf(this, temp, MAX_STEPS);
  }

  /** Whether a temporary is what a branch asks for, an answer, or part of a comparison. */
  isTested(temp: Temp): boolean {
    return this.isDeciding(temp) || this.computedFrom(temp).length > 0;
  }

  /** Whether a temporary is what a branch asks for, or an answer. */
  isDeciding(temp: Temp): boolean {
    for (const op of this.ops()) {
      if (op.op === 'branch' && op.test === temp) return true;
      if (op.op === 'return' && op.value === temp) return true;
      if (op.op === 'write' && op.src === temp && this.#isDecided(op.variable)) return true;
    }
    return false;
  }

  /** Comparisons and other operators that a temporary is part of. */
  computedFrom(temp: Temp): readonly ComputedOp[] {
    return this.view.ops.flatMap(({ op }) =>
      op.op === 'compute' && op.args.includes(temp) ? [op] : [],
    );
  }

  /** The value of `a && b` is written to a variable of its own. */
  #isDecided(variable: VariableId): boolean {
    return this.file.module.ir.variables[variable]?.name === '%choice';
  }
}

/** Links of strings that are put together and belong to strings that are put together. */
const MAX_PARTS = 20;

function textOfParts(scene: FunctionScene, parts: readonly Temp[]): string | undefined {
  if (parts.length > MAX_PARTS) return undefined;
  let whole = '';
  for (const part of parts) {
    const op = scene.op(part);
    if (op?.op !== 'constant' || op.kind !== 'string') return undefined;
    whole += op.text;
  }
  return whole;
}

// oxlint-disable-next-line complexity -- one line a kind of operation
function pathOf(scene: FunctionScene, temp: Temp | undefined, depth: number): string {
  const op = scene.op(temp);
  if (op === undefined || depth === 0) return '';
  const inner = (next: Temp): string => pathOf(scene, next, depth - 1);
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- nothing else has a name
  switch (op.op) {
    case 'read':
      return importedPath(scene, op.variable, depth) ?? nameOf(scene, op.variable);
    case 'global':
      return op.name;
    case 'module':
      return op.specifier.replace(/^node:/u, '');
    case 'type':
      return op.type.replace(/^[#?]/u, '').replace('#', '.');
    case 'load':
      return joined(inner(op.base), op.key === '' ? scene.text(op.index) : op.key);
    case 'call':
      return called(inner(op.callee), op, scene);
    case 'cast':
    case 'await':
      return inner(op.src);
    default:
      return '';
  }
}

function joined(base: string, key: string | undefined): string {
  if (key === undefined || key === '') return base === '' ? '' : `${base}.*`;
  if (key === 'default') return base;
  return base === '' ? `?.${key}` : `${base}.${key}`;
}

/** `request.getParameter("password")` and `request.getPassword()` read like `request.password`. */
function called(callee: string, { args }: CallOp, scene: FunctionScene): string {
  const getter = /^(?<base>.*)\.(?:get|getParameter|getHeader|header)$/u.exec(callee)?.groups;
  const key = getter === undefined ? undefined : scene.text(args[0]);
  if (key !== undefined) return joined(getter?.['base'] ?? '', key);
  const property = args.length === 0 ? propertyOf(callee) : undefined;
  return property ?? (callee === '' ? '' : `${callee}()`);
}

function propertyOf(callee: string): string | undefined {
  const groups = /^(?<base>.*)\.get(?<name>[A-Z]\w*)$/u.exec(callee)?.groups;
  const { base = '', name = '' } = groups ?? {};
  return groups && joined(base, `${name.charAt(0).toLowerCase()}${name.slice(1)}`);
}

function nameOf({ file }: FunctionScene, variable: VariableId): string {
  return file.module.ir.variables[variable]?.name ?? '';
}

/** What an import or a member of one is called there. */
function importedPath(
  scene: FunctionScene,
  variable: VariableId,
  depth: number,
): string | undefined {
  const by = scene.file.written.get(variable);
  const owner = by === undefined ? undefined : scene.file.scene(by.fn);
  const op = owner?.op(by?.src);
  if (owner === undefined || op === undefined) return undefined;
  const isImport =
    op.op === 'module' || (op.op === 'load' && owner.op(op.base)?.op === 'module') || isRequire(op);
  return isImport ? pathOf(owner, op.dst, depth - 1) : undefined;
}

function isRequire(op: Op): boolean {
  return op.op === 'call' && op.name === 'require';
}

/** The last word of a path. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
