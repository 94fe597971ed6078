import type { Confidence } from '../../../model/finding.ts';
import type { Family } from './families.ts';

/**
 * What is known of libraries, as data. A pack describes one library or framework; `models/<language>/index.ts` lists
 * the packs of a language. Everything is keyed by a **path**:
 *
 * - a value: the module or package, a dot, and the members: `express.Router`, `os.environ`, `net/http.DefaultClient`,
 *   `java.lang.System`; globals of the language bare: `document.cookie`, `Math.random`. JavaScript's `node:fs` is `fs`.
 * - what a call yields or does: the path of what is called and `()`: `express()`, `fs.readFile()`,
 *   `java.sql.Statement.executeQuery()`, `subprocess.run()`; `new` counts as a call: `java.io.File()`, `URL()`.
 * - a member of an instance: the path of its type and the member: with `express()` of type `express.Application`, its
 *   method is `express.Application.get()`. `Model.type` gives a value its type, `extends` inherits members.
 * - `string` is the type of literals and of what is put together from strings: `string.replace()`.
 * - `*.query()` and `*.innerHTML` stand for a member of a receiver whose type nobody knows: the last resort, with `when`
 *   and low confidence. `=` at the end is a write: `*.innerHTML=`, `document.cookie=` (its argument 0 is the value).
 * - of Python, Go and Java the calls that yield several values describe the first one (`'0'` of the result).
 */
export type Path = string;

/**
 * Where a value goes in or comes out of a call: `0` the first argument, `1+` every argument from the second, `*` all,
 * `this` the receiver, `result`, `key:shell` the argument with that name (Python), and members of those: `0.sql`,
 * `1.headers.host`, `this.factory`. `0*` is every member of the first argument, at any depth. `{0}` in a member stands
 * for the constant text of the first argument: `this.feature {0}`.
 */
export type Position = string;

/** Where untrusted or delicate data comes from. A rule says which kinds matter to it. */
export type SourceKind =
  /** Whoever can send a request, a message, a header. */
  | 'remote'
  /** The address, messages and storage of a browser page. */
  | 'dom'
  /** Text that stands in a page: what is written into its fields, attributes of its elements. */
  | 'page'
  /** What was stored before: rows of a database, uploaded files. */
  | 'stored'
  /** Arguments and environment of the process, its configuration, the console. */
  | 'local'
  /** Parameters of what a library exports. */
  | 'library'
  /** Passwords, tokens, personal data. */
  | 'secret'
  /** Members that hold such by their names alone: what an answer must not hold, and is everywhere in a program. */
  | 'named-secret'
  /** Stack traces and messages of errors. */
  | 'error'
  /** What a client says the server is called: the Host header. */
  | 'host'
  /** Predictable randomness. */
  | 'random'
  /** Names of the members of some object, parts of a path to one. */
  | 'keys'
  /** Text of a response or event of a system that is trusted no more than its users: an issue's title. */
  | 'foreign'
  /** What only rules of users call untrusted. */
  | 'own';

export interface SourceModel {
  readonly kind: SourceKind;
  /** For the trace: `query parameter`. */
  readonly what: string;
  /** Families that cannot be attacked through it: a cookie is hard to set for others, `['redirect']`. */
  readonly clean?: readonly Family[];
  /** Members that nobody can attack through: the path that the parser of uploads gave a file. */
  readonly members?: Readonly<Record<string, readonly Family[]>>;
  /** How it surely begins: `#`. */
  readonly begins?: string;
  /** Of a call: else nothing comes in by it. */
  readonly when?: readonly Condition[];
  /** Slugs of rules of users, of a source of theirs. */
  readonly rules?: ReadonlySet<string>;
}

