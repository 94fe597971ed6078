import type { ConstantKind, FunctionId, ModuleIr, Op, Temp, TypeName } from '../../ir/ir.ts';
import { compileRegex, isRegex, type LinearRegex } from '../regex/linear-regex.ts';
import { FunctionView, writtenOnce, type WrittenBy } from './function-view.ts';

/** Variables that are other variables that are other variables. */
const maxHops = 10;

/** A module with its functions decoded on demand, and what its names stand for. */
export class ModuleView {
  readonly module: ModuleIr;
  readonly text: string;
  readonly #views = new Map<FunctionId, FunctionView>();
  readonly #regexes = new Map<string, LinearRegex>();
  #once: WrittenBy | undefined;

  constructor(module: ModuleIr, text: string) {
    this.module = module;
    this.text = text;
  }

  fn(id: FunctionId): FunctionView | undefined {
    const known = this.#views.get(id);
    const fn = this.module.functions[id];
    if (known !== undefined || fn === undefined) return known;
    const view = new FunctionView(this.module, id, fn);
    this.#views.set(id, view);
    return view;
  }

  /** What a temporary is, seen through variables that are written once and through casts. */
  resolve(
    view: FunctionView,
    temp: Temp,
  ): { readonly view: FunctionView; readonly op: Op } | undefined {
    let [where, at] = [view, temp];
    for (let hops = 0; hops < maxHops; hops++) {
      const op = where.of(at)?.op;
      if (op === undefined) return undefined;
      if (op.op === 'cast') {
        at = op.src;
        continue;
      }
      this.#once ??= writtenOnce(this.module);
      const by = op.op === 'read' ? this.#once.get(op.variable) : undefined;
      const writer = by === undefined ? undefined : this.fn(by.fn);
      if (by === undefined || writer === undefined) return { view: where, op };
      [where, at] = [writer, by.src];
    }
    return undefined;
  }

  /** The constant that a temporary is: written, held by a variable, or put together from constants. */
  constantOf(
    view: FunctionView,
    temp: Temp,
    depth = 0,
  ): { readonly kind: ConstantKind; readonly text: string } | undefined {
    const found = this.resolve(view, temp);
    if (found?.op.op === 'constant') return found.op;
    if (found?.op.op !== 'concat' || depth > maxHops) return undefined;
    const parts = found.op.parts.map((part) => this.constantOf(found.view, part, depth + 1));
    const texts = parts.map((part) =>
      part?.kind === 'string' || part?.kind === 'number' ? part.text : undefined,
    );
    if (texts.includes(undefined)) return undefined;
    return { kind: 'string', text: texts.join('') };
  }

  /**
   * The full name of what a temporary is: `child_process.exec`, `java.lang.Runtime`, `process.env`; undefined where it
   * begins with a value.
   */
  pathOf(view: FunctionView, temp: Temp): string | undefined {
    const keys: string[] = [];
    let [where, at] = [view, temp];
    for (let hops = 0; hops < maxHops; hops++) {
      const found = this.resolve(where, at);
      if (found === undefined) return undefined;
      const { op } = found;
      if (op.op === 'load' && op.index === undefined) {
        if (op.key !== 'default') keys.unshift(op.key);
        [where, at] = [found.view, op.base];
        continue;
      }
      const head = headOf(op);
      return head === undefined ? undefined : [head, ...keys].join('.');
    }
    return undefined;
  }

  /** Of a pattern, for `"=~/…/"`. */
  hasMatch(source: string, text: string): boolean {
    let regex = this.#regexes.get(source);
    if (regex === undefined) {
      const compiled = compileRegex(source);
      if (!isRegex(compiled)) return false;
      regex = compiled;
      this.#regexes.set(source, regex);
    }
    return typeof regex.find(text) === 'object';
  }

  nameOf(op: Op & { readonly op: 'read' | 'write' }): string {
    return this.module.variables[op.variable]?.name ?? '';
  }

  /** The text of a place, on one line. */
  slice({ start, end }: { readonly start: number; readonly end: number }): string {
    return this.text.slice(start, end);
  }
}

function headOf(op: Op): string | undefined {
  if (op.op === 'module') return op.specifier.replace(/^node:/u, '');
  if (op.op === 'type') return typePath(op.type);
  return op.op === 'global' ? op.name : undefined;
}

/** `express.Request` of `express#Request`, `User` of `#User` and `?User`. */
export function typePath(type: TypeName): string {
  return type.replace(/^[#?]/u, '').replace('#', '.');
}
