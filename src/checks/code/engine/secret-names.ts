import { CODE } from '../ir/encoding.ts';
import type { Temp } from '../ir/ir.ts';
import { familySet } from '../models/families.ts';
import type { Frame, Site } from './frame.ts';
import { cleanLabels, joinLabels } from './label.ts';
import { withLabels, type Value } from './value.ts';

/** Names of what is a secret no more. */
const HIDDEN = /crypt|hash|mask|redact|hidden|digest|cipher|obfuscat|encode|md5|sha\d/iu;
const MAX_NAME = 60;
const SENSITIVE = familySet(['sensitive']);
/** What only hands a value on: of what a call returns nobody knows what it made of the secret. */
const PLAIN: ReadonlySet<number> = new Set([CODE.read, CODE.load, CODE.global]);

/** A value that is kept under the name of a secret, `password`: it is one, whatever else it is. */
export function keptSecret(frame: Frame, name: string, temp: Temp, value: Value): Value {
  if (name.length > MAX_NAME || frame.module.language !== 'javascript') return value;
  if (value.labels.length > 0 && HIDDEN.test(name)) {
    return withLabels(value, cleanLabels(value.labels, SENSITIVE));
  }
  const at = frame.definitions[temp] ?? -1;
  if (at < 0 || !PLAIN.has(frame.word(at))) return value;
  return value.constants === undefined && !value.refs.some(({ kind }) => kind === 'fn')
    ? secretOf(frame, name, value, frame.site(at))
    : value;
}

/** The value, told to be a secret where its name says so. */
export function secretOf(frame: Frame, name: string, value: Value, site: Site): Value {
  const { library } = frame;
  const { path, value: model } = library.member(library.lib('*'), name);
  if (model?.source?.kind !== 'secret') return value;
  const made = frame.source(path, model.source, site);
  return withLabels(value, joinLabels(value.labels, made.labels));
}