/** All of it must hold; what cannot be told does not hold. */
export interface Condition {
  readonly at: Position;
  /** A constant equal to one of these. */
  readonly is?: string | number | boolean | null | readonly (string | number | boolean | null)[];
  /** Anything but surely one of these: another constant, unknown, or not given at all. */
  readonly isNot?: string | number | boolean | readonly (string | number | boolean)[];
  /** A constant string that this regular expression (flags `iu`) finds. */
  readonly matches?: string;
  /** Whatever follows, it surely begins with constant text in which this regular expression finds something. */
  readonly begins?: string;
  /** What it surely begins with, if anything, is not what this regular expression finds. */
  readonly beginsNot?: string;
  /** A constant string that this regular expression does not find. */
  readonly matchesNot?: string;
  /** Not given: no such argument or member. An argument that nobody can look into is not absent. */
  readonly absent?: boolean;
  /** Given, whatever it is. */
  readonly given?: boolean;
  /** Not a constant. */
  readonly dynamic?: boolean;
  /** Of one of these library types (or one that extends it). */
  readonly type?: Path | readonly Path[];
  /** Put together from parts, or a template with values in it. */
  readonly built?: boolean;
  /** Fewer constant characters or a smaller number than this: key sizes, rounds. */
  readonly below?: number;
}

/** Untrusted data must not arrive here. */
export interface SinkModel {
  /** Slug of the rule: `sql-injection`. */
  readonly rule: string;
  readonly at: readonly Position[];
  /** Where it is not the rule's own. */
  readonly family?: Family;
  readonly when?: readonly Condition[];
  /** Where they are not the rule's own. */
  readonly kinds?: readonly SourceKind[];
  /** `high` unless stated. */
  readonly confidence?: Confidence;
}

/** A use that is wrong whatever flows in. */
export interface MisuseModel {
  readonly rule: string;
  readonly when: readonly Condition[];
  readonly confidence?: Confidence;
  /** What this one shows, one clause: `MD5 is broken`. */
  readonly shows?: string;
}

export interface GuardModel {
  /** The argument that is known to be safe where the call is true (or returns at all, see `always`). */
  readonly at: Position;
  readonly cleans: readonly Family[] | 'all';
  /** It throws or ends the request where the argument is not safe. */
  readonly always?: boolean;
  /** What the argument is a key of: of keys that were read from it, it shows nothing about prototypes. */
  readonly of?: Position;
  /** It is safe where the call is false. */
  readonly negative?: boolean;
  readonly when?: readonly Condition[];
}

/** A call that hands functions to a framework, which calls them for each request. */
export interface HandlerModel {
  readonly at: Position;
  /** Types of the parameters that the framework passes, in order; empty: unknown. */
  readonly params: readonly Path[];
  /** A function with one parameter more gets something of this type first: what went wrong. */
  readonly error?: Path;
  /** Every parameter is untrusted by itself, but for those of a modelled type: views with parameters from the route. */
  readonly paramsAre?: SourceModel;
  readonly route?: RouteModel;
  /** What the handler returns is the answer: sinks. */
  readonly returns?: readonly SinkModel[];
}

/** A call that makes a page from a template: positions of its name and of the record of its values. */
export interface ViewModel {
  readonly name: Position;
  readonly data: Position;
}

export interface RouteModel {
  /** `GET`; `*` any; `{0}`: the constant at that position. */
  readonly method: string;
  /** Position of the path, or of a mark its argument; empty: none. */
  readonly path: Position;
  /** Middleware and guards that run before, as positions. */
  readonly before?: Position;
}

/** A call that calls its argument itself, at once or later: `forEach`, `then`, `setTimeout`. */
export interface CallbackModel {
  readonly at: Position;
  /** What each parameter gets, as positions: `this.*` is an element of the receiver, `0`, `this`; `source:` a SourceModel's place is `source`. */
  readonly params: readonly Position[];
  /** Where what the callback returns goes: `result`, `result.*`, `this`. */
  readonly returns?: Position;
  /** Untrusted values that the callback gets, by parameter. */
  readonly sources?: Readonly<Record<number, SourceModel>>;
  /** Types of what the callback gets. */
  readonly types?: readonly Path[];
  /** Else it calls nothing. */
  readonly when?: readonly Condition[];
}

