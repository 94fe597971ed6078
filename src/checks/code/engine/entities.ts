import type { ClassIr, FunctionIr, ModuleIr, VariableId } from '../ir/ir.ts';
import type { Model, SinkModel, SourceModel } from '../models/model.ts';
import type { ParamRoot, SourceRoot } from './label.ts';
import { ROLE, Told, Watched } from './memory/watched.ts';
import { Obj } from './objects.ts';
import { Summary } from './summary.ts';
import { Cell, refValue } from './value.ts';

export { Obj } from './objects.ts';

/** What values refer to. Each has one object a program, so that sets of them compare by identity. */
export type Ref = Fn | Cls | Instance | Obj | Mod | Lib;

/** Where requests arrive. */
export interface Entry {
  /** `GET /users/:id`, or what calls it: `event handler`. */
  readonly route: string;
  readonly path: string;
  readonly start: number;
}

type FnChange =
  | { readonly index: number; readonly source: SourceModel | undefined }
  | { readonly answer: SinkModel }
  | { readonly entry: Entry };

/** A function of the program. */
export class Fn extends Watched {
  readonly kind = 'fn' as const;
  readonly module: Mod;
  readonly id: number;
  /** Its place among the functions of the file. */
  readonly index: number;
  readonly receiver: Cell = new Cell(ROLE.receiver, this);
  readonly roots: readonly ParamRoot[];
  readonly receiverRoot: ParamRoot;
  readonly summary: Summary = new Summary(this);
  /** What its operations create, by the place of the operation. */
  readonly objects: Map<string, Obj> = new Map();
  readonly sources: Map<string, SourceRoot> = new Map();
  /** Stands for what callers see of it: names and types of its parameters, its marks. */
  readonly signature: Told = new Told(ROLE.signature, this);
  cls: Cls | undefined;
  /** Times it was interpreted. */
  rounds = 0;
  isActive = false;
  isQueued = false;
  /** Its number in the memory. */
  number = -1;
  readonly #ir: FunctionIr;
  readonly #params: readonly Cell[];
  readonly #paramSources = new Map<number, SourceModel>();
  #answers: readonly SinkModel[] = [];
  #entry: Entry | undefined;
  #members: Obj | undefined;
  #prototype: Obj | undefined;

  constructor(module: Mod, ir: FunctionIr, id: number) {
    super(ROLE.fn, undefined);
    this.module = module;
    this.#ir = ir;
    this.id = id;
    this.index = module.fns.length;
    this.#params = ir.params.map((_, index) => new Cell(ROLE.param, this, index));
    this.roots = ir.params.map((_, index) => ({ kind: 'param', fn: this, index }));
    this.receiverRoot = { kind: 'param', fn: this, index: -1 };
  }

  get ir(): FunctionIr {
    this.signature.touch();
    return this.#ir;
  }

  get name(): string {
    return this.ir.name;
  }

  /** What callers pass besides labels: functions, classes, library types. Joined over all of them. */
  get params(): readonly Cell[] {
    this.signature.touch();
    return this.#params;
  }

  /** Parameters that are untrusted by themselves, by index. */
  get paramSources(): ReadonlyMap<number, SourceModel> {
    this.touch();
    return this.#paramSources;
  }

  setParamSource(index: number, source: SourceModel): void {
    this.#change({ index, source });
  }

  dropParamSource(index: number): void {
    if (this.paramSources.has(index)) this.#change({ index, source: undefined });
  }

  /** What it returns is sent as an answer. */
  get answers(): readonly SinkModel[] {
    this.touch();
    return this.#answers;
  }

  addAnswer(answer: SinkModel): void {
    this.#change({ answer });
  }

  get entry(): Entry | undefined {
    this.touch();
    return this.#entry;
  }

  set entry(entry: Entry) {
    this.#change({ entry });
  }

  /** Members stored on the function itself, its `prototype` among them. */
  get members(): Obj {
    this.#members ??= new Obj('record', ROLE.members, this);
    return this.#members;
  }

  /** The object that `new` of it inherits from. */
  get prototype(): Obj {
    this.#prototype ??= new Obj('record', ROLE.prototype, this);
    return this.#prototype;
  }

  #change(change: FnChange): void {
    this.touch();
    this.redo(change);
    this.tell(change);
  }

  override redo(told: unknown): void {
    // oxlint-disable-next-line no-unsafe-type-assertion -- told above
    const change = told as FnChange;
    if ('source' in change) {
      if (change.source === undefined) this.#paramSources.delete(change.index);
      else this.#paramSources.set(change.index, change.source);
    } else if ('answer' in change) this.#answers = [...this.#answers, change.answer];
    else this.#entry = change.entry;
  }
}

type ClsChange = { readonly base: Cls | Lib } | { readonly derived: Cls };

/** A class of the program: all parts that files state of it. */
export class Cls extends Watched {
  readonly kind = 'class' as const;
  readonly module: Mod;
  readonly name: string;
  readonly instance: Instance;
  readonly statics: Obj = new Obj('record', ROLE.statics, this);
  readonly #parts: { readonly module: Mod; readonly ir: ClassIr }[] = [];
  readonly #methods = new Map<string, Fn[]>();
  readonly #fields = new Map<string, Cell>();
  readonly #bases: (Cls | Lib)[] = [];
  readonly #derived: Cls[] = [];
  #construct: Fn | undefined;

  constructor(module: Mod, name: string) {
    super(ROLE.cls, module, module.classes.length);
    this.module = module;
    this.name = name;
    this.instance = new Instance(this);
  }

