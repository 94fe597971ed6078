import type { Setting } from '../configuration/properties.ts';
import type { ModuleIr, TypeName } from '../ir/ir.ts';
import { languages } from '../languages/all.ts';
import type { Language, PathAlias } from '../languages/language.ts';
import type { Knowledge } from '../models/knowledge.ts';
import { Bounds } from './bounds.ts';
import { Cls, extend, Fn, Mod, push, type ExportedType, type Lib, type Obj } from './entities.ts';
import { Flows } from './flows.ts';
import type { Memory } from './memory/memory.ts';
import type { Frame } from './frame.ts';
import { satisfyInterfaces } from './interfaces.ts';
import { Library } from './library.ts';
import type { MarksByPath } from './own-marks.ts';
import { hear, type Route, type Saying } from './saying.ts';
import { ROLE, Told, type Watched } from './memory/watched.ts';
import type { Cell, Value } from './value.ts';
import { Turns } from './turns.ts';

/** Handed in, because what interprets a call asks the program for what it calls. */
export type Interpreter = (program: Program, fn: Fn, depth: number) => void;

/** Methods of one name. */
export interface NamedMethods {
  readonly told: Told;
  readonly fns: Fn[];
}

/** Calls followed at once, one inside the other; deeper ones wait for their turn. */
export const MAX_DEPTH = 50;
/**
 * Times that a function is interpreted. Callees come before callers, so that only circles need more. Chosen: on our own
 * sources twelve rounds gave the same findings in twice the time.
 */
const MAX_ROUNDS = 4;
/** Operations in all: about 100 MB of source, each function several times. */
const MAX_STEPS = 20_000_000;

/** All files of a target, and what is known of them while they are interpreted. */
export class Program {
  readonly knowledge: Knowledge;
  readonly aliases: readonly PathAlias[];
  readonly marks: MarksByPath;
  /** Every value that a file of settings states of a key. */
  readonly settings: Map<string, string[]> = new Map();
  /** Stands for the templates of pages that there are. */
  readonly views: Told = new Told(ROLE.views, undefined);
  readonly fns: Fn[] = [];
  readonly flows: Flows;
  readonly turns: Turns = new Turns();
  readonly bounds: Bounds = new Bounds();
  readonly #modules: readonly Mod[];
  /** Stands for which files there are. */
  readonly files: Told = new Told(ROLE.files, undefined);
  /** What an earlier run left, and what is kept for the next. */
  memory: Memory | undefined;
  /** Operations interpreted. */
  steps = 0;
  /** Where requests arrive, for rules that compare routes. */
  readonly routes: Route[] = [];
  /** Functions that a bound left unfinished. */
  readonly overlong: Set<Fn> = new Set();
  /** The bound on the whole program was hit. */
  isExhausted = false;
  readonly #interpret: Interpreter;
  readonly #byPath = new Map<string, Mod>();
  readonly #packages = new Map<string, Obj>();
  readonly #classes = new Map<string, Cls>();
  readonly #folders = new Map<string, string>();
  readonly #libraries = new Map<string, Library>();
  readonly #languages = new Map<string, Language>(languages.map((each) => [each.id, each]));
  /** Methods by name, for receivers of which nothing is known. */
  readonly #methods = new Map<string, NamedMethods>();

