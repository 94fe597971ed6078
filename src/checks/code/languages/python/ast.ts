import type { Span } from '../../ir/ir.ts';

/**
 * The syntax tree of Python, as far as the flow of data needs it. Chains that lean to the left (`a + b + c`, `a.b().c()`)
 * are as deep as they are long: walk them, do not recurse.
 */
export type Expression =
  | NameNode
  | TextNode
  | ConstantNode
  | FormattedNode
  | ListNode
  | DictNode
  | ComprehensionNode
  | AttributeNode
  | SubscriptNode
  | SliceNode
  | CallNode
  | UnaryNode
  | BinaryNode
  | BoolNode
  | CompareNode
  | ChoiceNode
  | LambdaNode
  | WrappedNode
  | WalrusNode;

export interface NameNode extends Span {
  readonly type: 'Name';
  readonly name: string;
}
/** A string or bytes. */
export interface TextNode extends Span {
  readonly type: 'Text';
  readonly value: string;
}
export interface ConstantNode extends Span {
  readonly type: 'Constant';
  readonly kind: 'number' | 'boolean' | 'nothing' | 'other';
  readonly text: string;
}
/** An f-string: its texts and its fields. */
export interface FormattedNode extends Span {
  readonly type: 'Formatted';
  readonly parts: readonly FormattedPart[];
}
export interface FormattedPart {
  readonly value: Expression;
  /** A format of numbers (`:d`): nothing else can come out. */
  readonly isNumber: boolean;
}
export interface ListNode extends Span {
  readonly type: 'List' | 'Tuple' | 'Set';
  readonly elements: readonly Expression[];
}
export interface DictNode extends Span {
  readonly type: 'Dict';
  /** Without a key: `**value`. */
  readonly entries: readonly {
    readonly key: Expression | undefined;
    readonly value: Expression;
  }[];
}
export interface ComprehensionNode extends Span {
  readonly type: 'Comprehension';
  /** The key, of one that makes a dict. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly clauses: readonly ClauseNode[];
}
export interface ClauseNode {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}
export interface AttributeNode extends Span {
  readonly type: 'Attribute';
  readonly base: Expression;
  readonly name: string;
}
export interface SubscriptNode extends Span {
  readonly type: 'Subscript';
  readonly base: Expression;
  readonly index: Expression;
}
export interface SliceNode extends Span {
  readonly type: 'Slice';
  readonly bounds: readonly Expression[];
}
export interface CallNode extends Span {
  readonly type: 'Call';
  readonly callee: Expression;
  readonly args: readonly ArgumentNode[];
}
export interface ArgumentNode {
  /** Empty of a positional one, `*` and `**` of spread ones. */
  readonly name: string;
  readonly value: Expression;
}
export interface UnaryNode extends Span {
  readonly type: 'Unary';
  readonly operator: 'not' | '-' | '+' | '~';
  readonly operand: Expression;
}
export interface BinaryNode extends Span {
  readonly type: 'Binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}
export interface BoolNode extends Span {
  readonly type: 'Bool';
  readonly operator: 'and' | 'or';
  readonly values: readonly Expression[];
}
export interface CompareNode extends Span {
  readonly type: 'Compare';
  readonly left: Expression;
  readonly rest: readonly { readonly operator: string; readonly right: Expression }[];
}
export interface ChoiceNode extends Span {
  readonly type: 'Choice';
  readonly test: Expression;
  readonly yes: Expression;
  readonly no: Expression;
}
export interface LambdaNode extends Span {
  readonly type: 'Lambda';
  readonly params: readonly ParamNode[];
  readonly body: Expression;
  readonly names: Names;
}
/** `await x`, `yield x`, `yield from x`, `*x`. */
export interface WrappedNode extends Span {
  readonly type: 'Await' | 'Yield' | 'YieldFrom' | 'Starred';
  readonly value: Expression | undefined;
}
export interface WalrusNode extends Span {
  readonly type: 'Walrus';
  readonly target: Expression;
  readonly value: Expression;
}

export interface ParamNode extends Span {
  readonly name: string;
  readonly kind: 'plain' | 'rest' | 'named';
  readonly annotation: Expression | undefined;
  readonly otherwise: Expression | undefined;
}

/** What a function or the file binds, as the parser met it. */
export interface Names {
  /** With the annotation, where there is one. */
  readonly bound: Map<string, Expression | undefined>;
  /** The names that it takes from outside: `global x`, `nonlocal x`. */
  outer: Map<string, 'global' | 'nonlocal'> | undefined;
}

export type Statement =
  | ExpressionStatement
  | AssignStatement
  | AugmentedStatement
  | AnnotatedStatement
  | LeaveStatement
  | DeleteStatement
  | AssertStatement
  | ImportStatement
  | FromStatement
  | IfStatement
  | WhileStatement
  | ForStatement
  | TryStatement
  | WithStatement
  | FunctionStatement
  | ClassStatement
  | MatchStatement;

export type Body = readonly Statement[];

export interface ExpressionStatement extends Span {
  readonly type: 'Expression';
  readonly value: Expression;
}
export interface AssignStatement extends Span {
  readonly type: 'Assign';
  readonly targets: readonly Expression[];
  readonly value: Expression;
}
export interface AugmentedStatement extends Span {
  readonly type: 'Augmented';
  readonly target: Expression;
  readonly operator: string;
  readonly value: Expression;
}
export interface AnnotatedStatement extends Span {
  readonly type: 'Annotated';
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value: Expression | undefined;
}
export interface LeaveStatement extends Span {
  readonly type: 'Return' | 'Raise' | 'Break' | 'Continue';
  readonly value: Expression | undefined;
  /** `raise x from cause`. */
  readonly cause: Expression | undefined;
}
export interface DeleteStatement extends Span {
  readonly type: 'Delete';
  readonly targets: readonly Expression[];
}
export interface AssertStatement extends Span {
  readonly type: 'Assert';
  readonly test: Expression;
  readonly message: Expression | undefined;
}
export interface ImportStatement extends Span {
  readonly type: 'Import';
  readonly names: readonly ImportedNode[];
}
/** `import module as local`; without `as` the local name is empty. */
export interface ImportedNode extends Span {
  readonly name: string;
  readonly local: string;
}
export interface FromStatement extends Span {
  readonly type: 'From';
  /** With its dots. */
  readonly module: string;
  /** Name `*`: all. */
  readonly names: readonly ImportedNode[];
}
export interface IfStatement extends Span {
  readonly type: 'If';
  readonly arms: readonly { readonly test: Expression; readonly body: Body }[];
  readonly otherwise: Body;
}
export interface WhileStatement extends Span {
  readonly type: 'While';
  readonly test: Expression;
  readonly body: Body;
  readonly otherwise: Body;
}
export interface ForStatement extends Span {
  readonly type: 'For';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: Body;
  readonly otherwise: Body;
}
export interface TryStatement extends Span {
  readonly type: 'Try';
  readonly body: Body;
  readonly handlers: readonly HandlerNode[];
  readonly otherwise: Body;
  readonly last: Body;
}
export interface HandlerNode extends Span {
  readonly what: Expression | undefined;
  readonly target: Expression | undefined;
  readonly body: Body;
}
export interface WithStatement extends Span {
  readonly type: 'With';
  readonly items: readonly {
    readonly value: Expression;
    readonly target: Expression | undefined;
  }[];
  readonly body: Body;
}
export interface FunctionStatement extends Span {
  readonly type: 'Function';
  readonly name: string;
  readonly decorators: readonly Expression[];
  readonly params: readonly ParamNode[];
  readonly returns: Expression | undefined;
  readonly body: Body;
  readonly names: Names;
  readonly isAsync: boolean;
}
export interface ClassStatement extends Span {
  readonly type: 'Class';
  readonly name: string;
  readonly decorators: readonly Expression[];
  readonly args: readonly ArgumentNode[];
  readonly body: Body;
  readonly names: Names;
}
export interface MatchStatement extends Span {
  readonly type: 'Match';
  readonly subject: Expression;
  readonly cases: readonly CaseNode[];
}
export interface CaseNode extends Span {
  readonly pattern: Pattern;
  readonly guard: Expression | undefined;
  readonly body: Body;
}

export type Pattern =
  /** A literal or a dotted name, compared with. */
  | (Span & { readonly type: 'Value'; readonly value: Expression })
  /** `as` name or a name alone; without a name: `_`. */
  | (Span & {
      readonly type: 'Capture';
      readonly target: Expression | undefined;
      readonly inner: Pattern | undefined;
    })
  | (Span & { readonly type: 'Any'; readonly options: readonly Pattern[] })
  /** Of a sequence without keys; of a mapping or a class with them. */
  | (Span & {
      readonly type: 'Parts';
      readonly of: Expression | undefined;
      readonly parts: readonly PatternPart[];
    });

export interface PatternPart {
  /** Empty: positional; `*` the rest. */
  readonly key: string;
  readonly pattern: Pattern;
}

export interface FileNode {
  readonly body: Body;
  readonly names: Names;
  /** Module, or `module#name`, of each name that an import in this file binds. */
  readonly imports: ReadonlyMap<string, string>;
  /** Modules that `import a.b` names without another name. */
  readonly chains: ReadonlySet<string>;
  /** Names of the classes of the file, however deep they lie. */
  readonly classes: ReadonlySet<string>;
  readonly lost: readonly Span[];
  /** Number of statements, without the lost ones. */
  readonly statements: number;
}
