import type { Span } from '../../../ir/ir.ts';
import type { TokenKind } from './tokens.ts';

/** A source file. Parentheses are not kept: a tree shows what they meant. */
export interface SourceFile {
  /** Undefined: no package clause, so it is no Go. */
  readonly packageName: string | undefined;
  readonly imports: readonly ImportSpec[];
  readonly declarations: readonly Declaration[];
  /** Statements and declarations that could not be parsed. */
  readonly lost: Span[];
  /** It is longer than the bound of the lexer. */
  readonly isCut: boolean;
}

export interface ImportSpec extends Span {
  /** As written, undefined where there is none; `_` and `.` have meanings of their own. */
  readonly alias: string | undefined;
  readonly path: string;
}

export type Declaration = ValueSpec | TypeSpec | FuncDecl;

/** `var a, b T = x, y`; a constant without values has those of the one before it. */
export interface ValueSpec extends Span {
  readonly kind: 'value';
  readonly names: readonly Name[];
  readonly type: Expr | undefined;
  readonly values: readonly Expr[];
  /** Of a constant its place in the group, of a variable undefined. */
  readonly iota: number | undefined;
}

export interface TypeSpec extends Span {
  readonly kind: 'type';
  readonly name: Name;
  readonly typeParams: readonly Param[];
  readonly isAlias: boolean;
  readonly type: Expr;
}

export interface FuncDecl extends Span {
  readonly kind: 'func';
  readonly name: Name;
  readonly receiver: Param | undefined;
  readonly typeParams: readonly Param[];
  readonly type: FuncType;
  /** Undefined: it is written in assembly. */
  readonly body: Block | undefined;
}

export interface Param extends Span {
  readonly name: Name | undefined;
  readonly type: Expr;
  readonly isRest: boolean;
}

/** Types are expressions: only their use tells `a[b]` of a list from that of a generic type. */
export type Expr =
  | Name
  | Literal
  | Composite
  | FuncLit
  | Selector
  | Index
  | Slice
  | Assert
  | Call
  | Unary
  | Operation
  | Star
  | ArrayType
  | MapType
  | ChanType
  | FuncType
  | StructType
  | InterfaceType;

export interface Name extends Span {
  readonly kind: 'name';
  readonly name: string;
}

export interface Literal extends Span {
  readonly kind: 'literal';
  /** `number`, `string`, `raw` or `rune`. */
  readonly token: TokenKind;
}

export interface Composite extends Span {
  readonly kind: 'composite';
  /** Undefined: the type of the elements around it. */
  readonly type: Expr | undefined;
  readonly elements: readonly Element[];
}

export interface Element extends Span {
  readonly key: Expr | undefined;
  readonly value: Expr;
}

export interface FuncLit extends Span {
  readonly kind: 'func-literal';
  readonly type: FuncType;
  readonly body: Block;
}

export interface Selector extends Span {
  readonly kind: 'selector';
  readonly base: Expr;
  readonly name: Name;
}

export interface Index extends Span {
  readonly kind: 'index';
  readonly base: Expr;
  /** More than one: they are type arguments. */
  readonly indices: readonly Expr[];
}

export interface Slice extends Span {
  readonly kind: 'slice';
  readonly base: Expr;
  readonly bounds: readonly (Expr | undefined)[];
}

export interface Assert extends Span {
  readonly kind: 'assert';
  readonly base: Expr;
  /** Undefined: `x.(type)` of a switch. */
  readonly type: Expr | undefined;
}

export interface Call extends Span {
  readonly kind: 'call';
  readonly callee: Expr;
  readonly args: readonly Expr[];
  /** The last argument is a list that is spread. */
  readonly isSpread: boolean;
}

export interface Unary extends Span {
  readonly kind: 'unary';
  readonly operator: TokenKind;
  readonly operand: Expr;
}

/** Operands of a chain of one operator lie in one list, from left to right: generated ones have thousands. */
export interface Operation extends Span {
  readonly kind: 'operation';
  readonly operator: TokenKind;
  readonly operands: Expr[];
  end: number;
}

/** What a pointer points to, or the type of a pointer. */
export interface Star extends Span {
  readonly kind: 'star';
  readonly operand: Expr;
}