  constructor(
    modules: readonly ModuleIr[],
    knowledge: Knowledge,
    {
      aliases,
      marks,
      settings,
      interpret,
    }: {
      readonly aliases: readonly PathAlias[];
      readonly marks: MarksByPath;
      readonly settings: readonly Setting[];
      readonly interpret: Interpreter;
    },
  ) {
    this.#interpret = interpret;
    this.knowledge = knowledge;
    this.aliases = aliases;
    this.marks = marks;
    for (const [key, value] of settings) push(this.settings, key, value);
    this.flows = new Flows(knowledge);
    this.#modules = modules.map((ir) => this.#open(ir));
    for (const module of this.#modules) this.#addClasses(module);
    for (const module of this.#modules) this.#linkClasses(module);
    satisfyInterfaces(new Set(this.#classes.values()), (name) => this.method(name));
  }

  get modules(): readonly Mod[] {
    this.files.touch();
    return this.#modules;
  }

  library(language: string): Library {
    const known = this.#libraries.get(language);
    if (known !== undefined) return known;
    const made = new Library(language, this.knowledge.of(language));
    this.#libraries.set(language, made);
    return made;
  }

  libraryOf(module: Mod): Library {
    return this.library(module.language);
  }

  /** What `specifier` means in a file: another file of the program, or a library. */
  imported(module: Mod, specifier: string): Mod | Lib {
    module.resolution.touch();
    const known = module.imports.get(specifier);
    if (known !== undefined) return known;
    const library = this.libraryOf(module);
    // A package that lies in the same repository: what models say of it is more than its source shows.
    const isKnown = module.language === 'javascript' && library.isDescribed(specifier);
    const found = isKnown ? library.root(specifier) : this.#imported(module, specifier);
    module.imports.set(specifier, found);
    return found;
  }

  #imported(module: Mod, specifier: string): Mod | Lib {
    const language = this.#languages.get(module.language);
    // `import package.own` in the file of that name is the file; `import json` in `json.py` is not.
    const isDotted = language?.id === 'python' && specifier.includes('.');
    for (const path of language?.candidates(specifier, module.path, this.aliases) ?? []) {
      const found = this.#byPath.get(path) ?? this.#inFolder(path);
      if (found !== undefined && (found !== module || isDotted)) return found;
    }
    return this.libraryOf(module).root(specifier);
  }

  /** A Go package by its folder. */
  #inFolder(folder: string): Mod | undefined {
    const path = this.#folders.get(folder);
    return path === undefined ? undefined : this.#byPath.get(path);
  }

  /** What a written type means in a file; undefined: nothing that matters. */
  type(module: Mod, type: TypeName, from?: Frame): Cls | Lib | undefined {
    if (type === '') return undefined;
    module.resolution.touch();
    const known = module.types.get(type);
    const found =
      known === undefined && !module.types.has(type) ? this.#typed(module, type) : known;
    module.types.set(type, found);
    if (found?.kind === 'export' && from !== undefined) this.require(found.module, from);
    return found?.kind === 'export' ? exportedClass(found) : found;
  }

  #typed(module: Mod, type: TypeName): Cls | Lib | ExportedType | undefined {
    const hash = type.indexOf('#');
    if (hash > 0) return this.#importedType(module, type.slice(0, hash), type.slice(hash + 1));
    if (hash === 0) {
      const name = type.slice(1);
      return this.#classes.get(classKey(module, name)) ?? this.libraryOf(module).root(name);
    }
    return type.startsWith('?')
      ? this.#guessed(module, type.slice(1))
      : this.libraryOf(module).root(type);
  }

  #importedType(module: Mod, from: string, name: string): Cls | Lib | ExportedType {
    const named = this.#classes.get(`${module.language}:${from}:${name}`);
    if (named !== undefined) return named;
    const target = this.imported(module, from);
    if (target.kind === 'lib') return this.libraryOf(module).root(`${from}.${name}`);
    return this.#classes.get(classKey(target, name)) ?? { kind: 'export', module: target, name };
  }

