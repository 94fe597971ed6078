import type { FunctionBuilder, ModuleBuilder } from '../../ir/builder.ts';
import type { BlockId, OpShape, Span, Temp } from '../../ir/ir.ts';
import type { Scope, Variable } from './scope.ts';
import type { Declaration, Expr, FuncLit, Stmt, StructType } from './syntax/ast.ts';

/** The parts of the lowering, which call each other by way of the context. */
export interface Parts {
  expression(context: Context, node: Expr): Temp;
  statement(context: Context, node: Stmt): void;
  closure(context: Context, node: FuncLit, name: string): Temp;
  declare(context: Context, declarations: readonly Declaration[]): void;
}

export interface JumpTarget {
  readonly label: string;
  readonly onBreak: BlockId;
  readonly onContinue: BlockId | undefined;
}

/** Beyond it the text is data or an attack; what lies deeper is left out and counted. */
const maxDepth = 700;

/** The fields of a struct, in order and by name. */
export interface FieldTable {
  readonly names: readonly string[];
  readonly types: ReadonlyMap<string, Expr>;
}

/** What the whole file shares. */
export interface FileState {
  readonly module: ModuleBuilder;
  readonly text: string;
  readonly parts: Parts;
  readonly fields: Map<StructType, FieldTable>;
  depth: number;
  /** Of the constant whose value is lowered. */
  iota: number;
}

/** What one function shares. */
export interface FunctionState {
  readonly fn: FunctionBuilder;
  /** Its name with those of the functions around it. */
  readonly name: string;
  /** Results that have names: what a bare `return` returns. */
  readonly results: readonly Variable[];
  readonly jumps: JumpTarget[];
  readonly labels: Map<string, BlockId>;
  /** Label of the statement that comes next. */
  pendingLabel: string;
  /** Where `fallthrough` goes. */
  nextClause: BlockId | undefined;
}

/** Where the lowering stands: the file, the function, the scope. */
export class Context {
  readonly file: FileState;
  readonly state: FunctionState;
  readonly scope: Scope;

  constructor(file: FileState, state: FunctionState, scope: Scope) {
    this.file = file;
    this.state = state;
    this.scope = scope;
  }

  get fn(): FunctionBuilder {
    return this.state.fn;
  }

  get module(): ModuleBuilder {
    return this.file.module;
  }

  inner(): Context {
    return new Context(this.file, this.state, this.scope.inner());
  }

  expression(node: Expr): Temp {
    if (this.file.depth > maxDepth) {
      this.module.lost.push(spanOf(node));
      return this.fn.constant('other', '', node);
    }
    this.file.depth += 1;
    const temp = this.file.parts.expression(this, node);
    this.file.depth -= 1;
    return temp;
  }

  /** A function takes the name of the variable or field that it is the value of. */
  named(node: Expr, name: string): Temp {
    return node.kind === 'func-literal'
      ? this.file.parts.closure(this, node, name)
      : this.expression(node);
  }

  statement(node: Stmt): void {
    if (this.file.depth > maxDepth) {
      this.module.lost.push(spanOf(node));
      return;
    }
    this.file.depth += 1;
    this.file.parts.statement(this, node);
    this.file.depth -= 1;
  }

  /** In a scope of their own. */
  block(body: readonly Stmt[]): void {
    const inner = this.inner();
    for (const each of body) inner.statement(each);
  }

  emit(op: OpShape, span: Span): Temp {
    return this.fn.emit(op, span);
  }

  /** A list of values, as what a function with several results returns. */
  list(values: readonly Temp[], span: Span): Temp {
    const list = this.emit({ op: 'create', what: 'list' }, span);
    for (const [index, value] of values.entries()) {
      this.fn.store(list, elementKey(index), value, span);
    }
    return list;
  }

  /** Takes the label that stands before the statement that is lowered. */
  takeLabel(): string {
    const label = this.state.pendingLabel;
    this.state.pendingLabel = '';
    return label;
  }

  /** The block that a label stands before; `goto` may come first. */
  labelBlock(label: string): BlockId {
    const known = this.state.labels.get(label);
    if (known !== undefined) return known;
    const block = this.fn.newBlock();
    this.state.labels.set(label, block);
    return block;
  }
}

/** State of a function whose body is lowered next. */
export function functionState(
  fn: FunctionBuilder,
  name: string,
  results: readonly Variable[],
): FunctionState {
  return {
    fn,
    name,
    results,
    jumps: [],
    labels: new Map(),
    pendingLabel: '',
    nextClause: undefined,
  };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** Key of an element of a list: the first 16 are told apart. */
export function elementKey(index: number): string {
  return index < 16 ? String(index) : '*';
}
