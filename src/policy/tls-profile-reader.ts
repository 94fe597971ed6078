import type { Reader } from '../model/yaml/reader.ts';
import {
  boolean,
  describe,
  integer,
  listOf,
  map,
  object,
  oneOf,
  optional,
  quantity,
  required,
  text,
} from '../model/yaml/reader.ts';

const MAX_NAMES = 400;

/** IANA names; the check knows which there are. */
const names = listOf(text(100), MAX_NAMES);
const version = oneOf(['SSLv2', 'SSLv3', 'TLS1.0', 'TLS1.1', 'TLS1.2', 'TLS1.3']);
const versions = listOf(version, 6);
const days = integer(1, 10_000);
const bits = integer(512, 65_536);
const age = quantity({ s: 1, h: 3_600, d: 86_400 }, { min: 0, max: 10 * 366 * 86_400 });
const day = text(10, { schema: { pattern: '^\\d{4}-\\d{2}-\\d{2}$' } });

/** What the file calls `max-lifetime-days` is `maxLifetimeDays` in the check's profile. */
function camel(value: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      key.replaceAll(/-(?<letter>[a-z])/gu, (_, letter: string) => letter.toUpperCase()),
      field,
    ]),
  );
}

const graded = map(
  object({ good: optional(names), sufficient: optional(names), 'phase-out': optional(names) }),
  camel,
);

const certificate = map(
  object({
    'key-types': optional(names),
    'min-rsa-bits': optional(bits),
    'phase-out-rsa-bits': optional(bits),
    curves: optional(names),
    signatures: optional(names),
    'max-lifetime-days': optional(days),
    'expiry-warning-days': optional(days),
  }),
  camel,
);

const deadline = object({
  what: required(text(100)),
  until: required(day),
  source: required(text(500)),
});

/** A team's own profile: what it extends, and what it says otherwise. */
export const profileReader: Reader<{
  readonly extends: string;
  readonly overrides: Readonly<Record<string, unknown>>;
}> = map(
  object({
    extends: required(
      describe('The profile whose values hold where this one says nothing.', text(80)),
    ),
    title: optional(text(200)),
    versions: optional(
      map(
        object({
          required: optional(versions),
          good: optional(versions),
          sufficient: optional(versions),
          'phase-out': optional(versions),
        }),
        camel,
      ),
    ),
    suites: optional(describe('Cipher suites by their IANA names.', graded)),
    groups: optional(describe('Groups of key agreement by their IANA names.', graded)),
    'server-order': optional(oneOf(['server', 'client'])),
    certificate: optional(certificate),
    'min-dh-bits': optional(bits),
    'hsts-min-age': optional(age),
    'require-staple': optional(boolean),
    'require-post-quantum': optional(boolean),
    'allow-early-data': optional(boolean),
    'require-client-certificate': optional(boolean),
    deadlines: optional(listOf(deadline, 100)),
  }),
  ({ extends: base, 'hsts-min-age': hsts, ...rest }) => ({
    extends: base,
    overrides: camel(hsts === undefined ? rest : { ...rest, 'hsts-min-age-seconds': hsts }),
  }),
);
