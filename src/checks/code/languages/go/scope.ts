import type { ModuleBuilder } from '../../ir/builder.ts';
import type { FunctionId, TypeName, VariableId } from '../../ir/ir.ts';
import type { Expr } from './syntax/ast.ts';

/**
 * What a variable holds, as far as it matters: `scalar` is copied when it is assigned and so needs a cell where its
 * address is taken; so is a `number` or a `bool`, which carries no text; `cell` points to a scalar; of a `channel` a range takes values, not keys.
 */
export type Holds = 'value' | 'scalar' | 'number' | 'cell' | 'channel' | 'function';

export interface Variable {
  readonly kind: 'variable';
  readonly id: VariableId;
  readonly holds: Holds;
}

/** What a name stands for. */
export type Entity =
  | Variable
  | { readonly kind: 'package'; readonly path: string }
  /** `underlying` is how it was declared; undefined of a type parameter. */
  | { readonly kind: 'type'; readonly type: TypeName; readonly underlying: Expr | undefined };

/** The names that a block declares, inside those around it. */
export class Scope {
  readonly #names = new Map<string, Entity>();
  readonly #outer: Scope | undefined;
  readonly #owner: FunctionId;
  readonly #module: ModuleBuilder;

  constructor(module: ModuleBuilder, owner: FunctionId, outer: Scope | undefined) {
    this.#module = module;
    this.#owner = owner;
    this.#outer = outer;
  }

  inner(owner: FunctionId = this.#owner): Scope {
    return new Scope(this.#module, owner, this);
  }

  declare(name: string, type: TypeName, holds: Holds): Variable {
    return this.bind(name, this.#module.declare(name, this.#owner, type), holds);
  }

  /** Gives a variable that is there already a name. */
  bind(name: string, id: VariableId, holds: Holds): Variable {
    const variable: Variable = { kind: 'variable', id, holds };
    if (name !== '_' && name !== '') this.#names.set(name, variable);
    return variable;
  }

  add(name: string, entity: Entity): void {
    this.#names.set(name, entity);
  }

  /** What this block itself declares. */
  own(name: string): Entity | undefined {
    return this.#names.get(name);
  }

  /** Undefined: no scope of this file declares it. */
  find(name: string): Entity | undefined {
    const own = this.#names.get(name);
    if (own !== undefined) return own;
    for (let scope = this.#outer; scope !== undefined; scope = scope.#outer) {
      const entity = scope.#names.get(name);
      if (entity !== undefined) return entity;
    }
    return undefined;
  }
}
