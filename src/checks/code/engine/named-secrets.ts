import type { SinkModel } from '../models/model.ts';
import type { Frame, Site } from './frame.ts';
import { cleanLabels } from './label.ts';
import { familySet } from '../models/families.ts';
import { sinkPlace } from './summary.ts';
import { withLabels, type Value } from './value.ts';

/** Names of what nobody may guess. */
const SECRET =
  /token|secret|passw(?:or)?d|session(?!s?_?(?:maker|factory))|cookie|nonce|salt|csrf|xsrf|api_?key|auth(?!or)|otp(?:_|$)|remember_?me|reset_?(?:code|key|link)|verification_?code|private_?key/iu;
const MAX_NAME = 80;
const RANDOM = familySet(['random']);
const MODEL: SinkModel = { rule: 'predictable-secret', at: [], confidence: 'medium' };

/** A predictable number that is kept under the name of a secret; yields the value, told once. */
export function namedSecret(
  frame: Frame,
  names: readonly string[],
  value: Value,
  site: Site,
): Value {
  const guessed = value.labels.filter(
    ({ root }) => root.kind === 'source' && root.source.kind === 'random',
  );
  if (guessed.length === 0) return value;
  const name = names.find((each) => each.length <= MAX_NAME && SECRET.test(each));
  if (name === undefined) return value;
  const place = sinkPlace({ models: [MODEL], fn: frame.fn, callee: `\`${name}\``, ...site });
  frame.sink(guessed, place, (trail) => trail);
  return withLabels(value, cleanLabels(value.labels, RANDOM));
}
