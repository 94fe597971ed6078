import type { FunctionBuilder, ModuleBuilder } from '../../../ir/builder.ts';
import type { BlockId, Span, Temp, TypeName, VariableId } from '../../../ir/ir.ts';
import type { ClassNode, Expression, Statement, TypeNode } from '../syntax/nodes.ts';
import type { ClassFrame } from './frame.ts';
import type { Names } from './names.ts';
import type { Scope } from './scope.ts';

/** The parts of the lowering, which call each other by way of the context. */
export interface Parts {
  expression(context: Context, node: Expression): Temp;
  statement(context: Context, node: Statement): void;
  /** The class as a value; `base` is the type of `new Base(…) {…}`, which takes `args` arguments. */
  classValue(
    context: Context,
    node: ClassNode,
    from?: { readonly base: TypeNode; readonly args: number },
  ): Temp;
}

/** What all functions of a file share. */
export interface FileState {
  readonly module: ModuleBuilder;
  readonly names: Names;
  readonly parts: Parts;
  /** Names of the components of the records of the file, by full name. */
  readonly records: Map<string, readonly string[]>;
  depth: number;
}

interface JumpTarget {
  readonly label: string;
  /** A `break` without a label goes here: a loop or a `switch`. */
  readonly isPlain: boolean;
  readonly onBreak: BlockId;
  readonly onContinue: BlockId | undefined;
}

/** A `try` that is open: where a `throw` goes, where a `return` passes. */
interface OpenTry {
  /** Leads to each `catch`; undefined: there is none. */
  readonly handler: BlockId | undefined;
  readonly caught: VariableId;
  readonly finalizer: BlockId | undefined;
}

/** Chosen: the parser allows 250 levels; each may be an expression within a statement. */
const maxDepth = 600;

/** Where the lowering stands: the function, the class, the scope, the loops around. */
export class Context {
  readonly file: FileState;
  readonly fn: FunctionBuilder;
  readonly frame: ClassFrame;
  scope: Scope;
  readonly targets: JumpTarget[] = [];
  readonly tries: OpenTry[] = [];
  /** Where `yield` takes its value, within a `switch` that is an expression. */
  yields: { readonly result: VariableId; readonly out: BlockId } | undefined;
  label = '';

  constructor(file: FileState, fn: FunctionBuilder, scope: Scope, frame: ClassFrame) {
    this.file = file;
    this.fn = fn;
    this.scope = scope;
    this.frame = frame;
  }

  expression(node: Expression): Temp {
    const { file } = this;
    if (file.depth >= maxDepth) {
      file.module.lost.push({ start: node.start, end: node.end });
      return this.fn.constant('other', '', node);
    }
    file.depth += 1;
    const temp = file.parts.expression(this, node);
    file.depth -= 1;
    return temp;
  }

  statement(node: Statement): void {
    const { file } = this;
    if (file.depth >= maxDepth) {
      file.module.lost.push({ start: node.start, end: node.end });
      return;
    }
    file.depth += 1;
    file.parts.statement(this, node);
    file.depth -= 1;
  }

  type(node: TypeNode | undefined): TypeName {
    return this.file.names.type(node, this.frame);
  }

  typeValue(type: TypeName, at: Span): Temp {
    return this.fn.emit({ op: 'type', type }, at);
  }

  /** A variable that no name in the text means. */
  hidden(name: string): VariableId {
    return this.file.module.declare(name, this.fn.id);
  }

  /** Does something with a scope of its own. */
  scoped(what: () => void): void {
    const outer = this.scope;
    this.scope = outer.inner();
    what();
    this.scope = outer;
  }

  /**
   * What a member of a class around is loaded from: `type` for a static one, the instance for others. Of the class
   * around a member class no variable holds the instance: there the receiver stands in for it, as a value of that type.
   */
  owner(frame: ClassFrame, isStatic: boolean, at: Span): Temp {
    const { fn } = this;
    if (!isStatic && frame.receiver !== undefined) return fn.read(frame.receiver, at);
    const own = this.frame.receiver;
    const type = `#${frame.fullName}`;
    if (isStatic || frame.fullName === this.frame.fullName || own === undefined) {
      return this.typeValue(type, at);
    }
    return fn.emit({ op: 'cast', src: fn.read(own, at), type }, at);
  }

  /** The class whose inherited members an unknown name may mean: the nearest that extends something. */
  get inheriting(): ClassFrame {
    let frame: ClassFrame | undefined = this.frame;
    while (frame !== undefined && frame.superclass === undefined) frame = frame.outer;
    return frame ?? this.frame;
  }
}
