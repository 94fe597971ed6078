import type { Temp, TypeName } from '../ir/ir.ts';
import { familySet } from '../models/families.ts';
import type { SourceModel } from '../models/model.ts';
import { Obj, type Fn, type Lib, type Mod, type Ref } from './entities.ts';
import {
  joinLabels,
  MAX_LABELS,
  NO_RULES,
  withStep,
  type Labels,
  type SourceRoot,
  type Trail,
} from './label.ts';
import type { Library } from './library.ts';
import { ROLE } from './memory/watched.ts';
import type { OwnMarks } from './own-marks.ts';
import type { Program } from './program.ts';
import { NOTHING_STORED, State, type Contents } from './state.ts';
import { sinkPlace, type SinkPlace } from './summary.ts';
import { joinValues, labelValue, UNKNOWN, type Fact, type Value } from './value.ts';

/** Where in the text. */
export interface Site {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** A key under which an object of a library keeps what it was filled with: the text of a builder. */
export const CONTENT = '%';

/** An operator of document databases: what is compared is a value, whatever is in it. */
const AS_IS = '$eq';

/** Objects inside an object that are looked into. */
const MAX_INSIDE = 24;

/** Objects with more members than that are tables: which member it is does not matter any more. */
const MAX_FIELDS = 48;
/** Members of an instance mean different things, however many there are: what is beyond is not kept. Chosen. */
const MAX_INSTANCE_FIELDS = 120;

function isTable(object: Obj, contents: Contents | undefined, key: string): boolean {
  if (object.owner === undefined) return false;
  const isKnown =
    contents === undefined ? object.known(key) !== undefined : contents.fields.has(key);
  const most = object.what === 'instance' ? MAX_INSTANCE_FIELDS : MAX_FIELDS;
  return !isKnown && (contents ?? object).fields.size >= most;
}

/** One function while it is interpreted: its state at this point, its temporaries, and what it may ask. */
export class Frame {
  readonly program: Program;
  readonly fn: Fn;
  readonly module: Mod;
  readonly library: Library;
  readonly code: Int32Array;
  readonly strings: readonly string[];
  /** Where the operation that wrote a temporary stands in `code`. */
  readonly definitions: Int32Array;
  readonly depth: number;
  /** What rules of users say of the file. */
  readonly marks: OwnMarks | undefined;
  state: State = new State();
  readonly #temps: (Value | undefined)[];

  constructor(program: Program, fn: Fn, depth: number) {
    this.program = program;
    this.fn = fn;
    this.depth = depth;
    this.module = fn.module;
    this.marks = program.marks.get(fn.module.path);
    this.library = program.libraryOf(fn.module);
    this.code = fn.module.ir.code;
    this.strings = fn.module.ir.strings;
    this.definitions = new Int32Array(fn.ir.temps).fill(-1);
    this.#temps = [];
  }

  text(id: number): string {
    return this.strings[id] ?? '';
  }

  word(at: number): number {
    return this.code[at] ?? 0;
  }

  value(temp: Temp): Value {
    const value = this.#temps[temp];
    return value === undefined ? UNKNOWN : this.state.seen(value);
  }

  set(temp: Temp, value: Value): void {
    if (value.labels.length >= MAX_LABELS) this.program.bounds.hit(this.fn, 'origins');
    this.#temps[temp] = value;
  }

  /** The place of the operation at `at` of `code`. */
  site(at: number): Site {
    return { path: this.module.path, start: this.word(at + 2), end: this.word(at + 3) };
  }

  /** The object that the operation at a place creates. */
  create(site: Site, what: Obj['what'], type?: Obj['type'], mark = ''): Obj {
    const key = `${site.start}:${site.end}:${what}${mark}`;
    const known = this.fn.objects.get(key);
    const object = known ?? new Obj(what, ROLE.created, this.fn, key);
    if (known === undefined) this.fn.objects.set(key, object);
    if (type !== undefined && object.type === undefined) object.setType(type);
    object.owner = this.fn;
    if (!object.isShared) this.state.heap.set(object, NOTHING_STORED);
    return object;
  }

