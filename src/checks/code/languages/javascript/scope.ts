import type { ModuleBuilder } from '../../ir/builder.ts';
import type { FunctionId, TypeName, VariableId } from '../../ir/ir.ts';

/** The names that a block or function declares, inside those around it. */
export class Scope {
  readonly #module: ModuleBuilder;
  readonly #owner: FunctionId;
  readonly #outer: Scope | undefined;
  /** Made for the first name: most blocks declare none. */
  #names: Map<string, VariableId> | undefined;

  constructor(module: ModuleBuilder, owner: FunctionId, outer: Scope | undefined) {
    this.#module = module;
    this.#owner = owner;
    this.#outer = outer;
  }

  inner(owner: FunctionId = this.#owner): Scope {
    return new Scope(this.#module, owner, this);
  }

  declare(name: string, type: TypeName = ''): VariableId {
    this.#names ??= new Map();
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const variable = this.#module.declare(name, this.#owner, type);
    this.#names.set(name, variable);
    return variable;
  }

  /** Undefined: nobody declares it, so it is a global. */
  find(name: string): VariableId | undefined {
    // oxlint-disable-next-line typescript/no-this-alias, unicorn/no-this-assignment -- the walk begins here
    let scope: Scope | undefined = this;
    while (scope !== undefined) {
      const variable = scope.#names?.get(name);
      if (variable !== undefined) return variable;
      scope = scope.#outer;
    }
    return undefined;
  }
}
