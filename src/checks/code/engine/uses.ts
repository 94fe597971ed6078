import { labelsAt, type Call } from './arguments.ts';
import { holds } from './conditions.ts';
import type { Lib } from './entities.ts';
import { scopeOf } from './flows.ts';
import type { Frame } from './frame.ts';
import type { Model } from '../models/model.ts';
import { UNKNOWN, type Value } from './value.ts';

/** Sinks and misuses. */
export function checkUse(frame: Frame, call: Call, lib: Lib, model: Model): void {
  const callee = calleeName(call, lib);
  const { fn } = frame;
  for (const sink of model.sinks ?? []) {
    if (!holds(frame, call, sink.when)) continue;
    const place = { rule: sink.rule, model: sink, fn, callee, ...call.site };
    for (const at of sink.at) frame.sink(labelsAt(frame, call, at), place, (trail) => trail);
  }
  for (const misuse of model.misuses ?? []) {
    if (!holds(frame, call, misuse.when)) continue;
    const shows = misuse.shows ?? `${callee} is used in an unsafe way`;
    frame.program.flows.misuse({
      rule: misuse.rule,
      sink: { ...call.site },
      scope: scopeOf(fn),
      steps: [{ what: shows, ...call.site }],
      sources: 0,
      entry: undefined,
      confidence: misuse.confidence ?? 'high',
      shows,
    });
  }
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
  const call: Call = {
    site: frame.site(at),
    at,
    name: key,
    callee: UNKNOWN,
    receiver: base,
    args: index === undefined ? [value] : [value, index],
    named: new Map(),
    spreadFrom: undefined,
    isNew: false,
  };
  let isKnown = false;
  for (const ref of base.refs) {
    const lib =
      ref.kind === 'lib'
        ? ref
        : ref.kind === 'object' && ref.type?.kind === 'lib'
          ? ref.type
          : undefined;
    if (lib === undefined) continue;
    const named = frame.library.member(lib, key === '' ? '*' : key);
    // A session, a record of headers: whichever member is written.
    const member = named.write === undefined ? frame.library.member(lib, '*') : named;
    if (member.write === undefined) continue;
    isKnown = true;
    applyWrite(frame, call, member);
  }
  const anywhere = frame.library.member(frame.library.lib('*'), key);
  if (!isKnown && key !== '' && anywhere.write !== undefined) applyWrite(frame, call, anywhere);
}

function applyWrite(frame: Frame, call: Call, lib: Lib): void {
  checkUse(frame, call, lib, lib.write ?? {});
}
