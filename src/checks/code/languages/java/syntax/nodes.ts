import type { Span } from '../../../ir/ir.ts';

/** What the parser makes of a file: the parts of Java that carry data. Parentheses and type arguments are gone. */
export interface FileNode {
  readonly package: string;
  readonly imports: readonly ImportNode[];
  readonly types: readonly ClassNode[];
  /** Names of all classes of the file, with those around them. */
  readonly declared: ReadonlySet<string>;
  readonly lost: readonly Span[];
}

export interface ImportNode {
  /** Dotted, without `.*`. */
  readonly name: string;
  readonly isStatic: boolean;
  readonly isWildcard: boolean;
}

/** A type as written, without its arguments: `java.util.List`, `int`, `var`. */
export interface TypeNode extends Span {
  readonly kind: 'type';
  readonly name: string;
  /** Pairs of brackets behind it. */
  readonly dims: number;
}

export interface MarkNode extends Span {
  readonly name: string;
  readonly args: readonly { readonly name: string; readonly value: Expression }[];
}

export interface Modifiers {
  readonly marks: readonly MarkNode[];
  readonly isStatic: boolean;
}

export interface TypeParameterNode {
  readonly name: string;
  readonly bound: TypeNode | undefined;
}

export interface ClassNode extends Span {
  readonly kind: 'class';
  readonly form: 'class' | 'interface' | 'enum' | 'record' | 'annotation' | 'anonymous';
  readonly name: string;
  /** With the names of the classes around it: `Outer.Inner`, `Outer.$1`. */
  readonly fullName: string;
  readonly marks: readonly MarkNode[];
  readonly typeParameters: readonly TypeParameterNode[];
  readonly superclass: TypeNode | undefined;
  readonly interfaces: readonly TypeNode[];
  readonly components: readonly ParamNode[];
  readonly constants: readonly EnumConstantNode[];
  readonly members: readonly MemberNode[];
}

export interface EnumConstantNode extends Span {
  readonly name: string;
  readonly args: readonly Expression[];
  readonly body: ClassNode | undefined;
}

export type MemberNode = MethodNode | FieldNode | InitializerNode | ClassNode;

export interface MethodNode extends Span {
  readonly kind: 'method';
  /** `compact` is a constructor of a record without parameters of its own. */
  readonly form: 'method' | 'constructor' | 'compact';
  readonly name: string;
  readonly modifiers: Modifiers;
  readonly typeParameters: readonly TypeParameterNode[];
  readonly params: readonly ParamNode[];
  readonly returns: TypeNode | undefined;
  readonly body: BlockNode | undefined;
}

export interface ParamNode extends Span {
  readonly name: string;
  readonly type: TypeNode | undefined;
  readonly isRest: boolean;
  readonly marks: readonly MarkNode[];
}

export interface FieldNode extends Span {
  readonly kind: 'field';
  readonly modifiers: Modifiers;
  readonly type: TypeNode;
  readonly declarators: readonly DeclaratorNode[];
}

export interface DeclaratorNode extends Span {
  readonly name: string;
  readonly dims: number;
  readonly value: Expression | undefined;
}

export interface InitializerNode extends Span {
  readonly kind: 'initializer';
  readonly isStatic: boolean;
  readonly body: BlockNode;
}

export interface BlockNode extends Span {
  readonly kind: 'block';
  readonly body: readonly Statement[];
}

export interface LocalNode extends Span {
  readonly kind: 'local';
  readonly type: TypeNode;
  readonly declarators: readonly DeclaratorNode[];
}

export interface ForNode extends Span {
  readonly kind: 'for';
  readonly start: number;
  readonly init: readonly Statement[];
  readonly test: Expression | undefined;
  readonly update: readonly Expression[];
  readonly body: Statement;
}

export interface EachNode extends Span {
  readonly kind: 'each';
  readonly type: TypeNode;
  readonly name: string;
  readonly list: Expression;
  readonly body: Statement;
}

export interface TryNode extends Span {
  readonly kind: 'try';
  readonly resources: readonly Statement[];
  readonly body: BlockNode;
  readonly handlers: readonly CatchNode[];
  readonly last: BlockNode | undefined;
}

export interface CatchNode extends Span {
  readonly type: TypeNode;
  readonly name: string;
  readonly body: BlockNode;
}

/** `if … else if … else`, flat: chains of thousands are not nested. */
export interface IfNode extends Span {
  readonly kind: 'if';
  readonly arms: readonly { readonly test: Expression; readonly body: Statement }[];
  readonly otherwise: Statement | undefined;
}

/** As a statement and as an expression. */
export interface SwitchNode extends Span {
  readonly kind: 'switch';
  readonly subject: Expression;
  readonly cases: readonly CaseNode[];
}

