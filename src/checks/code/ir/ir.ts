/**
 * The intermediate form that every front end lowers to and the engine works on. It keeps what matters for the flow of
 * data and forgets the rest: no precedence, no syntax, no types but those that people wrote down.
 *
 * A file is one `ModuleIr`. Its functions lie in one list, the first of which is the body of the file. A function is a
 * graph of basic blocks of operations, which lie one after the other in `code` (see `encoding.ts`): plain numbers, so
 * that a module moves between threads and into the cache without being copied object by object. Operations write
 * temporaries (`Temp`), each assigned by one operation only, and read and write variables (`VariableId`), which are
 * numbered through the file so that a closure names a variable of its outer function by the same number. Places are
 * offsets into the decoded text (UTF-16 code units).
 */
export interface ModuleIr {
  /** From the root of the target. */
  readonly path: string;
  /** Id of the language whose front end wrote it. */
  readonly language: string;
  /** Files with the same name here see each other's top names without an import: Go and Java packages; else empty. */
  readonly package: string;
  /** Packages whose names are seen without a qualifier: `java.util` of `import java.util.*`. */
  readonly wildcards: readonly string[];
  /** What `code` refers to by number. */
  readonly strings: readonly string[];
  readonly code: Int32Array;
  readonly functions: readonly FunctionIr[];
  readonly classes: readonly ClassIr[];
  readonly variables: readonly VariableIr[];
  /** Statements that could not be parsed and are not here. */
  readonly lost: readonly Span[];
}

export type Temp = number;
export type VariableId = number;
export type BlockId = number;
export type FunctionId = number;
export type ClassId = number;

/** From, and up to but without, an offset. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A type as it was written, without type arguments: `express#Request` (the module it is imported from, `#`, its name),
 * `./users.service#Users`, `javax.servlet.http#HttpServletRequest`, `net/http#Request`; `#User` of the same file or Go
 * package; `?User` where a package or a wildcard import has to tell; `string`, `int` and the like bare; `[]` at the
 * end: a list of those. Empty: none was written.
 */
export type TypeName = string;

/** A decorator or an annotation: `@Get('/users/:id')`. */
export interface MarkIr {
  readonly name: TypeName;
  /** What its arguments state in constants, by name (`value` and '0' are the first unnamed one); lists joined by a line feed. */
  readonly args: Readonly<Record<string, string>>;
}

export interface VariableIr {
  readonly name: string;
  /** The function that it belongs to. */
  readonly owner: FunctionId;
  /** Other functions use it: its value does not follow the order of one function's statements. */
  readonly isCaptured: boolean;
  readonly type: TypeName;
}

export interface FunctionIr extends Span {
  /** Empty where it has none. */
  readonly name: string;
  /** The function around it; -1 of the body of the file. */
  readonly parent: FunctionId;
  /** The class that it is a method of, or -1. */
  readonly ownerClass: ClassId;
  readonly params: readonly ParamIr[];
  /** Holds the receiver: `this`, `self`. */
  readonly receiver: VariableId;
  readonly returns: TypeName;
  readonly marks: readonly MarkIr[];
  readonly isAsync: boolean;
  readonly temps: number;
  /** Where each block begins in `code`; it runs to its terminator. The first is the entry. */
  readonly blocks: readonly number[];
}

export interface ParamIr extends Span {
  readonly variable: VariableId;
  readonly name: string;
  /** Takes the rest of the arguments, as a list; of `**named` as a record. */
  readonly isRest: boolean;
  readonly type: TypeName;
  readonly marks: readonly MarkIr[];
}

export interface ClassIr extends Span {
  /** With the names of the classes around it: `Outer.Inner`. */
  readonly name: string;
  readonly bases: readonly TypeName[];
  readonly marks: readonly MarkIr[];
  /** -1: it states none. Fields with a value are stored by it, or by one made for them. */
  readonly construct: FunctionId;
  readonly methods: readonly MemberIr[];
  readonly fields: readonly FieldIr[];
  readonly isInterface: boolean;
}

export interface MemberIr {
  readonly name: string;
  readonly fn: FunctionId;
  readonly isStatic: boolean;
}

export interface FieldIr {
  readonly name: string;
  readonly type: TypeName;
  readonly isStatic: boolean;
  readonly marks: readonly MarkIr[];
}

export type ConstantKind = 'string' | 'number' | 'boolean' | 'nothing' | 'pattern' | 'other';