export interface ArrayType extends Span {
  readonly kind: 'array-type';
  /** Undefined: it is a list of any length. */
  readonly length: Expr | undefined;
  readonly element: Expr;
}

export interface MapType extends Span {
  readonly kind: 'map-type';
  readonly key: Expr;
  readonly value: Expr;
}

export interface ChanType extends Span {
  readonly kind: 'chan-type';
  readonly element: Expr;
}

export interface FuncType extends Span {
  readonly kind: 'func-type';
  readonly params: readonly Param[];
  readonly results: readonly Param[];
}

export interface StructType extends Span {
  readonly kind: 'struct-type';
  readonly fields: readonly Field[];
}

export interface Field extends Span {
  /** Empty: it is embedded. */
  readonly names: readonly Name[];
  readonly type: Expr;
  readonly tag: Literal | undefined;
}

export interface InterfaceType extends Span {
  readonly kind: 'interface-type';
  readonly methods: readonly Method[];
  /** Embedded interfaces; those of a union with more terms are left out. */
  readonly embedded: readonly Expr[];
}

export interface Method extends Span {
  readonly name: Name;
  readonly type: FuncType;
}

export type Stmt =
  | ExprStmt
  | Assign
  | Send
  | Return
  | Jump
  | Block
  | If
  | Switch
  | TypeSwitch
  | Select
  | For
  | Range
  | Labeled
  | Declare;

/** Also `go f()` and `defer f()`. */
export interface ExprStmt extends Span {
  readonly kind: 'expression';
  readonly value: Expr;
}

export interface Assign extends Span {
  readonly kind: 'assign';
  readonly targets: readonly Expr[];
  /** `=`, `:=`, `+=` and the like, `++`, `--` (those have no values). */
  readonly operator: TokenKind;
  readonly values: readonly Expr[];
}

export interface Send extends Span {
  readonly kind: 'send';
  readonly channel: Expr;
  readonly value: Expr;
}

export interface Return extends Span {
  readonly kind: 'return';
  readonly values: readonly Expr[];
}

export interface Jump extends Span {
  readonly kind: 'jump';
  readonly what: 'break' | 'continue' | 'goto' | 'fallthrough';
  readonly label: string;
}

export interface Block extends Span {
  readonly kind: 'block';
  readonly body: readonly Stmt[];
}

export interface If extends Span {
  readonly kind: 'if';
  readonly init: Stmt | undefined;
  readonly test: Expr;
  readonly yes: Block;
  no: Block | If | undefined;
}

export interface Switch extends Span {
  readonly kind: 'switch';
  readonly init: Stmt | undefined;
  readonly tag: Expr | undefined;
  readonly clauses: readonly Clause[];
}

export interface TypeSwitch extends Span {
  readonly kind: 'type-switch';
  readonly init: Stmt | undefined;
  readonly name: Name | undefined;
  readonly subject: Expr;
  readonly clauses: readonly Clause[];
}

export interface Clause extends Span {
  /** Undefined: `default`. */
  readonly tests: readonly Expr[] | undefined;
  readonly body: readonly Stmt[];
}

export interface Select extends Span {
  readonly kind: 'select';
  readonly clauses: readonly SelectClause[];
}

export interface SelectClause extends Span {
  /** Undefined: `default`. */
  readonly on: Stmt | undefined;
  readonly body: readonly Stmt[];
}

export interface For extends Span {
  readonly kind: 'for';
  readonly init: Stmt | undefined;
  readonly test: Expr | undefined;
  readonly post: Stmt | undefined;
  readonly body: Block;
}

export interface Range extends Span {
  readonly kind: 'range';
  /** None, one (keys, or what comes from a channel or a function), or two (keys and values). */
  readonly targets: readonly Expr[];
  readonly isDefinition: boolean;
  readonly over: Expr;
  readonly body: Block;
}

export interface Labeled extends Span {
  readonly kind: 'labeled';
  readonly label: string;
  readonly body: Stmt | undefined;
}

export interface Declare extends Span {
  readonly kind: 'declare';
  readonly declarations: readonly Declaration[];
}
