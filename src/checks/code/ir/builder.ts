import type {
  BlockId,
  BlockIr,
  ConstantKind,
  FunctionId,
  FunctionIr,
  ModuleIr,
  Next,
  Op,
  ParamIr,
  Span,
  Temp,
  VariableId,
} from './ir.ts';

/** What the caller states of an operation: all but its result, which the builder numbers. */
export type Draft<O = Op> = O extends Op ? Omit<O, 'dst' | 'start' | 'end'> : never;

interface OpenBlock {
  readonly ops: Op[];
  next: Next | undefined;
}

interface OpenVariable {
  readonly name: string;
  readonly owner: FunctionId;
  isCaptured: boolean;
}

/** Writes one `ModuleIr`. A front end opens a function, emits into its current block, and closes it. */
export class ModuleBuilder {
  readonly #functions: (FunctionIr | undefined)[] = [];
  readonly #variables: OpenVariable[] = [];
  readonly #strings = new Map<string, string>();
  readonly lost: Span[] = [];

  /** One copy of equal strings: names repeat by the hundred. */
  intern(text: string): string {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    this.#strings.set(text, text);
    return text;
  }

  open(name: string, parent: FunctionId): FunctionBuilder {
    const id = this.#functions.length;
    this.#functions.push(undefined);
    return new FunctionBuilder(this, { id, parent, name: this.intern(name) });
  }

  close(id: FunctionId, fn: FunctionIr): void {
    this.#functions[id] = fn;
  }

  declare(name: string, owner: FunctionId): VariableId {
    this.#variables.push({ name: this.intern(name), owner, isCaptured: false });
    return this.#variables.length - 1;
  }

  /** Says that a function names the variable. */
  use(variable: VariableId, by: FunctionId): void {
    const known = this.#variables[variable];
    if (known !== undefined && known.owner !== by) known.isCaptured = true;
  }

  finish(path: string, language: string): ModuleIr {
    return {
      path,
      language,
      functions: this.#functions.filter((fn) => fn !== undefined),
      variables: this.#variables,
      lost: this.lost,
    };
  }
}

interface Identity {
  readonly id: FunctionId;
  readonly parent: FunctionId;
  readonly name: string;
}

/** Writes one function. What follows a `return` or a `break` goes into a block that nothing leads to. */
export class FunctionBuilder {
  readonly module: ModuleBuilder;
  readonly id: FunctionId;
  readonly receiver: VariableId;
  readonly params: ParamIr[] = [];
  readonly #identity: Identity;
  readonly #blocks: OpenBlock[] = [];
  #current: BlockId;
  #temps = 0;

  constructor(module: ModuleBuilder, identity: Identity) {
    this.module = module;
    this.id = identity.id;
    this.#identity = identity;
    this.receiver = module.declare('this', identity.id);
    this.#current = this.newBlock();
  }

  newBlock(): BlockId {
    this.#blocks.push({ ops: [], next: undefined });
    return this.#blocks.length - 1;
  }

  /** What comes next goes into this block. */
  enter(block: BlockId): void {
    this.#current = block;
  }

  emit(draft: Draft, { start, end }: Span): Temp {
    const dst = this.#temps++;
    this.#blocks[this.#current]?.ops.push({ ...draft, dst, start, end });
    return dst;
  }

  /** Base of the load that was emitted last: the receiver, where a method was just loaded. */
  lastBase(): Temp | undefined {
    const last = this.#blocks[this.#current]?.ops.at(-1);
    return last?.op === 'load' ? last.base : undefined;
  }

  constant(kind: ConstantKind, text: string, at: Span): Temp {
    return this.emit({ op: 'constant', kind, text: this.module.intern(text) }, at);
  }

  read(variable: VariableId, at: Span): Temp {
    this.module.use(variable, this.id);
    return this.emit({ op: 'read', variable }, at);
  }

  write(variable: VariableId, src: Temp, at: Span): void {
    this.module.use(variable, this.id);
    this.emit({ op: 'write', variable, src }, at);
  }

  /** Ends the current block, unless it has ended already. */
  end(next: Next): void {
    const block = this.#blocks[this.#current];
    if (block !== undefined) block.next ??= next;
  }

  jump(to: BlockId): void {
    this.end({ kind: 'jump', to });
  }

  /** The code behind a `return`: never reached, and still lowered. */
  leave(next: Next): void {
    this.end(next);
    this.enter(this.newBlock());
  }

  close({ start, end }: Span): void {
    this.end({ kind: 'stop' });
    const blocks: readonly BlockIr[] = this.#blocks.map(({ ops, next }) => ({
      ops,
      next: next ?? { kind: 'stop' },
    }));
    const { id, parent, name } = this.#identity;
    this.module.close(id, {
      name,
      parent,
      start,
      end,
      params: this.params,
      receiver: this.receiver,
      temps: this.#temps,
      blocks,
    });
  }
}