/** A literal. Of a pattern `text` is `/source/flags`. Numbers are written in decimal. */
export interface ConstantOp {
  readonly op: 'constant';
  readonly kind: ConstantKind;
  readonly text: string;
}
export interface ReadOp {
  readonly op: 'read';
  readonly variable: VariableId;
}
export interface WriteOp {
  readonly op: 'write';
  readonly variable: VariableId;
  readonly src: Temp;
}
/** A name that no scope of the file declares: `process`, `open`; of Go a function or variable of the same package. */
export interface GlobalOp {
  readonly op: 'global';
  readonly name: string;
}
/** Another file or a package: `./users`, `express`, `os.path`, `net/http`. */
export interface ModuleOp {
  readonly op: 'module';
  readonly specifier: string;
}
/** A type used as a value: what a static call or a constructor stands on, what `instanceof` asks for. */
export interface TypeOp {
  readonly op: 'type';
  readonly type: TypeName;
}
/** `base.key` or `base[index]`; `key` is empty where it is computed. A constant index is a key. */
export interface LoadOp {
  readonly op: 'load';
  readonly base: Temp;
  readonly key: string;
  readonly index: Temp | undefined;
}
export interface StoreOp {
  readonly op: 'store';
  readonly base: Temp;
  readonly key: string;
  readonly index: Temp | undefined;
  readonly src: Temp;
}
/** Strings put together, in order: a template, `+` (which may also add numbers), an f-string. Empty strings are left out. */
export interface ConcatOp {
  readonly op: 'concat';
  readonly parts: readonly Temp[];
}
/**
 * Any other operator, as JavaScript writes it: `===`, `==`, `!==`, `<`, `!`, `in`, `instanceof`, `typeof`, `-`, `*`,
 * `&`. `===` compares values: Python's and Go's `==`, Java's `==` of primitives.
 */
export interface ComputeOp {
  readonly op: 'compute';
  readonly operator: string;
  readonly args: readonly Temp[];
}
export interface CallOp {
  readonly op: 'call';
  readonly callee: Temp;
  /** The receiver of a method call: the base of the load that `callee` is. */
  readonly base: Temp | undefined;
  /** Name of the method or function as it is written; empty where it is computed. */
  readonly name: string;
  readonly args: readonly Temp[];
  /** Python's `shell=True`. */
  readonly named: readonly { readonly name: string; readonly value: Temp }[];
  /** From this argument on they are elements of a list that is spread. */
  readonly spreadFrom: number | undefined;
  readonly isNew: boolean;
}
/** A function as a value. */
export interface ClosureOp {
  readonly op: 'closure';
  readonly fn: FunctionId;
}
/** A new list or record; its contents follow as stores: keys '0' to '15' of a list, then `*`, which is any element. */
export interface CreateOp {
  readonly op: 'create';
  readonly what: 'record' | 'list';
}
/** A class of this file as a value; `base` is what it extends where that is an expression. */
export interface ClassOp {
  readonly op: 'class';
  readonly id: ClassId;
  readonly base: Temp | undefined;
}
/** All members of `src` become members of `base`. */
export interface SpreadOp {
  readonly op: 'spread';
  readonly base: Temp;
  readonly src: Temp;
}
/** An element of what is iterated over; of keys their names. */
export interface ElementOp {
  readonly op: 'element';
  readonly src: Temp;
  readonly of: 'values' | 'keys';
}
/** What the file offers to others. Name `*`: all that `src` offers; `=`: `src` is the whole of what it offers. */
export interface ExportOp {
  readonly op: 'export';
  readonly name: string;
  readonly src: Temp;
}
/** What waits for `src`: its result. */
export interface AwaitOp {
  readonly op: 'await';
  readonly src: Temp;
}
/** The same value, said to be of a type. */
export interface CastOp {
  readonly op: 'cast';
  readonly src: Temp;
  readonly type: TypeName;
}
/** Hands a value to whoever iterates over what the generator returns. */
export interface YieldOp {
  readonly op: 'yield';
  readonly src: Temp;
}

export type OpShape =
  | ConstantOp
  | ReadOp
  | WriteOp
  | GlobalOp
  | ModuleOp
  | TypeOp
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
  | AwaitOp
  | CastOp
  | YieldOp;

/**
 * Where a block leads. `yes` is where `test` is true; `&&`, `||`, `!` of a condition are branches of their own, so that
 * a test is one comparison or call. A `fork` takes any of its ways: entering a `try`, a loop over a list.
 */
export type Next =
  | { readonly op: 'jump'; readonly to: BlockId }
  | { readonly op: 'branch'; readonly test: Temp; readonly yes: BlockId; readonly no: BlockId }
  | { readonly op: 'fork'; readonly to: readonly BlockId[] }
  | { readonly op: 'return'; readonly value: Temp | undefined }
  | { readonly op: 'throw'; readonly value: Temp | undefined }
  | { readonly op: 'stop' };

/** An operation as `decode` gives it. */
export type Op = (OpShape | Next) & Span & { readonly dst: Temp };
