import { ALL_FAMILIES, FAMILIES, familySet } from '../models/families.ts';
import type { SourceModel } from '../models/model.ts';
import { argument, type Call } from './arguments.ts';
import type { Frame, Site } from './frame.ts';
import { cleanLabels, joinLabels, memberLabels, NO_LABELS, type Labels } from './label.ts';
import { loadMember } from './members.ts';
import { refValue, UNKNOWN, withLabels, type Value } from './value.ts';

/** Names of members matter to rules about prototypes alone. */
const KEYS: SourceModel = {
  kind: 'keys',
  what: 'names of members',
  clean: FAMILIES.filter((family) => family !== 'prototype'),
};
/** What may stand between the names of a path to a member. */
const SEPARATOR = /^(?:[./:]|->|__|\/.{0,12}(?:\\?\.|\\\/|\[\.).{0,12}\/[a-z]*)$/u;
/** What names of members can be used for by whoever sends a record. */
const OF_NAMES = familySet(['prototype', 'assignment', 'reflection', 'sql']);
/** What yields names of members, as models name it in `folds`; undefined: the name is none of these. */
export function namesOfMembers(
  frame: Frame,
  call: Call,
  name: string | undefined,
): Value | undefined {
  switch (name) {
    case 'names':
      return listOfNames(frame, call);
    case 'entries':
      return listOfEntries(frame, call);
    case 'create':
      return bareObject(frame, call);
    case undefined:
    default:
      return undefined;
  }
}

/** Names of the members of what is labelled; of what stands in the program they are known. */
function namesOf(frame: Frame, src: Labels, site: Site): Value {
  if (src.length === 0) return UNKNOWN;
  const own = cleanLabels(memberLabels(src, '*'), ALL_FAMILIES & ~OF_NAMES);
  return withLabels(UNKNOWN, joinLabels(own, sourceOfKeys(frame, site)));
}

export function sourceOfKeys(frame: Frame, site: Site): Labels {
  if (frame.module.language !== 'javascript') return NO_LABELS;
  return frame.source(`keys ${site.start}`, KEYS, site).labels;
}

/** `Object.keys(record)`. */
function listOfNames(frame: Frame, call: Call): Value {
  const names = namesOf(frame, frame.labels(argument(call, 0) ?? UNKNOWN), call.site);
  const list = frame.create(call.site, 'list');
  frame.put(list, '*', names);
  return refValue(list);
}

/** `Object.entries(record)`: lists of a name and a value. */
function listOfEntries(frame: Frame, call: Call): Value {
  const record = argument(call, 0) ?? UNKNOWN;
  const labels = frame.labels(record);
  const entry = frame.create(call.site, 'list', undefined, 'entry');
  frame.put(entry, '0', namesOf(frame, labels, call.site));
  frame.put(entry, '1', loadMember(frame, record, '', call.site));
  const list = frame.create(call.site, 'list');
  frame.put(list, '*', withLabels(refValue(entry), memberLabels(labels, '*')));
  return withLabels(refValue(list), labels);
}

/** `path.split('.')`: the parts name members. */
export function namesInPath(frame: Frame, call: Call, result: Value): Value {
  const [separator] = argument(call, 0)?.constants ?? ['.'];
  const isPath = typeof separator === 'string' && SEPARATOR.test(separator.slice(0, 40));
  if (!isPath || result.labels.length === 0) return result;
  return withLabels(result, joinLabels(result.labels, sourceOfKeys(frame, call.site)));
}

/** `Object.create(null)`. */
function bareObject(frame: Frame, call: Call): Value | undefined {
  const constants = argument(call, 0)?.constants ?? [];
  if (constants.length !== 1 || constants[0] !== null) return undefined;
  return refValue(frame.library.lib('BareObject'), frame.create(call.site, 'record'));
}