  #guessed(module: Mod, name: string): Cls | Lib | undefined {
    const { package: own, wildcards, language } = module.ir;
    const library = this.libraryOf(module);
    for (const each of [own, ...wildcards]) {
      const found = this.#classes.get(`${language}:${each}:${name}`);
      if (found !== undefined) return found;
    }
    for (const each of wildcards) {
      const lib = library.root(`${each}.${name}`);
      if (library.knowledge.types.has(lib.path) || lib.isModelled) return lib;
    }
    return library.root(name);
  }

  method(name: string): readonly Fn[] {
    const { told, fns } = this.methodsNamed(name);
    told.touch();
    return fns;
  }

  /** For the memory: without touching it. */
  methodsNamed(name: string): NamedMethods {
    const known = this.#methods.get(name);
    if (known !== undefined) return known;
    const made = { told: new Told(ROLE.method, undefined, name), fns: [] };
    this.#methods.set(name, made);
    return made;
  }

  /** Adds to what is known of a shared value, and has everyone who read it interpreted again. */
  grow(cell: Cell, value: Value): void {
    if (cell.add(value)) this.notify(cell);
  }

  /** Has everyone who read it interpreted again. */
  notify(grown: Watched): void {
    this.memory?.notifies(grown);
    // oxlint-disable-next-line no-unsafe-type-assertion -- readers are functions
    for (const reader of grown.readers ?? []) this.queueUp(reader as Fn);
  }

  enqueue(fn: Fn): void {
    this.memory?.enqueues(fn);
    this.queueUp(fn);
  }

  /** For the memory: without telling it. */
  queueUp(fn: Fn): void {
    this.turns.add(fn);
  }

  /** Has the body of a file interpreted, as an import does, unless it is being interpreted already. */
  require(module: Mod, from: Frame): void {
    const body = module.fns[0];
    if (body !== undefined) this.ensure(body, from.depth);
  }

  /** Has a function interpreted, unless it was or is. What comes of a circle is known when its functions come again. */
  ensure(fn: Fn, depth: number): void {
    if (fn.rounds > 0) {
      this.memory?.findsDone(fn);
    } else if (depth >= MAX_DEPTH) {
      this.memory?.findsDeep(fn);
      this.enqueue(fn);
    } else this.#run(fn, depth + 1);
  }

  #run(fn: Fn, depth: number): void {
    const { memory } = this;
    if (memory?.redo(fn, depth) === true) return;
    memory?.begin(fn, depth);
    this.#interpret(this, fn, depth);
    memory?.end();
  }

  /** Interprets the next function that has to be, unless a bound is hit; false: nothing changes any more. */
  settleOne(): boolean {
    const next = this.turns.next();
    if (next === undefined) return false;
    this.isExhausted ||= this.steps > MAX_STEPS;
    if (this.isExhausted) return true;
    if (next.rounds >= MAX_ROUNDS) {
      this.bounds.hit(next, 'rounds');
      return true;
    }
    this.#run(next, 0);
    return true;
  }

  tooLong(fn: Fn): void {
    this.say({ kind: 'overlong', fn });
  }

  /** Something that is told at the end, in the order in which it was found. */
  say(saying: Saying): void {
    this.memory?.says(saying);
    this.hear(saying);
  }

  /** For the memory: without telling it. */
  hear(saying: Saying): void {
    hear(this, saying);
  }

  /** Hands down what is known of an argument, and has the function interpreted again when that is new. */
  pass(fn: Fn, cell: Cell, value: Value): void {
    if (
      value.refs.length > 0 &&
      cell.add({
        ...value,
        labels: [],
        constants: undefined,
        guard: undefined,
        prefix: '',
        isBuilt: false,
      })
    ) {
      this.enqueue(fn);
    }
  }

  #open(ir: ModuleIr): Mod {
    const shared = ir.package === '' ? '' : `${ir.language}:${ir.package}`;
    const module = new Mod(ir, shared === '' ? undefined : this.#packages.get(shared));
    const { exports } = module;
    exports.share();
    if (shared !== '') this.#packages.set(shared, exports);
    this.#byPath.set(ir.path, module);
    const slash = ir.path.lastIndexOf('/');
    const folder = slash === -1 ? '' : ir.path.slice(0, slash);
    if (ir.language === 'go' && !ir.path.endsWith('_test.go')) this.#folders.set(folder, ir.path);
    for (const fn of ir.functions) {
      const made = new Fn(module, fn, this.fns.length);
      this.fns.push(made);
      module.fns.push(made);
    }
    return module;
  }

  #addClasses(module: Mod): void {
    for (const ir of module.ir.classes) {
      const key = classKey(module, ir.name);
      const known = module.ir.package === '' ? undefined : this.#classes.get(key);
      const cls = known ?? new Cls(module, ir.name);
      if (!this.#classes.has(key)) this.#classes.set(key, cls);
      cls.addPart(module, ir);
      module.classes.push(cls);
      if (ir.construct >= 0) belong(module.fns[ir.construct], cls);
      for (const { name, fn } of ir.methods) {
        const found = module.fns[fn];
        if (found === undefined) continue;
        belong(found, cls);
        this.methodsNamed(name).fns.push(found);
      }
    }
  }

  #linkClasses(module: Mod): void {
    for (const [index, ir] of module.ir.classes.entries()) {
      const cls = module.classes[index];
      for (const base of ir.bases) {
        const found = this.type(module, base);
        if (cls !== undefined && found !== undefined) extend(cls, found);
      }
    }
  }
}

function classKey(module: Mod, name: string): string {
  const { package: own, language, path } = module;
  return `${language}:${own === '' ? path : own}:${name}`;
}

function belong(fn: Fn | undefined, cls: Cls): void {
  if (fn !== undefined) fn.cls ??= cls;
}

/** A class that is exported under another name is known only once its file was interpreted. */
function exportedClass({ module, name }: ExportedType): Cls | undefined {
  return module.exports.field(name).value?.refs.find((ref) => ref.kind === 'class');
}
