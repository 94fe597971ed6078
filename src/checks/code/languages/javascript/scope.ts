import type { FunctionId, VariableId } from '../../ir/ir.ts';
import type { ModuleBuilder } from '../../ir/builder.ts';

/** The names that a block or function declares, inside those around it. */
export class Scope {
  readonly #names = new Map<string, VariableId>();
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

  declare(name: string): VariableId {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const variable = this.#module.declare(name, this.#owner);
    this.#names.set(name, variable);
    return variable;
  }

  /** Undefined: nobody declares it, so it is a global. */
  find(name: string): VariableId | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.#outer) {
      const variable = scope.#names.get(name);
      if (variable !== undefined) return variable;
    }
    return undefined;
  }
}
