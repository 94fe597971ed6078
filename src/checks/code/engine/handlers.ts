import type { HandlerModel, RouteModel, SinkModel, SourceModel } from '../models/model.ts';
import { valueAt, type Call } from './arguments.ts';
import type { Fn, Ref } from './entities.ts';
import type { Frame, Site } from './frame.ts';
import type { Program } from './program.ts';
import { refValue, type Value } from './value.ts';

/** Lists of handlers in lists: `[authenticate, [validate], show]`. */
const MAX_DEPTH = 3;

/** What a framework hands to a function that it calls. */
export interface Arrival {
  readonly params: readonly string[];
  readonly error?: string | undefined;
  readonly paramsAre?: SourceModel | undefined;
  readonly returns?: readonly SinkModel[] | undefined;
  /** `GET /users/:id`. */
  readonly route: string;
}

/** A call hands functions to a framework: their parameters get types, and requests arrive there. */
export function registerHandlers(frame: Frame, call: Call, model: HandlerModel): void {
  const value = valueAt(frame, call, model.at);
  if (value === undefined) return;
  const route = routeText(frame, call, model.route);
  for (const fn of functionsIn(frame, value, MAX_DEPTH)) {
    arrive(frame.program, fn, { ...model, route }, call.site);
  }
  if (model.route !== undefined) {
    const args = call.args.map(({ refs }) => refValue(...refs));
    const said = { route, site: call.site, fn: frame.fn, call: { at: call.at, args } };
    frame.program.say({ kind: 'route', route: said });
  }
}

function functionsIn(frame: Frame, value: Value, depth: number): readonly Fn[] {
  return value.refs.flatMap((ref: Ref): readonly Fn[] => {
    if (ref.kind === 'fn') return [ref];
    if (ref.kind !== 'object' || depth === 0) return [];
    return [...frame.fields(ref)].flatMap(([, inner]) => functionsIn(frame, inner, depth - 1));
  });
}

function routeText(frame: Frame, call: Call, route: RouteModel | undefined): string {
  if (route === undefined) return '';
  const path = route.path === '' ? undefined : valueAt(frame, call, route.path);
  const method = route.method === '{0}' ? constantText(valueAt(frame, call, '0')) : route.method;
  const text = constantText(path);
  return `${method} ${text}`.trim();
}

function constantText(value: Value | undefined): string {
  const [only] = value?.constants ?? [];
  return typeof only === 'string' ? only : '';
}

/** Says that requests arrive at a function, and what its parameters are. */
export function arrive(program: Program, fn: Fn, arrival: Arrival, site: Site): void {
  const library = program.libraryOf(fn.module);
  if (fn.entry === undefined || (fn.entry.route === '' && arrival.route !== '')) {
    fn.entry = { route: arrival.route, path: site.path, start: site.start };
  }
  const types = typesFor(fn, arrival);
  for (const [index, cell] of fn.params.entries()) {
    const type = types[index] ?? '';
    if (type !== '') program.pass(fn, cell, refValue(library.lib(type)));
    else if (arrival.paramsAre !== undefined && !isModelled(program, fn, index)) {
      if (fn.paramSources.has(index)) continue;
      program.enqueue(fn);
      fn.setParamSource(index, arrival.paramsAre);
    }
  }
  answers(program, fn, arrival.returns ?? []);
}

/** Says that what a function returns is sent. */
function answers(program: Program, fn: Fn, sinks: readonly SinkModel[]): void {
  const fresh = sinks.filter((sink) => !fn.answers.some((each) => isSameModel(each, sink)));
  if (fresh.length === 0) return;
  for (const sink of fresh) fn.addAnswer(sink);
  program.enqueue(fn);
}

function typesFor({ params }: Fn, arrival: Arrival): readonly string[] {
  const { error } = arrival;
  const takesError = error !== undefined && params.length === arrival.params.length + 1;
  return takesError ? [error, ...arrival.params] : arrival.params;
}

/** Not by identity: what an earlier run left comes as a copy. */
function isSameModel(left: SinkModel, right: SinkModel): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

/** Whether a parameter has a type of a library that is described: it is a service, not data; text always is. */
function isModelled(program: Program, fn: Fn, index: number): boolean {
  const type = fn.ir.params[index]?.type ?? '';
  const found = type === '' ? undefined : program.type(fn.module, type);
  if (found?.kind !== 'lib' || found.path === 'string') return false;
  return program.libraryOf(fn.module).knowledge.types.has(found.path);
}