export interface Model {
  /** The type of the value or of the call's result, `T[]` a list of those; `this`: the receiver's, `0`: the first argument's. */
  readonly type?: Path;
  readonly source?: SourceModel;
  readonly sinks?: readonly SinkModel[];
  readonly misuses?: readonly MisuseModel[];
  /** Where data goes, `['0', 'result']`; replaces what the engine assumes of a call that it does not know. From `source`: what `source` says comes in there, not in the result. */
  readonly flows?: readonly (readonly [Position, Position])[];
  /** The result carries what its arguments carry, but is safe for these. `all`: also a result that carries nothing. */
  readonly cleans?: readonly Family[] | 'all';
  /** What the result is not safe for any more, whatever its arguments were: of text that is decoded. */
  readonly spoils?: readonly Family[];
  /** The same under conditions: `replace(/[<>]/g, '')`. */
  readonly cleansIf?: readonly {
    readonly families: readonly Family[] | 'all';
    readonly when: readonly Condition[];
  }[];
  readonly guards?: readonly GuardModel[];
  readonly handlers?: readonly HandlerModel[];
  readonly callbacks?: readonly CallbackModel[];
  readonly view?: ViewModel;
  /** Members that the call sets, `{ 'this.secure': '0', 'result.factory': 'this' }`; values are positions or `=constant`. */
  readonly sets?: Readonly<Record<Position, Position>>;
  /** What the call yields where its arguments are known, by the engine's own list: `lower`, `concat`, `char-at`, `format` … */
  readonly folds?: string;
  /** The value, or what the call yields, is this constant: `javax.xml.XMLConstants.ACCESS_EXTERNAL_DTD`. */
  readonly constant?: string | number;
}

/** What a decorator or an annotation on a class, method or parameter means. Keyed `@nestjs/common.Get`. */
export interface MarkModel {
  /** Only where a file imports one of these: marks on what nobody knows, `*.route`. */
  readonly imports?: readonly string[];
  /** On a method: requests arrive here. */
  readonly route?: RouteModel;
  /** On a class: its routes begin with this argument. */
  readonly prefix?: Position;
  /** On a parameter or field: it is untrusted. */
  readonly source?: SourceModel;
  /** On a method with `route`: every parameter without a mark is untrusted, but for those of a modelled type. */
  readonly paramsAre?: SourceModel;
  /** On a method with `route`: what it returns is sent. */
  readonly returns?: readonly SinkModel[];
  /** On a method or class: requests are authenticated. */
  readonly authenticates?: boolean;
  /** On a field or its class: values are validated before they arrive. On a parameter `all` says that it is no part of the request. */
  readonly cleans?: readonly Family[] | 'all';
  /** On a method, class or parameter: wrong whatever follows; conditions see the mark's arguments (`0`, `key:origins`). */
  readonly misuses?: readonly MisuseModel[];
}

/** Functions that are entry points by the look of their parameters where nothing registers them: `(req, res)`. */
export interface ShapeModel {
  /** Names the parameters must have, in order; more may follow. Alternatives by `|`. */
  readonly names: readonly string[];
  /** Instead of names: types that the parameters are stated to have. */
  readonly declared?: readonly Path[];
  readonly types: readonly Path[];
  /** Only where a file imports one of these. */
  readonly imports?: readonly string[];
}

/** A method of a class that extends a library type: the framework calls it. */
export interface OverrideModel {
  readonly type: Path;
  /** Name; `*` any public one. */
  readonly method: string;
  readonly params: readonly Path[];
  readonly paramsAre?: SourceModel;
  readonly route?: RouteModel;
  readonly returns?: readonly SinkModel[];
}

export interface ModelPack {
  /** `express`. */
  readonly id: string;
  /** Ids of languages. */
  readonly languages: readonly string[];
  /** What it describes, and the documentation it was written from. */
  readonly about: string;
  readonly paths: Readonly<Record<Path, Model>>;
  readonly extends?: Readonly<Record<Path, readonly Path[]>>;
  readonly marks?: Readonly<Record<Path, MarkModel>>;
  readonly shapes?: readonly ShapeModel[];
  readonly overrides?: readonly OverrideModel[];
  /** Other names of the same thing: `jakarta.servlet` → `javax.servlet`. A prefix of paths. */
  readonly aliases?: Readonly<Record<Path, Path>>;
  /** Values of these types hold nothing an attacker could use: numbers, dates, UUIDs. */
  readonly cleanTypes?: readonly Path[];
}
