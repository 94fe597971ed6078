import type { ClassIr, FunctionIr, ModuleIr, VariableId } from '../ir/ir.ts';
import type { Model, SinkModel, SourceModel } from '../models/model.ts';
import type { ParamRoot, SourceRoot } from './label.ts';
import type { Summary } from './summary.ts';
import { Cell, refValue } from './value.ts';

/** What values refer to. Each has one object a program, so that sets of them compare by identity. */
export type Ref = Fn | Cls | Instance | Obj | Mod | Lib;

/** Where requests arrive. */
export interface Entry {
  /** `GET /users/:id`, or what calls it: `event handler`. */
  readonly route: string;
  readonly path: string;
  readonly start: number;
}

/** A function of the program. */
export class Fn {
  readonly kind = 'fn' as const;
  readonly module: Mod;
  readonly ir: FunctionIr;
  readonly id: number;
  /** What callers pass besides labels: functions, classes, library types. Joined over all of them. */
  readonly params: readonly Cell[];
  readonly receiver: Cell = new Cell();
  readonly roots: readonly ParamRoot[];
  readonly receiverRoot: ParamRoot;
  /** Parameters that are untrusted by themselves, by index. */
  readonly paramSources: Map<number, SourceModel> = new Map();
  /** What it returns is sent as an answer. */
  readonly answers: SinkModel[] = [];
  readonly summary: Summary;
  /** Members stored on the function itself, its `prototype` among them. */
  readonly members: Obj;
  /** What its operations create, by the place of the operation. */
  readonly objects: Map<string, Obj> = new Map();
  readonly sources: Map<string, SourceRoot> = new Map();
  entry: Entry | undefined;
  cls: Cls | undefined;
  /** Times it was interpreted. */
  rounds = 0;
  isActive = false;
  isQueued = false;

  constructor(module: Mod, ir: FunctionIr, id: number, summary: Summary) {
    this.module = module;
    this.ir = ir;
    this.id = id;
    this.summary = summary;
    this.params = ir.params.map(() => new Cell());
    this.roots = ir.params.map((_, index) => ({ kind: 'param', fn: this, index }));
    this.receiverRoot = { kind: 'param', fn: this, index: -1 };
    this.members = new Obj('record');
  }

  get name(): string {
    return this.ir.name;
  }
}

/** A class of the program: all parts that files state of it. */
export class Cls {
  readonly kind = 'class' as const;
  readonly module: Mod;
  readonly name: string;
  readonly parts: { readonly module: Mod; readonly ir: ClassIr }[] = [];
  readonly instance: Instance;
  readonly methods: Map<string, Fn[]> = new Map();
  readonly statics: Obj;
  /** What methods store in members of `this`, whichever object it is. */
  readonly fields: Map<string, Cell> = new Map();
  /** Library types and classes of the program that it extends. */
  readonly bases: (Cls | Lib)[] = [];
  readonly derived: Cls[] = [];
  construct: Fn | undefined;

  constructor(module: Mod, name: string) {
    this.module = module;
    this.name = name;
    this.instance = new Instance(this);
    this.statics = new Obj('record');
  }

  field(name: string): Cell {
    const known = this.fields.get(name);
    if (known !== undefined) return known;
    const made = new Cell();
    this.fields.set(name, made);
    return made;
  }
}

/** Says that a class extends another; what it knows by then is not said twice. */
export function extend(cls: Cls, base: Cls | Lib): void {
  if (base === cls || cls.bases.includes(base)) return;
  cls.bases.push(base);
  if (base.kind === 'class') base.derived.push(cls);
}

/** Some object of a class or of one that extends it. */
export class Instance {
  readonly kind = 'instance' as const;
  readonly cls: Cls;

  constructor(cls: Cls) {
    this.cls = cls;
  }
}

/** What one operation creates, whenever it runs. */
export class Obj {
  readonly kind = 'object' as const;
  readonly what: 'record' | 'list' | 'instance';
  /** What is known once it is seen from elsewhere: every value that was ever stored. */
  readonly fields: Map<string, Cell> = new Map();
  /** The class, constructor function or library type that it is of. */
  type: Cls | Fn | Lib | undefined;
  isShared = false;
  /** The function that creates it: each of its calls has one of its own. */
  owner: Fn | undefined;
  /** All fields together, for keys that nobody knows. */
  readonly any: Cell = new Cell();
  /** Functions whose parameters are in it, and the objects in it: what a caller has to copy is found at once. */
  readonly holdsParamsOf: Set<Fn> = new Set();
  readonly inner: Set<Obj> = new Set();

  constructor(what: 'record' | 'list' | 'instance') {
    this.what = what;
  }

  field(name: string): Cell {
    const known = this.fields.get(name);
    if (known !== undefined) return known;
    const made = new Cell();
    this.fields.set(name, made);
    return made;
  }
}

/** A file of the program; files of one Go or Java package share `exports`. */
export class Mod {
  readonly kind = 'module' as const;
  readonly ir: ModuleIr;
  readonly exports: Obj;
  /** `module` of a CommonJS file: what is stored in its member `exports` is what the file is. */
  readonly self: Obj = new Obj('record');
  /** `module.exports = …`: what an import yields. */
  readonly whole: Cell = new Cell();
  readonly fns: Fn[] = [];
  /** What imports and types of the file mean, once it was looked up. */
  readonly imports: Map<string, Mod | Lib> = new Map();
  readonly types: Map<string, Cls | Lib | undefined> = new Map();
  readonly classes: Cls[] = [];
  /** What dotted names of packages stand for here, as they were asked for; null: no file. */
  readonly below: Map<string, Mod | null> = new Map();
  /** Variables that closures share. */
  readonly shared: Map<VariableId, Cell> = new Map();
  /** What others than their owner wrote to them. */
  readonly foreign: Map<VariableId, Cell> = new Map();

  constructor(ir: ModuleIr, exports: Obj) {
    this.ir = ir;
    this.exports = exports;
    this.self.isShared = true;
    this.self.field('exports').add(refValue(exports));
  }
}

/** A path of the models: a value of a library, or some instance of one of its types. */
export class Lib {
  readonly kind = 'lib' as const;
  readonly path: string;
  /** Of the value itself, and of calling it. */
  readonly value: Model | undefined;
  readonly call: Model | undefined;
  readonly write: Model | undefined;
  readonly members: Map<string, Lib> = new Map();

  constructor(
    path: string,
    models: {
      readonly value: Model | undefined;
      readonly call: Model | undefined;
      readonly write: Model | undefined;
    },
  ) {
    this.path = path;
    this.value = models.value;
    this.call = models.call;
    this.write = models.write;
  }

  get isModelled(): boolean {
    return this.value !== undefined || this.call !== undefined || this.write !== undefined;
  }
}
