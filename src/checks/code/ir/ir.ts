/**
 * The intermediate form that every front end lowers to and the engine works on. It keeps what matters for the flow of
 * data and forgets the rest: no types, no precedence, no syntax.
 *
 * A file is one `ModuleIr`: its functions in one list, the first of which is the body of the file. A function is a graph
 * of basic blocks. Operations write temporaries (`Temp`), each assigned by one operation only, and read and write
 * variables (`VariableId`), which are numbered through the file so that a closure names a variable of its outer function
 * by the same number. Strings are interned by the builder. Places are offsets into the decoded text (UTF-16 code units).
 */
export interface ModuleIr {
  /** From the root of the target. */
  readonly path: string;
  /** Id of the language whose front end wrote it. */
  readonly language: string;
  readonly functions: readonly FunctionIr[];
  readonly variables: readonly VariableIr[];
  /** Statements that could not be parsed and are not here. */
  readonly lost: readonly Span[];
}

export type Temp = number;
export type VariableId = number;
export type BlockId = number;
export type FunctionId = number;

/** From, and up to but without, an offset. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface VariableIr {
  readonly name: string;
  /** The function that it belongs to. */
  readonly owner: FunctionId;
  /** Other functions use it: its value does not follow the order of one function's statements. */
  readonly isCaptured: boolean;
}

export interface FunctionIr extends Span {
  /** Empty where it has none. */
  readonly name: string;
  /** The function around it; -1 of the body of the file. */
  readonly parent: FunctionId;
  readonly params: readonly ParamIr[];
  /** Holds the receiver: `this`, `self`. */
  readonly receiver: VariableId;
  readonly temps: number;
  /** The first is the entry. */
  readonly blocks: readonly BlockIr[];
}

export interface ParamIr extends Span {
  readonly variable: VariableId;
  readonly name: string;
  readonly isRest: boolean;
  /** What its declared type is, as the engine names types of libraries (`express.Request`); empty: none, or one of its own. */
  readonly type: string;
  /** Names of annotations: `Query`, `Body`. */
  readonly marks: readonly string[];
}

export interface BlockIr {
  readonly ops: readonly Op[];
  readonly next: Next;
}

/** Where a block leads. A `fork` takes any of its ways: entering a `try`, a generator that is left. */
export type Next =
  | { readonly kind: 'jump'; readonly to: BlockId }
  | { readonly kind: 'branch'; readonly test: Temp; readonly yes: BlockId; readonly no: BlockId }
  | { readonly kind: 'fork'; readonly to: readonly BlockId[] }
  | { readonly kind: 'return'; readonly value: Temp }
  | { readonly kind: 'stop' };

export type ConstantKind = 'string' | 'number' | 'boolean' | 'nothing' | 'pattern' | 'other';

interface OpBase extends Span {
  readonly dst: Temp;
}

/** A literal. Of a pattern `text` is `/source/flags`. */
export interface ConstantOp extends OpBase {
  readonly op: 'constant';
  readonly kind: ConstantKind;
  readonly text: string;
}
export interface ReadOp extends OpBase {
  readonly op: 'read';
  readonly variable: VariableId;
}
export interface WriteOp extends OpBase {
  readonly op: 'write';
  readonly variable: VariableId;
  readonly src: Temp;
}
/** A name that no scope of the file declares: `process`, `document`. */
export interface GlobalOp extends OpBase {
  readonly op: 'global';
  readonly name: string;
}
/** Another file or a package. */
export interface ModuleOp extends OpBase {
  readonly op: 'module';
  readonly specifier: string;
}
/** `base.key` or `base[index]`; `key` is empty where it is computed. */
export interface LoadOp extends OpBase {
  readonly op: 'load';
  readonly base: Temp;
  readonly key: string;
  readonly index: Temp | undefined;
  /** `12.query.id`: variable and names, where the base is a chain of those; empty: it is not. */
  readonly chain: string;
}
export interface StoreOp extends OpBase {
  readonly op: 'store';
  readonly base: Temp;
  readonly key: string;
  readonly index: Temp | undefined;
  readonly src: Temp;
}
/** Strings put together, in order: a template, or `+`, which may also add numbers. */
export interface ConcatOp extends OpBase {
  readonly op: 'concat';
  readonly parts: readonly Temp[];
}
/** Any other operator: the result is a number or a truth value. `===`, `typeof`, `!`, `in`, `instanceof`, `<` … */
export interface ComputeOp extends OpBase {
  readonly op: 'compute';
  readonly operator: string;
  readonly args: readonly Temp[];
}
export interface CallOp extends OpBase {
  readonly op: 'call';
  readonly callee: Temp;
  /** The receiver of a method call. */
  readonly base: Temp | undefined;
  /** Name of the method or function as it is written; empty where it is computed. */
  readonly name: string;
  readonly args: readonly Temp[];
  /** From this argument on they are elements of a list that is spread. */
  readonly spreadFrom: number | undefined;
  readonly isNew: boolean;
}
/** A function as a value. */
export interface ClosureOp extends OpBase {
  readonly op: 'closure';
  readonly fn: FunctionId;
}
/** A new list or record; its contents follow as stores (`*` is the key of an element of a list). */
export interface CreateOp extends OpBase {
  readonly op: 'create';
  readonly what: 'record' | 'list';
}
/** A new class. `fn` -1: it states no constructor. */
export interface ClassOp extends OpBase {
  readonly op: 'class';
  readonly name: string;
  readonly fn: FunctionId;
  readonly base: Temp | undefined;
  readonly members: readonly {
    readonly name: string;
    readonly fn: FunctionId;
    readonly isStatic: boolean;
  }[];
}
/** All members of `src` become members of `base`. */
export interface SpreadOp extends OpBase {
  readonly op: 'spread';
  readonly base: Temp;
  readonly src: Temp;
}
/** An element of what is iterated over; of keys their names. */
export interface ElementOp extends OpBase {
  readonly op: 'element';
  readonly src: Temp;
  readonly of: 'values' | 'keys';
}
/** What the file offers to others. Name `*`: all that `src` offers; `=`: `src` is the whole of what it offers. */
export interface ExportOp extends OpBase {
  readonly op: 'export';
  readonly name: string;
  readonly src: Temp;
}
/** What waits for `src`: its result. */
export interface AwaitOp extends OpBase {
  readonly op: 'await';
  readonly src: Temp;
}

export type Op =
  | ConstantOp
  | ReadOp
  | WriteOp
  | GlobalOp
  | ModuleOp
  | LoadOp
  | StoreOp
  | ConcatOp
  | ComputeOp
  | CallOp
  | ClosureOp
  | CreateOp
  | ClassOp
  | SpreadOp
  | ElementOp
  | ExportOp
  | AwaitOp;