  /** What this function has set on an object of a library that it was handed: the type of an answer. */
  held(lib: Lib): Obj {
    const key = `held:${lib.path}`;
    const known = this.fn.objects.get(key);
    if (known !== undefined) return known;
    const made = new Obj('record', ROLE.created, this.fn, key);
    this.fn.objects.set(key, made);
    return made;
  }

  contents(object: Obj): Contents | undefined {
    return object.isShared ? undefined : this.state.heap.get(object);
  }

  /** A member of an object; of an unknown key any of them. Undefined: nothing was ever stored there. */
  field(object: Obj, key: string): Value | undefined {
    const contents = this.contents(object);
    if (key === '' || key === '*') return this.anyField(object);
    if (contents !== undefined) {
      const own = contents.fields.get(key);
      const any = contents.length === undefined ? contents.fields.get('*') : undefined;
      return own === undefined ? any : any === undefined ? own : joinValues(own, any);
    }
    const own = object.field(key).read(this.fn);
    const any = object.known('*')?.read(this.fn);
    return own === undefined && any === undefined ? undefined : joinValues(own, any);
  }

  anyField(object: Obj): Value | undefined {
    const hasElements = object.what !== 'instance' || this.module.language === 'javascript';
    if (!hasElements) return this.#elements(object);
    if (object.isShared) return object.any.read(this.fn);
    let all: Value | undefined;
    for (const [key, value] of this.fields(object)) {
      if (key !== CONTENT) all = joinValues(all, value);
    }
    return all;
  }

  /** Of an instance what was put in by a computed key: its named members are none of its elements. */
  #elements(object: Obj): Value | undefined {
    const contents = this.contents(object);
    return contents === undefined ? object.known('*')?.read(this.fn) : contents.fields.get('*');
  }

  *fields(object: Obj): Generator<readonly [string, Value]> {
    const contents = this.contents(object);
    if (contents !== undefined) {
      yield* contents.fields;
      return;
    }
    object.field('*').read(this.fn);
    for (const [key, cell] of object.fields) {
      const value = cell.read(this.fn);
      if (value !== undefined) yield [key, value];
    }
  }

  /** Stores a member; what was there before stays possible where the key is not known or others see the object. */
  put(object: Obj, key: string, value: Value): void {
    const name = this.#nameOf(object, key);
    if (name === undefined) return;
    if (object.isShared) {
      this.#grow(object, name, value);
      return;
    }
    const before = this.state.heap.get(object) ?? NOTHING_STORED;
    const fields = new Map(before.fields);
    const isWeak = name === '*' || name === CONTENT;
    fields.set(name, isWeak ? joinValues(fields.get(name), value) : value);
    const isNext =
      object.what === 'list' && before.length !== undefined && name === String(before.length);
    const length = isNext ? before.length + 1 : name === '*' ? undefined : before.length;
    this.state.heap.set(object, { fields, length });
  }

