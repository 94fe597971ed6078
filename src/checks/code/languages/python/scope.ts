import type { ModuleBuilder } from '../../ir/builder.ts';
import type { FunctionId, TypeName, VariableId } from '../../ir/ir.ts';

/** The names that the file, a function, a class or a comprehension binds, inside those around it. */
export class Scope {
  /** The scope of the file. */
  readonly outermost: Scope;
  readonly #names = new Map<string, VariableId>();
  readonly #outer: Scope | undefined;
  readonly #owner: FunctionId;
  readonly #module: ModuleBuilder;
  readonly #isClass: boolean;

  constructor(
    module: ModuleBuilder,
    owner: FunctionId,
    outer: Scope | undefined,
    isClass: boolean = false,
  ) {
    this.#module = module;
    this.#owner = owner;
    this.#outer = outer;
    this.#isClass = isClass;
    this.outermost = outer === undefined ? this : outer.outermost;
  }

  inner(owner: FunctionId = this.#owner): Scope {
    return new Scope(this.#module, owner, this);
  }

  /** Of a class body: what it binds is not seen by the functions in it. */
  ofClass(): Scope {
    return new Scope(this.#module, this.#owner, this, true);
  }

  declare(name: string, type: TypeName = ''): VariableId {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const variable = this.#module.declare(name, this.#owner, type);
    this.#names.set(name, variable);
    return variable;
  }

  /** Whether this scope itself knows the name. */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** Lets a name stand for a variable that is there already. */
  alias(name: string, variable: VariableId): void {
    this.#names.set(name, variable);
  }

  /** Undefined: nobody binds it, so it is a builtin, or comes from a wildcard import. */
  find(name: string): VariableId | undefined {
    return this.#names.get(name) ?? this.#outer?.seen(name);
  }

  /** As an inner scope finds it: the names of a class body are not seen there. */
  seen(name: string): VariableId | undefined {
    const own = this.#isClass ? undefined : this.#names.get(name);
    return own ?? this.#outer?.seen(name);
  }
}
