import type * as t from '@babel/types';
import type { FunctionBuilder, ModuleBuilder } from '../../ir/builder.ts';
import type { BlockId, ClassId, OpShape, Span, Temp, TypeName, VariableId } from '../../ir/ir.ts';
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
  classValue(context: Context, node: t.ClassDeclaration | t.ClassExpression, name: string): Temp;
  /** Writes `src` to what an assignment or a declaration names. */
  assign(context: Context, target: t.Node, src: Temp): void;
}

/** What all functions of a file share. */
export interface FileState {
  readonly module: ModuleBuilder;
  readonly parts: Parts;
  /** Where the name of a type comes from: `Request` → `express#Request`, `User` → `#User`. */
  readonly types: ReadonlyMap<string, TypeName>;
  /** Names of modules as a whole, by what they are called here: `express` of `import * as express`. */
  readonly namespaces: ReadonlyMap<string, string>;
  /** `export` of a variable, to be done when the body has run. */
  readonly exports: { readonly local: string; readonly name: string; readonly at: Span }[];
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
export interface OpenTry {
  readonly handler: BlockId | undefined;
  readonly caught: VariableId;
  readonly finalizer: BlockId | undefined;
}

/** Chosen: beyond it the text is data or an attack, and a stack of 984 kB (Node's default) is used by a third. */
const maxDepth = 600;

/** Where the lowering stands: the function, the scope, the loops around. */
export class Context {
  readonly file: FileState;
  readonly fn: FunctionBuilder;
  scope: Scope;
  /** Variable that holds `this`. */
  receiver: VariableId;
  /** The function that `arguments` belongs to: an arrow function has none of its own. */
  readonly home: Context;
  readonly targets: JumpTarget[] = [];
  readonly tries: OpenTry[] = [];
  /** Names of the classes and namespaces around, each with a dot: `Outer.`. */
  prefix = '';
  ownerClass: ClassId | undefined;
  label = '';
  argumentsRest: VariableId | undefined;

  constructor(file: FileState, fn: FunctionBuilder, scope: Scope, arrowOf?: Context) {
    this.file = file;
    this.fn = fn;
    this.scope = scope;
    this.receiver = arrowOf?.receiver ?? fn.receiver;
    this.home = arrowOf?.home ?? this;
  }

  /** `undefined` where nothing is written. */
  expression(node: t.Node | null | undefined): Temp {
    if (node === null || node === undefined) return this.fn.constant('nothing', '', nowhere);
    const { file } = this;
    if (file.depth >= maxDepth) return this.#tooDeep(node);
    file.depth += 1;
    const temp = file.parts.expression(this, node);
    file.depth -= 1;
    return temp;
  }

  statement(node: t.Statement): void {
    const { file } = this;
    if (file.depth >= maxDepth) {
      this.#tooDeep(node);
      return;
    }
    file.depth += 1;
    file.parts.statement(this, node);
    file.depth -= 1;
  }

  emit(op: OpShape, node: t.Node): Temp {
    return this.fn.emit(op, spanOf(node));
  }

  /** A variable that no name in the text means. */
  hidden(name: string): VariableId {
    return this.file.module.declare(name, this.fn.id);
  }

  #tooDeep(node: t.Node): Temp {
    this.file.module.lost.push({ start: node.start ?? 0, end: node.end ?? 0 });
    return this.fn.constant('other', '', spanOf(node));
  }
}

const nowhere: Span = { start: 0, end: 0 };

/** The node itself: nothing is made for a place. */
export function spanOf(node: t.Node): Span {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parser sets both on whatever it parses
  return node as t.Node & Span;
}

/** Elements that are told apart by their index; later ones are `*`. */
const listKeys: readonly string[] = Array.from({ length: 16 }, (_, index) => String(index));

/** Key of an element of a list. */
export function listKey(index: number): string {
  return listKeys[index] ?? '*';
}

/** Name of a property that stands there; empty where it is computed. */
export function keyName(key: t.Node, isComputed: boolean): string {
  switch (key.type) {
    case 'Identifier':
      return isComputed ? '' : key.name;
    case 'StringLiteral':
      return key.value;
    case 'NumericLiteral':
      return listKey(key.value);
    case 'BigIntLiteral':
      return listKey(Number(key.value));
    case 'PrivateName':
      return `#${key.id.name}`;
    case 'TemplateLiteral':
      return key.expressions.length === 0 ? (key.quasis[0]?.value.cooked ?? '') : '';
    default:
      return '';
  }
}
