import type { SinkModel } from '../models/model.ts';
import type { Fn } from './entities.ts';
import type { Label, ParamLabel, Trail } from './label.ts';
import type { Program } from './program.ts';
import { ParamSinks } from './param-sinks.ts';
import type { Fact, Value } from './value.ts';

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
}

/** A place that `models` watch. */
export function sinkPlace(place: Omit<SinkPlace, 'key'>): SinkPlace {
  const { models, path, start, end } = place;
  return { ...place, key: `${models[0]?.rule}|${path}:${start}:${end}` };
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

/** What a caller has to know of a function. Grows with each time the function is interpreted. */
export class Summary {
  returns: Value | undefined;
  readonly sinks: ParamSinks = new ParamSinks();
  readonly stores: Map<string, ParamStore> = new Map();
  /** What holds of its parameters once it has returned at all. */
  always: readonly Fact[] | undefined;
  readonly readers: Set<Fn> = new Set();
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