  /** Under which name a member is kept; undefined: it is not. */
  #nameOf(object: Obj, key: string): string | undefined {
    if (key === '' || key === '*') return '*';
    if (!isTable(object, this.contents(object), key)) return key;
    return object.what === 'instance' ? undefined : '*';
  }

  setContents(object: Obj, contents: Contents): void {
    if (!object.isShared) this.state.heap.set(object, contents);
  }

  /** Others will see the objects in a value: what is stored in them from here on is known to all. */
  share(value: Value): void {
    for (const ref of value.refs) if (ref.kind === 'object') this.#shareObject(ref);
  }

  #shareObject(object: Obj): void {
    if (object.isShared) return;
    const contents = this.state.heap.get(object);
    object.share();
    this.state.heap.delete(object);
    for (const [key, value] of contents?.fields ?? []) {
      this.#grow(object, key, value);
    }
  }

  /** Adds to a field of an object that others see. */
  #grow(object: Obj, key: string, value: Value): void {
    this.share(value);
    this.program.grow(object.field(key), value);
    if (key !== CONTENT) this.program.grow(object.any, value);
    for (const { root } of value.labels) {
      if (root.kind === 'param') object.keys.addParamsOf(root.fn);
    }
    for (const { root } of value.guard?.no ?? []) {
      if (root.kind === 'param') object.keys.addParamsOf(root.fn);
    }
    for (const ref of value.refs) if (ref.kind === 'object') object.keys.addInner(ref);
  }

  /** Labels of a value, with those of what library objects were filled with. */
  labels(value: Value): Labels {
    let { labels } = value;
    for (const ref of value.refs) {
      if (ref.kind !== 'object') continue;
      const content = this.contentOf(ref);
      if (content !== undefined) labels = joinLabels(labels, content.labels);
    }
    return labels;
  }

  contentOf(object: Obj): Value | undefined {
    const contents = this.contents(object);
    return contents === undefined
      ? object.known(CONTENT)?.read(this.fn)
      : contents.fields.get(CONTENT);
  }

  /** Labels of a value and of everything inside, as far as a few objects go. */
  deepLabels(value: Value): Labels {
    let labels = this.labels(value);
    const seen = new Set<Obj>();
    const open = value.refs.filter((ref): ref is Obj => ref.kind === 'object');
    for (let next = open.pop(); next !== undefined && seen.size < MAX_INSIDE; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      for (const [key, inner] of this.fields(next)) {
        if (key === AS_IS) continue;
        labels = joinLabels(labels, this.labels(inner));
        open.push(...inner.refs.filter((ref): ref is Obj => ref.kind === 'object'));
      }
    }
    return labels;
  }

  /** A source in this function. Equal keys are one source, so that what a test shows of one reading holds for the next. */
  source(key: string, source: SourceModel, site: Site): Value {
    const known = this.fn.sources.get(key);
    const root: SourceRoot = known ?? { kind: 'source', source, fn: this.fn, key };
    if (known === undefined) {
      this.fn.sources.set(key, root);
      this.program.memory?.rooted(root);
    }
    const clean = familySet(source.clean ?? []);
    const labels = [{ root, path: '', clean, safeFor: NO_RULES, weak: false, trail: undefined }];
    const value = labelValue(withStep(labels, { what: source.what, ...site }));
    return source.begins === undefined ? value : { ...value, prefix: source.begins };
  }

  /** What a written type says of a value: what its members are. */
  typed(type: TypeName): readonly Ref[] {
    if (type === '' || type.endsWith('[]')) return [];
    const found = this.program.type(this.module, type, this);
    if (found === undefined) return [];
    return [found.kind === 'class' ? found.instance : found];
  }

  isCleanType(type: TypeName): boolean {
    if (type === '') return false;
    const { cleanTypes } = this.library.knowledge;
    if (cleanTypes.has(type)) return true;
    const found = this.program.type(this.module, type);
    return found?.kind === 'lib' && cleanTypes.has(found.path);
  }

  /** Labels reach a sink: a finding where they are sources, a line in the summary where they are parameters. */
  sink(
    labels: Labels,
    sink: SinkPlace,
    trailOf: (trail: Trail | undefined) => Trail | undefined,
  ): void {
    const { flows } = this.program;
    for (const label of labels) {
      const { root } = label;
      if (sink.asks !== undefined && root.kind !== 'param') continue;
      const models = sink.models.filter((model) => flows.matters(label, model));
      if (models.length === 0) continue;
      if (root.kind === 'param') {
        const place = models.length === sink.models.length ? sink : sinkPlace({ ...sink, models });
        const { summary } = root.fn;
        const isNew = summary.addSink({ ...label, root }, place, () => trailOf(label.trail));
        if (summary.sinks.isCut) this.program.bounds.hit(root.fn, 'places');
        if (isNew) this.summaryGrew(root.fn);
      } else {
        const trail = trailOf(label.trail);
        for (const model of models) {
          this.program.say({ kind: 'flow', label: { ...label, root }, sink, model, trail });
        }
      }
    }
  }

  summaryGrew(fn: Fn): void {
    this.program.notify(fn.summary);
  }

  learn(facts: readonly Fact[]): void {
    this.state.learn(facts);
  }
}
