import { CodeWriter, encode } from './encoding.ts';
import type {
  BlockId,
  ClassId,
  ClassIr,
  ConstantKind,
  FunctionId,
  FunctionIr,
  MarkIr,
  ModuleIr,
  Next,
  OpShape,
  ParamIr,
  Span,
  Temp,
  TypeName,
  VariableId,
} from './ir.ts';

interface OpenBlock {
  readonly words: number[];
  next: { readonly next: Next; readonly span: Span } | undefined;
}

interface OpenVariable {
  readonly name: string;
  readonly owner: FunctionId;
  readonly type: TypeName;
  isCaptured: boolean;
}

/** What a front end knows of a function before it lowers its body. */
export interface FunctionHead {
  readonly name: string;
  readonly parent: FunctionId;
  readonly ownerClass?: ClassId;
  readonly returns?: TypeName;
  readonly marks?: readonly MarkIr[];
  readonly isAsync?: boolean;
}

/** Writes one `ModuleIr`. A front end opens a function, emits into its current block, and closes it. */
export class ModuleBuilder {
  readonly code: CodeWriter = new CodeWriter();
  readonly lost: Span[] = [];
  package = '';
  readonly wildcards: string[] = [];
  readonly #functions: (FunctionIr | undefined)[] = [];
  readonly #classes: (ClassIr | undefined)[] = [];
  readonly #variables: OpenVariable[] = [];
  readonly #strings: string[] = [];
  readonly #ids = new Map<string, number>();

  /** The number of a string: equal ones have one. */
  readonly stringId = (text: string): number => {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.#ids.set(text, this.#strings.length);
    this.#strings.push(text);
    return this.#strings.length - 1;
  };

  open(head: FunctionHead): FunctionBuilder {
    const id = this.#functions.length;
    this.#functions.push(undefined);
    return new FunctionBuilder(this, id, head);
  }

  close(id: FunctionId, fn: FunctionIr): void {
    this.#functions[id] = fn;
  }

  /** Numbers a class before its methods are lowered; `closeClass` must follow. */
  openClass(): ClassId {
    this.#classes.push(undefined);
    return this.#classes.length - 1;
  }

  closeClass(id: ClassId, built: ClassIr): void {
    this.#classes[id] = built;
  }

  declare(name: string, owner: FunctionId, type: TypeName = ''): VariableId {
    this.#variables.push({ name, owner, type, isCaptured: false });
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
      package: this.package,
      wildcards: this.wildcards,
      strings: this.#strings,
      code: this.code.finish(),
      functions: this.#functions.filter((fn) => fn !== undefined),
      classes: this.#classes.filter((each) => each !== undefined),
      variables: this.#variables,
      lost: this.lost,
    };
  }
}

/** Writes one function. What follows a `return` or a `break` goes into a block that nothing leads to. */
export class FunctionBuilder {
  readonly module: ModuleBuilder;
  readonly id: FunctionId;
  readonly receiver: VariableId;
  readonly params: ParamIr[] = [];
  readonly #head: FunctionHead;
  readonly #blocks: OpenBlock[] = [];
  #current: BlockId;
  #temps = 0;
  #loaded: Temp = -1;
  #loadedFrom: Temp = -1;

  constructor(module: ModuleBuilder, id: FunctionId, head: FunctionHead) {
    this.module = module;
    this.id = id;
    this.#head = head;
    this.receiver = module.declare('this', id);
    this.#current = this.newBlock();
  }

  newBlock(): BlockId {
    this.#blocks.push({ words: [], next: undefined });
    return this.#blocks.length - 1;
  }

  /** What comes next goes into this block. */
  enter(block: BlockId): void {
    this.#current = block;
  }

  /** Appends an operation to the current block and yields the temporary that it writes. */
  emit(op: OpShape, span: Span): Temp {
    const dst = this.#temps++;
    const block = this.#blocks[this.#current];
    if (block?.next === undefined && block !== undefined) {
      const { start, end } = span;
      encode(block.words, op, { dst, start, end }, this.module.stringId);
    }
    this.#loaded = op.op === 'load' ? dst : -1;
    if (op.op === 'load') this.#loadedFrom = op.base;
    return dst;
  }

  /** The base of the load that wrote `temp`, where that was the last operation: the receiver of a method just loaded. */
  baseOf(temp: Temp): Temp | undefined {
    return this.#loaded === temp ? this.#loadedFrom : undefined;
  }

  constant(kind: ConstantKind, text: string, at: Span): Temp {
    return this.emit({ op: 'constant', kind, text }, at);
  }

  read(variable: VariableId, at: Span): Temp {
    this.module.use(variable, this.id);
    return this.emit({ op: 'read', variable }, at);
  }

  write(variable: VariableId, src: Temp, at: Span): void {
    this.module.use(variable, this.id);
    this.emit({ op: 'write', variable, src }, at);
  }

  load(base: Temp, key: string, at: Span): Temp {
    return this.emit({ op: 'load', base, key, index: undefined }, at);
  }

  store(base: Temp, key: string, src: Temp, at: Span): void {
    this.emit({ op: 'store', base, key, index: undefined, src }, at);
  }

  /** A call with positional arguments; the receiver is found by `baseOf` when the callee was loaded just before. */
  // oxlint-disable-next-line max-params -- the parts of a call, as each front end has them at hand
  call(
    callee: Temp,
    name: string,
    args: readonly Temp[],
    at: Span,
    more: {
      readonly base?: Temp | undefined;
      readonly isNew?: boolean;
      readonly spreadFrom?: number | undefined;
      readonly named?: readonly { readonly name: string; readonly value: Temp }[];
    } = {},
  ): Temp {
    const { base, isNew = false, spreadFrom, named = [] } = more;
    return this.emit({ op: 'call', callee, base, name, args, named, spreadFrom, isNew }, at);
  }

  /** Ends the current block, unless it has ended already. */
  end(next: Next, span: Span = { start: 0, end: 0 }): void {
    const block = this.#blocks[this.#current];
    if (block !== undefined) block.next ??= { next, span };
  }

  jump(to: BlockId): void {
    this.end({ op: 'jump', to });
  }

  /** The code behind a `return`: never reached, and still lowered. */
  leave(next: Next, span?: Span): void {
    this.end(next, span);
    this.enter(this.newBlock());
  }

  close({ start, end }: Span): void {
    this.end({ op: 'stop' });
    const { code, stringId } = this.module;
    const blocks: number[] = [];
    for (const { words, next } of this.#blocks) {
      blocks.push(code.length);
      const span = next?.span ?? { start: end, end };
      const at = { dst: -1, start: span.start, end: span.end };
      encode(words, next?.next ?? { op: 'stop' }, at, stringId);
      code.append(words);
    }
    const { name, parent, ownerClass = -1, returns = '', marks = [], isAsync = false } = this.#head;
    this.module.close(this.id, {
      name,
      parent,
      ownerClass,
      params: this.params,
      receiver: this.receiver,
      returns,
      marks,
      isAsync,
      temps: this.#temps,
      blocks,
      start,
      end,
    });
  }
}