export interface CaseNode extends Span {
  readonly labels: readonly (Expression | PatternNode)[];
  readonly guard: Expression | undefined;
  readonly isDefault: boolean;
  /** `->`: it does not run on into the next case; a body that is an expression is the value. */
  readonly isArrow: boolean;
  readonly body: readonly Statement[];
}

export type Statement =
  | BlockNode
  | LocalNode
  | ForNode
  | TryNode
  | IfNode
  | SwitchNode
  | ClassNode
  | EachNode
  | (Span & { readonly kind: 'expression'; readonly value: Expression })
  | (Span & { readonly kind: 'while'; readonly test: Expression; readonly body: Statement })
  | (Span & { readonly kind: 'do'; readonly test: Expression; readonly body: Statement })
  | (Span & { readonly kind: 'return'; readonly value: Expression | undefined })
  | (Span & { readonly kind: 'throw'; readonly value: Expression })
  | (Span & { readonly kind: 'yield'; readonly value: Expression })
  | (Span & { readonly kind: 'break'; readonly label: string })
  | (Span & { readonly kind: 'continue'; readonly label: string })
  | (Span & { readonly kind: 'label'; readonly label: string; readonly body: Statement })
  | (Span & { readonly kind: 'synchronized'; readonly lock: Expression; readonly body: BlockNode })
  | (Span & { readonly kind: 'assert'; readonly values: readonly Expression[] })
  | (Span & { readonly kind: 'empty' });

export interface TypePatternNode extends Span {
  readonly kind: 'type pattern';
  readonly type: TypeNode;
  /** Empty: it binds nothing. */
  readonly name: string;
}

export interface RecordPatternNode extends Span {
  readonly kind: 'record pattern';
  readonly type: TypeNode;
  readonly parts: readonly PatternNode[];
}

export type PatternNode = TypePatternNode | RecordPatternNode;

export interface LiteralNode extends Span {
  readonly kind: 'literal';
  readonly type: 'string' | 'character' | 'number' | 'boolean' | 'nothing';
  readonly text: string;
}

export interface CallNode extends Span {
  readonly kind: 'call';
  /** Undefined: a method of the class around, or of one around that. */
  readonly target: Expression | undefined;
  /** `this` and `super`: another constructor. */
  readonly name: string;
  readonly args: readonly Expression[];
}

export interface FieldAccessNode extends Span {
  readonly kind: 'access';
  readonly target: Expression;
  /** `this` and `super` of `Outer.this`. */
  readonly name: string;
}

export interface IndexNode extends Span {
  readonly kind: 'index';
  readonly target: Expression;
  readonly index: Expression;
}

export interface NewNode extends Span {
  readonly kind: 'new';
  /** What `outer.new Inner()` stands on. */
  readonly outer: Expression | undefined;
  readonly type: TypeNode;
  readonly args: readonly Expression[];
  readonly body: ClassNode | undefined;
}

export interface BinaryNode extends Span {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface InstanceofNode extends Span {
  readonly kind: 'instanceof';
  readonly value: Expression;
  readonly pattern: PatternNode;
}

export interface AssignNode extends Span {
  readonly kind: 'assign';
  /** `=`, `+=`. */
  readonly operator: string;
  readonly target: Expression;
  readonly value: Expression;
}

export interface UpdateNode extends Span {
  readonly kind: 'update';
  readonly operator: '++' | '--';
  readonly value: Expression;
}

export interface ChoiceNode extends Span {
  readonly kind: 'choice';
  readonly test: Expression;
  readonly yes: Expression;
  readonly no: Expression;
}

export interface LambdaNode extends Span {
  readonly kind: 'lambda';
  readonly params: readonly ParamNode[];
  readonly body: Expression | BlockNode;
}

export interface ReferenceNode extends Span {
  readonly kind: 'reference';
  readonly target: Expression | TypeNode;
  readonly name: string;
}

export type Expression =
  | LiteralNode
  | CallNode
  | FieldAccessNode
  | NewNode
  | BinaryNode
  | InstanceofNode
  | AssignNode
  | LambdaNode
  | ReferenceNode
  | SwitchNode
  | (Span & { readonly kind: 'name'; readonly name: string })
  | (Span & { readonly kind: 'this' })
  | (Span & { readonly kind: 'super' })
  | IndexNode
  | (Span & { readonly kind: 'list'; readonly elements: readonly Expression[] })
  | (Span & { readonly kind: 'new list'; readonly sizes: readonly Expression[] })
  | (Span & { readonly kind: 'unary'; readonly operator: string; readonly value: Expression })
  | UpdateNode
  | ChoiceNode
  | (Span & { readonly kind: 'cast'; readonly type: TypeNode; readonly value: Expression })
  | (Span & { readonly kind: 'class literal'; readonly of: Expression | TypeNode });
