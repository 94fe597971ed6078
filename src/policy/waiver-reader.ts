import type { Waiver } from '../model/policy.ts';
import { isDate } from './dates.ts';
import type { KnownNames } from './names.ts';
import { rulePattern } from './names.ts';
import { quote } from '../model/quote.ts';
import type { Reader } from '../model/yaml/reader.ts';
import { describe, located, map, object, optional, required, text } from '../model/yaml/reader.ts';

const person = text(200);

const scope = object({
  path: optional(describe('Pattern as in .gitignore.', text(1_000))),
  fingerprint: optional(text(100)),
  purl: optional(text(1_000)),
  advisory: optional(text(100)),
  endpoint: optional(
    describe(
      'Name of an endpoint, as reports show it: shop.example:443; * stands for any characters.',
      text(600),
    ),
  ),
});

const day = text(10, {
  schema: { pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  check: (value) =>
    isDate(value)
      ? undefined
      : { what: `${quote(value)} is not a date`, repair: 'write it as YYYY-MM-DD' },
});

/** One accepted risk. */
export function waiverReader(names: KnownNames): Reader<Waiver> {
  const fields = object({
    rule: required(rulePattern(names)),
    scope: required(describe('What it covers; every part must fit.', scope)),
    reason: required(text(2_000)),
    approved: required(
      describe(
        'One person of each party.',
        object({ development: required(person), security: required(person) }),
      ),
    ),
    expires: required(describe('The last day on which it holds, at most a year away.', day)),
  });
  return map(located(fields), ({ at, value }) => ({ ...value, position: at }));
}