  get parts(): readonly { readonly module: Mod; readonly ir: ClassIr }[] {
    this.touch();
    return this.#parts;
  }

  get methods(): ReadonlyMap<string, readonly Fn[]> {
    this.touch();
    return this.#methods;
  }

  /** Library types and classes of the program that it extends. */
  get bases(): readonly (Cls | Lib)[] {
    this.touch();
    return this.#bases;
  }

  get derived(): readonly Cls[] {
    this.touch();
    return this.#derived;
  }

  get construct(): Fn | undefined {
    this.touch();
    return this.#construct;
  }

  /** What a file states of it, while the program is put together. */
  addPart(module: Mod, ir: ClassIr): void {
    this.#parts.push({ module, ir });
    this.#construct ??= module.fns[ir.construct];
    for (const { name, fn } of ir.methods) {
      const found = module.fns[fn];
      if (found !== undefined) push(this.#methods, name, found);
    }
  }

  /** What methods store in a member of `this`, whichever object it is. */
  field(name: string): Cell {
    const known = this.#fields.get(name);
    if (known !== undefined) return known;
    const made = new Cell(ROLE.classField, this, name);
    this.#fields.set(name, made);
    return made;
  }

  extend(base: Cls | Lib): void {
    this.#change({ base });
    if (base.kind === 'class') base.#change({ derived: this });
  }

  #change(change: ClsChange): void {
    this.touch();
    this.redo(change);
    this.tell(change);
  }

  override redo(told: unknown): void {
    // oxlint-disable-next-line no-unsafe-type-assertion -- told above
    const change = told as ClsChange;
    if ('base' in change) this.#bases.push(change.base);
    else this.#derived.push(change.derived);
  }
}

export function push<T>(map: Map<string, T[]>, key: string, one: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [one]);
  else known.push(one);
}

/** Says that a class extends another; what it knows by then is not said twice. */
export function extend(cls: Cls, base: Cls | Lib): void {
  if (base === cls || cls.bases.includes(base)) return;
  cls.extend(base);
}

/** Some object of a class or of one that extends it. */
export class Instance {
  readonly kind = 'instance' as const;
  readonly cls: Cls;

  constructor(cls: Cls) {
    this.cls = cls;
  }
}

/** What a type that a file names means where only the exports of another file can tell. */
export interface ExportedType {
  readonly kind: 'export';
  readonly module: Mod;
  readonly name: string;
}

/** A file of the program; files of one Go or Java package share `exports`. */
export class Mod {
  readonly kind = 'module' as const;
  readonly path: string;
  readonly language: string;
  /** As in `ModuleIr`. */
  readonly package: string;
  readonly exports: Obj;
  /** `module` of a CommonJS file: what is stored in its member `exports` is what the file is. */
  readonly self: Obj = new Obj('record', ROLE.self, this);
  /** `module.exports = …`: what an import yields. */
  readonly whole: Cell = new Cell(ROLE.whole, this);
  readonly fns: Fn[] = [];
  /** What imports and types of the file mean, once it was looked up. */
  readonly imports: Map<string, Mod | Lib> = new Map();
  readonly types: Map<string, Cls | Lib | ExportedType | undefined> = new Map();
  /** Stands for the whole of what is written in it. */
  readonly content: Told = new Told(ROLE.content, this);
  /** Stands for `imports` and `types`. */
  readonly resolution: Told = new Told(ROLE.resolution, this);
  readonly classes: Cls[] = [];
  /** What dotted names of packages stand for here, as they were asked for; null: no file. */
  readonly below: Map<string, Mod | null> = new Map();
  /** Its number in the memory. */
  number = -1;
  /** Whether an earlier run knew it as it is. */
  isSame = false;
  readonly #ir: ModuleIr;
  readonly #shared = new Map<VariableId, Cell>();
  readonly #foreign = new Map<VariableId, Cell>();

  constructor(ir: ModuleIr, exports?: Obj) {
    this.#ir = ir;
    this.path = ir.path;
    this.language = ir.language;
    this.package = ir.package;
    this.exports = exports ?? new Obj('record', ROLE.exports, this);
    this.self.share();
    this.self.field('exports').add(refValue(this.exports));
  }

  get ir(): ModuleIr {
    this.content.touch();
    return this.#ir;
  }

  /** A variable that closures share. */
  shared(variable: VariableId): Cell {
    return cellOf(this.#shared, variable, () => new Cell(ROLE.shared, this, variable));
  }

  /** What others than its owner wrote to it. */
  foreign(variable: VariableId): Cell {
    return cellOf(this.#foreign, variable, () => new Cell(ROLE.foreign, this, variable));
  }
}

function cellOf(cells: Map<VariableId, Cell>, variable: VariableId, make: () => Cell): Cell {
  const known = cells.get(variable);
  if (known !== undefined) return known;
  const made = make();
  cells.set(variable, made);
  return made;
}

/** A path of the models: a value of a library, or some instance of one of its types. */
export class Lib {
  readonly kind = 'lib' as const;
  readonly language: string;
  readonly path: string;
  /** Of the value itself, and of calling it. */
  readonly value: Model | undefined;
  readonly call: Model | undefined;
  readonly write: Model | undefined;
  readonly members: Map<string, Lib> = new Map();

  constructor(
    language: string,
    path: string,
    models: {
      readonly value: Model | undefined;
      readonly call: Model | undefined;
      readonly write: Model | undefined;
    },
  ) {
    this.language = language;
    this.path = path;
    this.value = models.value;
    this.call = models.call;
    this.write = models.write;
  }

  get isModelled(): boolean {
    return this.value !== undefined || this.call !== undefined || this.write !== undefined;
  }
}
