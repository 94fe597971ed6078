import type * as t from '@babel/types';
import type { Draft, FunctionBuilder, ModuleBuilder } from '../../ir/builder.ts';
import type { BlockId, Span, Temp, VariableId } from '../../ir/ir.ts';
import type { Scope } from './scope.ts';

export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;

/** The parts of the lowering, which call each other by way of the context. */
export interface Parts {
  expression(context: Context, node: t.Node): Temp;
  statement(context: Context, node: t.Statement): void;
  closure(context: Context, node: FunctionNode, name: string): Temp;
  classValue(context: Context, node: t.ClassDeclaration | t.ClassExpression): Temp;
  /** Writes `src` to what an assignment or a declaration names. */
  assign(context: Context, target: t.Node, src: Temp): void;
}

interface LoopTarget {
  readonly label: string;
  readonly onBreak: BlockId;
  readonly onContinue: BlockId | undefined;
}

/** Beyond it the text is data or an attack; what lies deeper is left out and counted. */
const maxDepth = 700;

/** Where the lowering stands: the function, the scope, the loops around. */
export class Context {
  readonly fn: FunctionBuilder;
  readonly scope: Scope;
  readonly parts: Parts;
  readonly loops: LoopTarget[];
  /** Module of each imported name: `Request` → `express.Request`. */
  readonly types: Map<string, string>;
  readonly receiver: VariableId;
  readonly depth: { now: number };
  pendingLabel = '';

  constructor(
    from: Omit<
      Context,
      'pendingLabel' | 'module' | 'within' | 'expression' | 'statement' | 'emit' | 'withScope'
    >,
  ) {
    this.fn = from.fn;
    this.scope = from.scope;
    this.parts = from.parts;
    this.loops = from.loops;
    this.types = from.types;
    this.receiver = from.receiver;
    this.depth = from.depth;
  }

  get module(): ModuleBuilder {
    return this.fn.module;
  }

  withScope(scope: Scope): Context {
    return new Context({ ...this.#parts(), scope });
  }

  within(fn: FunctionBuilder, scope: Scope, receiver: VariableId): Context {
    return new Context({ ...this.#parts(), fn, scope, receiver, loops: [] });
  }

  expression(node: t.Node | null | undefined): Temp {
    if (node === null || node === undefined) return this.fn.constant('nothing', '', nowhere);
    if (this.depth.now > maxDepth) {
      this.module.lost.push(spanOf(node));
      return this.fn.constant('other', '', spanOf(node));
    }
    this.depth.now += 1;
    const temp = this.parts.expression(this, node);
    this.depth.now -= 1;
    return temp;
  }

  statement(node: t.Statement): void {
    if (this.depth.now > maxDepth) {
      this.module.lost.push(spanOf(node));
      return;
    }
    this.depth.now += 1;
    this.parts.statement(this, node);
    this.depth.now -= 1;
  }

  emit(draft: Draft, node: t.Node): Temp {
    return this.fn.emit(draft, spanOf(node));
  }

  #parts(): Pick<Context, 'fn' | 'scope' | 'parts' | 'loops' | 'types' | 'receiver' | 'depth'> {
    const { fn, scope, parts, loops, types, receiver, depth } = this;
    return { fn, scope, parts, loops, types, receiver, depth };
  }
}

const nowhere: Span = { start: 0, end: 0 };

export function spanOf(node: t.Node): Span {
  return { start: node.start ?? 0, end: node.end ?? 0 };
}

/** Name of a property that stands there; empty where it is computed. */
export function keyName(key: t.Node, computed: boolean): string {
  if (key.type === 'StringLiteral') return key.value;
  if (key.type === 'NumericLiteral') return '*';
  if (key.type === 'PrivateName') return `#${key.id.name}`;
  if (computed) return '';
  return key.type === 'Identifier' || key.type === 'JSXIdentifier' ? key.name : '';
}
