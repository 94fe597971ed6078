import type { Condition, SinkModel } from '../models/model.ts';
import type { Fn } from './entities.ts';
import type { Label, ParamLabel, Trail } from './label.ts';
import { ROLE, Watched } from './memory/watched.ts';
import { ParamSinks } from './param-sinks.ts';
import type { Program } from './program.ts';
import { equalFacts, type Fact, type Value } from './value.ts';

/** An argument that rules watch. */
export interface SinkPlace {
  /** What each of the rules says of it. */
  readonly models: readonly SinkModel[];
  /** Equal for the same place and rules. */
  readonly key: string;
  readonly fn: Fn;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** Name of what is called or written, for people. */
  readonly callee: string;
  /** Path of what a library is called by, where it is one: `pg.Client.query`. */
  readonly library?: string;
  /** What has to hold of what a caller passes: that it has put it together. */
  readonly asks?: readonly Condition[];
}

/** A place that `models` watch. */
export function sinkPlace(place: Omit<SinkPlace, 'key'>): SinkPlace {
  const { models, path, start, end, asks } = place;
  const isAsked = asks === undefined ? '' : '?';
  return { ...place, key: `${models[0]?.rule}|${path}:${start}:${end}${isAsked}` };
}

/** A parameter, or a member of it, reaches a sink. */
export interface ParamSink {
  readonly label: ParamLabel;
  readonly sink: SinkPlace;
  readonly trail: Trail | undefined;
}

/** A member of a parameter is set. */
export interface ParamStore {
  readonly target: Label;
  readonly key: string;
  readonly value: Value;
  /** Calls between the store and the function. */
  readonly level: number;
}

type SummaryChange =
  | { readonly returns: Value | undefined }
  | { readonly always: readonly Fact[] }
  | ParamSink
  | { readonly key: string; readonly store: ParamStore };

/** What a caller has to know of a function. Grows with each time the function is interpreted. */
export class Summary extends Watched {
  #returns: Value | undefined;
  #always: readonly Fact[] | undefined;
  readonly #sinks = new ParamSinks();
  readonly #stores = new Map<string, ParamStore>();

  constructor(fn: Fn) {
    super(ROLE.summary, fn);
  }

  get returns(): Value | undefined {
    this.touch();
    return this.#returns;
  }

  set returns(returns: Value | undefined) {
    this.touch();
    if (returns !== this.#returns) this.#change({ returns });
  }

  /** What holds of its parameters once it has returned at all. */
  get always(): readonly Fact[] | undefined {
    this.touch();
    return this.#always;
  }

  set always(always: readonly Fact[]) {
    this.touch();
    if (this.#always === undefined || !equalFacts(always, this.#always)) this.#change({ always });
  }

  get sinks(): Omit<ParamSinks, 'add'> {
    this.touch();
    return this.#sinks;
  }

  get stores(): ReadonlyMap<string, ParamStore> {
    this.touch();
    return this.#stores;
  }

  /** As `ParamSinks.add`. */
  addSink(label: ParamLabel, sink: SinkPlace, trailOf: () => Trail | undefined): boolean {
    this.touch();
    const before = this.#sinks.changes;
    let trail: Trail | undefined;
    const isNew = this.#sinks.add(label, sink, () => {
      trail = trailOf();
      return trail;
    });
    if (this.#sinks.changes !== before) this.tell({ label, sink, trail });
    return isNew;
  }

  setStore(key: string, store: ParamStore): void {
    this.touch();
    this.#change({ key, store });
  }

  #change(change: SummaryChange): void {
    this.redo(change);
    this.tell(change);
  }

  override redo(told: unknown): void {
    // oxlint-disable-next-line no-unsafe-type-assertion -- told above
    const change = told as SummaryChange;
    if ('returns' in change) this.#returns = change.returns;
    else if ('always' in change) this.#always = change.always;
    else if ('sink' in change) this.#sinks.add(change.label, change.sink, () => change.trail);
    else this.#stores.set(change.key, change.store);
  }
}

/** Whether callers would do anything else with it. */
export function isTelling({ labels, refs }: Value): boolean {
  return labels.length > 0 || refs.some(({ kind }) => kind === 'fn' || kind === 'class');
}

/** Members of parameters that one function is known to set. */
const MAX_STORES = 12;

/** Whether a function is known to set as many members as are kept. */
export function isFull({ bounds }: Program, fn: Fn): boolean {
  const { size } = fn.summary.stores;
  if (size >= MAX_STORES) bounds.hit(fn, 'members');
  return size >= MAX_STORES;
}
