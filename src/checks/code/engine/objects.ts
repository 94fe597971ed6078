import type { Cls, Fn, Lib } from './entities.ts';
import { ROLE, Watched } from './memory/watched.ts';
import { Cell, type Value } from './value.ts';

type ObjChange = { readonly isShared: true } | { readonly type: Cls | Fn | Lib };

/** What one operation creates, whenever it runs. */
export class Obj extends Watched {
  readonly kind = 'object' as const;
  readonly what: 'record' | 'list' | 'instance';
  /** The function that creates it: each of its calls has one of its own. */
  owner: Fn | undefined;
  /** What is known once it is seen from elsewhere: every value that was ever stored. */
  readonly #cells = new Map<string, FieldCell>();
  #any: Cell | undefined;
  #keys: Keys | undefined;
  #type: Cls | Fn | Lib | undefined;
  #isShared = false;

  constructor(
    what: 'record' | 'list' | 'instance',
    role: number = ROLE.none,
    of?: object,
    key: string | number = 0,
  ) {
    super(role, of, key);
    this.what = what;
  }

  /** All fields together, for keys that nobody knows. */
  get any(): Cell {
    this.#any ??= new Cell(ROLE.any, this);
    return this.#any;
  }

  get keys(): Keys {
    this.#keys ??= new Keys(this);
    return this.#keys;
  }

  /** Those in which something is stored, in the order in which it was. */
  get fields(): ReadonlyMap<string, Cell> {
    return this.keys.fields;
  }

  field(name: string): FieldCell {
    const known = this.#cells.get(name);
    if (known !== undefined) return known;
    const made = new FieldCell(this, name);
    this.#cells.set(name, made);
    return made;
  }

  /** A field in which something is stored. */
  known(name: string): Cell | undefined {
    const cell = this.field(name);
    return cell.value === undefined ? undefined : cell;
  }

  /** The class, constructor function or library type that it is of. */
  get type(): Cls | Fn | Lib | undefined {
    this.touch();
    return this.#type;
  }

  setType(type: Cls | Fn | Lib): void {
    this.#change({ type });
  }

  get isShared(): boolean {
    this.touch();
    return this.#isShared;
  }

  share(): void {
    if (!this.isShared) this.#change({ isShared: true });
  }

  #change(change: ObjChange): void {
    this.touch();
    this.redo(change);
    this.tell(change);
  }

  override redo(told: unknown): void {
    // oxlint-disable-next-line no-unsafe-type-assertion -- told above
    const change = told as ObjChange;
    if ('type' in change) this.#type = change.type;
    else this.#isShared = true;
  }
}

type KeysChange = { readonly name: string } | { readonly paramsOf: Fn } | { readonly object: Obj };

/** What an object has fields for, and what is in them, as far as it is asked for without a name. */
export class Keys extends Watched {
  readonly #object: Obj;
  readonly #fields = new Map<string, Cell>();
  readonly #holdsParamsOf = new Set<Fn>();
  readonly #inner = new Set<Obj>();

  constructor(object: Obj) {
    super(ROLE.keys, object);
    this.#object = object;
  }

  get fields(): ReadonlyMap<string, Cell> {
    this.touch();
    return this.#fields;
  }

  /** Functions whose parameters are in it, and the objects in it: what a caller has to copy is found at once. */
  get holdsParamsOf(): ReadonlySet<Fn> {
    this.touch();
    return this.#holdsParamsOf;
  }

  get inner(): ReadonlySet<Obj> {
    this.touch();
    return this.#inner;
  }

  addField(name: string): void {
    this.#change({ name });
  }

  addParamsOf(fn: Fn): void {
    if (!this.holdsParamsOf.has(fn)) this.#change({ paramsOf: fn });
  }

  addInner(object: Obj): void {
    if (!this.inner.has(object)) this.#change({ object });
  }

  #change(change: KeysChange): void {
    this.touch();
    this.redo(change);
    this.tell(change);
  }

  override redo(told: unknown): void {
    // oxlint-disable-next-line no-unsafe-type-assertion -- told above
    const change = told as KeysChange;
    if ('name' in change) this.#fields.set(change.name, this.#object.field(change.name));
    else if ('paramsOf' in change) this.#holdsParamsOf.add(change.paramsOf);
    else this.#inner.add(change.object);
  }
}

/** A member of an object. */
export class FieldCell extends Cell {
  readonly #object: Obj;
  readonly #name: string;

  constructor(object: Obj, name: string) {
    super(ROLE.field, object, name);
    this.#object = object;
    this.#name = name;
  }

  override add(value: Value): boolean {
    const isFirst = this.value === undefined;
    const isNew = super.add(value);
    if (isFirst && isNew) this.#object.keys.addField(this.#name);
    return isNew;
  }
}
