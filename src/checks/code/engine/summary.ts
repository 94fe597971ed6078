import type { SinkModel } from '../models/model.ts';
import type { Fn } from './entities.ts';
import type { Label, Trail } from './label.ts';
import type { Fact, Value } from './value.ts';

/** An argument that rules watch. */
export interface SinkPlace {
  /** What each of the rules says of it. */
  readonly models: readonly SinkModel[];
  readonly fn: Fn;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** Name of what is called or written, for people. */
  readonly callee: string;
  /** Path of what a library is called by, where it is one: `pg.Client.query`. */
  readonly library?: string;
}

/** A parameter, or a member of it, reaches a sink. */
export interface ParamSink {
  readonly label: Label;
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
  readonly sinks: Map<string, ParamSink> = new Map();
  readonly stores: Map<string, ParamStore> = new Map();
  /** What holds of its parameters once it has returned at all. */
  always: readonly Fact[] | undefined;
  readonly readers: Set<Fn> = new Set();
}
