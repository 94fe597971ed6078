import { isNameOfLess } from './asked-for.ts';
import { labelsAt, valueAt, type Call } from './arguments.ts';
import { holds } from './conditions.ts';
import type { Lib, Ref } from './entities.ts';
import { scopeOf, type Flow } from './flows.ts';
import type { Frame } from './frame.ts';
import type { Condition, Model } from '../models/model.ts';
import { sinkPlace } from './summary.ts';
import { UNKNOWN, type Value } from './value.ts';

/** Sinks and misuses. */
export function checkUse(frame: Frame, call: Call, lib: Lib, model: Model): void {
  const callee = calleeName(call, lib);
  const { fn } = frame;
  const watched = (model.sinks ?? []).filter(({ when }) => holds(frame, call, when));
  for (const at of new Set(watched.flatMap((sink) => sink.at))) {
    const models = watched.filter((sink) => sink.at.includes(at));
    const place = sinkPlace({ models, fn, callee, library: lib.path, ...call.site });
    frame.sink(labelsAt(frame, call, at), place, (trail) => trail);
  }
  checkLater(frame, call, { callee, library: lib.path }, model);
  if (isOneOfMany(call, lib) || isOfType(call, lib)) return;
  for (const misuse of model.misuses ?? []) {
    if (!holds(frame, call, misuse.when)) continue;
    const shows = misuse.shows ?? `${callee} is used in an unsafe way`;
    const flow: Flow = {
      rule: misuse.rule,
      sink: { ...call.site },
      scope: scopeOf(fn),
      steps: [{ what: shows, ...call.site }],
      sources: 0,
      entry: undefined,
      confidence: isAskedFor(frame, misuse.rule) ? 'low' : (misuse.confidence ?? 'high'),
      shows,
      library: lib.path,
    };
    frame.program.say({ kind: 'misuse', flow });
  }
}

/** What programs offer as an option to whoever runs them, for hosts of their own. */
const OPTIONAL: ReadonlySet<string> = new Set([
  'insecure-transport',
  'ssh-host-key-unchecked',
  'tls-hostname-unchecked',
  'tls-verification-off',
]);

function isAskedFor({ state, fn }: Frame, rule: string): boolean {
  return OPTIONAL.has(rule) && (state.isAskedFor || isNameOfLess(fn.name));
}

/** Something of a type of the platform is called by a name of its own, `buffers.push()`: it makes none of that type. */
function isOfType({ name }: Call, { path }: Lib): boolean {
  return name !== '' && name !== path && /^[A-Z]\w*$/u.test(path);
}

/** A table of functions of libraries of which one is called: which one, the program agrees on with its peer. */
function isOneOfMany({ callee, name }: Call, lib: Lib): boolean {
  if (lib.path.endsWith(name)) return false;
  return callee.refs.some((ref) => ref.kind === 'lib' && ref !== lib && ref.call !== undefined);
}

/** Sinks of what is put together, where that may be done by who calls the function. */
function checkLater(
  frame: Frame,
  call: Call,
  named: { readonly callee: string; readonly library: string },
  { sinks = [] }: Model,
): void {
  for (const sink of sinks) {
    const { at, when = [] } = sink;
    const built = when.find(isBuilt);
    if (built === undefined || !at.includes(built.at)) continue;
    const value = valueAt(frame, call, built.at);
    const asks = when.filter((each) => each.at === built.at && isOfText(each));
    const others = when.filter((each) => !asks.includes(each));
    if (value === undefined || value.isBuilt || !holds(frame, call, others)) continue;
    // A path is put together everywhere: only where it is also used does that say something.
    if (frame.program.knowledge.rules.get(sink.rule)?.family === 'path') continue;
    const place = sinkPlace({ models: [sink], fn: frame.fn, asks, ...named, ...call.site });
    frame.sink(labelsAt(frame, call, built.at), place, (trail) => trail);
  }
}

function isBuilt({ built }: Condition): boolean {
  return built === true;
}

function isOfText({ built, begins }: Condition): boolean {
  return built !== undefined || begins !== undefined;
}

function calleeName({ name }: Call, lib: Lib): string {
  const last = lib.path.slice(lib.path.lastIndexOf('.') + 1);
  return `${name === '' || name === '`' ? last : name}()`;
}

/** A write to a member that a library watches: `element.innerHTML = x`. */
export function writeToLibrary(
  frame: Frame,
  {
    at,
    base,
    key,
    index,
    value,
  }: {
    readonly at: number;
    readonly base: Value;
    readonly key: string;
    /** The key where it is computed. */
    readonly index: Value | undefined;
    readonly value: Value;
  },
): void {
  const own = new Set(base.refs.flatMap((ref) => watchedMember(frame, ref, key)));
  const watched = own.size > 0 || key === '' ? own : anywhere(frame, key);
  for (const lib of watched) {
    const args = index === undefined ? [value] : [value, index];
    const call: Call = {
      site: frame.site(at),
      at,
      name: key,
      callee: UNKNOWN,
      receiver: base,
      args,
      named: new Map(),
      spreadFrom: undefined,
      isNew: false,
    };
    applyWrite(frame, call, lib);
  }
}

/** A member that is watched whatever it is of. */
function anywhere({ library }: Frame, key: string): readonly Lib[] {
  const member = library.member(library.lib('*'), key);
  return member.write === undefined ? [] : [member];
}

/** A name of a file that a framework reads: `DEBUG = True` of settings. */
export function writeToName(frame: Frame, at: number, name: string, value: Value): void {
  const lib = frame.library.lib(name);
  if (lib.write === undefined) return;
  const call: Call = {
    site: frame.site(at),
    at,
    name,
    callee: UNKNOWN,
    receiver: undefined,
    args: [value],
    named: new Map(),
    spreadFrom: undefined,
    isNew: false,
  };
  applyWrite(frame, call, lib);
}

/** The member of a library's type that has a model of being written; of a session or a record of headers any. */
function watchedMember(frame: Frame, ref: Ref, key: string): readonly Lib[] {
  const type = ref.kind === 'object' ? ref.type : ref;
  if (type?.kind !== 'lib') return [];
  const named = frame.library.member(type, key === '' ? '*' : key);
  const member = named.write === undefined ? frame.library.member(type, '*') : named;
  return member.write === undefined ? [] : [member];
}

function applyWrite(frame: Frame, call: Call, lib: Lib): void {
  checkUse(frame, call, lib, lib.write ?? {});
}

/** An import that does something wrong by itself: `_ "net/http/pprof"`. */
export function importUse(frame: Frame, at: number, lib: Lib): void {
  const call: Call = {
    site: frame.site(at),
    at,
    name: lib.path,
    callee: UNKNOWN,
    receiver: undefined,
    args: [],
    named: new Map(),
    spreadFrom: undefined,
    isNew: false,
  };
  checkUse(frame, call, lib, lib.value ?? {});
}
