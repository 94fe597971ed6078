import { scanModes } from '../model/endpoint.ts';
import type { TlsPolicy } from '../model/policy.ts';
import { serverPrograms } from '../model/tls-settings.ts';
import { defaultPolicy } from './default-policy.ts';
import { pathFault } from '../model/path-fault.ts';
import { quote } from '../model/quote.ts';
import type { Reader } from '../model/yaml/reader.ts';
import {
  boolean,
  defaulting,
  describe,
  integer,
  listOf,
  located,
  map,
  mapOf,
  object,
  oneOf,
  optional,
  quantity,
  text,
} from '../model/yaml/reader.ts';
import { profileReader } from './tls-profile-reader.ts';

const standard = defaultPolicy.tls;
const time = quantity({ s: 1_000, ms: 1, min: 60_000 }, { min: 10, max: 3_600_000 });
const NAME = /^[a-z0-9][a-z0-9.-]{0,79}$/u;
const nameSchema = { pattern: NAME.source };

function nameFault(key: string): { readonly what: string; readonly repair: string } | undefined {
  if (NAME.test(key)) return undefined;
  const repair = 'use lower-case letters, digits, hyphens and dots';
  return { what: `${quote(key)} is not a name`, repair };
}

const zone = object({
  public: defaulting(
    describe(
      'Reached from the internet: certificate transparency and public trust are expected.',
      boolean,
    ),
    false,
  ),
  anchors: defaulting(
    describe(
      'PEM files in the repository with further roots.',
      listOf(text(1_000, { check: pathFault }), 50),
    ),
    [],
  ),
  'only-own-anchors': defaulting(describe('Public roots are not trusted here.', boolean), false),
  intrusive: defaulting(
    describe('Probes that look like an attack are allowed here.', boolean),
    false,
  ),
  profile: optional(describe('Instead of the profile of tls.', text(80))),
});

const zones = map(mapOf(nameFault, zone, nameSchema), (entries) =>
  entries.map(({ key, at, value }) => ({
    name: key,
    isPublic: value.public,
    anchors: value.anchors,
    onlyOwnAnchors: value['only-own-anchors'],
    intrusive: value.intrusive,
    ...(value.profile === undefined ? {} : { profile: value.profile }),
    position: at,
  })),
);

const profiles = map(mapOf(nameFault, profileReader, nameSchema), (entries) =>
  entries.map(({ key, at, value }) => ({ id: key, ...value, position: at })),
);

const limits = map(
  object({
    'in-flight': defaulting(
      describe('Endpoints that are examined at a time.', integer(1, 1_000)),
      standard.limits.endpointsInFlight,
    ),
    connections: defaulting(
      describe('Connections at a time, in all.', integer(1, 2_000)),
      standard.limits.connections,
    ),
    'per-address': defaulting(
      describe('Connections at a time to one address.', integer(1, 64)),
      standard.limits.perAddress,
    ),
    'per-second': defaulting(
      describe(
        'New connections to one address in a second; the own machine is not limited.',
        integer(1, 1_000),
      ),
      standard.limits.perSecond,
    ),
    'connect-timeout': defaulting(time, standard.limits.connectTimeoutMs),
    'handshake-timeout': defaulting(time, standard.limits.handshakeTimeoutMs),
    'endpoint-timeout': defaulting(time, standard.limits.endpointTimeoutMs),
  }),
  (file) => ({
    endpointsInFlight: file['in-flight'],
    connections: file.connections,
    perAddress: file['per-address'],
    perSecond: file['per-second'],
    connectTimeoutMs: file['connect-timeout'],
    handshakeTimeoutMs: file['handshake-timeout'],
    endpointTimeoutMs: file['endpoint-timeout'],
  }),
);

const fields = object({
  profile: defaulting(
    describe('What endpoints and configuration files are judged by.', located(text(80))),
    { at: standard.position, value: standard.profile },
  ),
  profiles: defaulting(describe('Your own profiles, each extending another.', profiles), []),
  zones: defaulting(
    describe('Where endpoints stand; public and internal are there without a word.', zones),
    [],
  ),
  servers: defaulting(
    describe(
      'Server programs to write fixes for; told from the answer when left out.',
      listOf(oneOf(serverPrograms), 6),
    ),
    [],
  ),
  mode: defaulting(
    describe('How thoroughly "lockstep check" looks at the inventory.', oneOf(scanModes)),
    standard.mode,
  ),
  limits: defaulting(describe('How gently, and how long at most.', limits), standard.limits),
});

/** The `tls` section. */
export const tlsReader: Reader<TlsPolicy> = map(fields, ({ profile, ...rest }) => ({
  ...rest,
  profile: profile.value,
  position: profile.at,
}));
