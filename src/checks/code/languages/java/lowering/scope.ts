import type { ModuleBuilder } from '../../../ir/builder.ts';
import type { FunctionId, TypeName, VariableId } from '../../../ir/ir.ts';

export interface Local {
  readonly variable: VariableId;
  readonly type: TypeName;
}

/** The local variables of a block or function, inside those around it. */
export class Scope {
  readonly #module: ModuleBuilder;
  readonly #owner: FunctionId;
  readonly #outer: Scope | undefined;
  /** Made for the first name: most blocks declare none. */
  #names: Map<string, Local> | undefined;

  constructor(module: ModuleBuilder, owner: FunctionId, outer: Scope | undefined) {
    this.#module = module;
    this.#owner = owner;
    this.#outer = outer;
  }

  inner(owner: FunctionId = this.#owner): Scope {
    return new Scope(this.#module, owner, this);
  }

  /** A second variable of a name hides the first: patterns of one block may bind it again. */
  declare(name: string, type: TypeName): VariableId {
    const variable = this.#module.declare(name, this.#owner, type);
    this.#names ??= new Map();
    this.#names.set(name, { variable, type });
    return variable;
  }

  find(name: string): Local | undefined {
    // oxlint-disable-next-line typescript/no-this-alias, unicorn/no-this-assignment -- the walk begins here
    let scope: Scope | undefined = this;
    while (scope !== undefined) {
      const local = scope.#names?.get(name);
      if (local !== undefined) return local;
      scope = scope.#outer;
    }
    return undefined;
  }
}
