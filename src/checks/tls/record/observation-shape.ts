import { scanModes, starttlsProtocols } from '../../../model/endpoint.ts';
import type { Fact, Observation } from '../observation.ts';
import {
  features,
  intrusiveProbes,
  OBSERVATION_FORMAT,
  type ProtocolVersion,
  protocolVersions,
} from '../observation.ts';
import type { JsonSchema, Shape } from './shape.ts';
import {
  countShape,
  fieldsShape,
  listShape,
  nullableShape,
  stateShape,
  tableShape,
  textShape,
  wordShape,
} from './shape.ts';

/**
 * Bounds of a record, chosen well above what the prober writes: an endpoint is looked at on at most a few addresses, an
 * IANA registry of suites has 65,536 codes, a chain came in at most 1 MiB.
 */
const maxAddresses = 64;
const maxCodes = 1024;
const maxChains = 64;
const maxSent = 256;
const maxCertificates = 1024;
const maxDerBase64 = 700_000;
const maxNotes = 256;
const maxDh = 64;
const maxHeaders = 64;

/** What servers say of themselves may be quoted. */
const short = textShape(2000);
const name = textShape(512);
const base64 = textShape(maxDerBase64, /^[A-Za-z0-9+/]*={0,2}$/u, 'base64');
const digest = textShape(64, /^[0-9a-f]{64}$/u, '64 hexadecimal digits');
/** A prime of a hostile server has as many octets as two octets can count. */
const hexNumber = textShape(131_072, /^[0-9a-f]*$/u, 'hexadecimal');
const instant = textShape(
  30,
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/u,
  'a time in UTC (2026-01-31T12:00:00Z)',
);
const fact: Shape<Fact> = fieldsShape({
  is: wordShape(['yes', 'no', 'inconclusive', 'not-tested']),
  why: short,
});
const version = wordShape(protocolVersions);

const accepted = fieldsShape({
  codes: listShape(countShape(0xffffff), maxCodes),
  complete: fact,
  order: wordShape(['server', 'client', 'inconclusive', 'not-tested']),
});

const dh = fieldsShape(
  { bits: countShape(524_288), prime: hexNumber, generator: hexNumber, version },
  { known: short },
);

const chain = fieldsShape(
  {
    serverName: nullableShape(name),
    version,
    sent: listShape(digest, maxSent),
    scts: listShape(base64, maxNotes),
  },
  { ocsp: base64, signatureScheme: countShape(0xffff) },
);

const why = short;
const headers = tableShape(textShape(8192), {
  maxItems: maxHeaders,
  key: /^[!-~]{1,128}$/u,
  what: 'the name of a header',
});
const http = stateShape({
  answered: fieldsShape({ state: wordShape(['answered']), status: countShape(999), headers }),
  failed: fieldsShape({ state: wordShape(['failed']), why }),
  'not-tested': fieldsShape({ state: wordShape(['not-tested']), why }),
});

const perVersion = fieldsShape({}, each(protocolVersions, accepted));
const perEra = fieldsShape({}, { 'TLS1.2': accepted, 'TLS1.3': accepted });

const address = fieldsShape(
  {
    address: name,
    reachable: fact,
    speaksTls: fact,
    starttls: fact,
    versions: fieldsShape(each<ProtocolVersion, Fact>(protocolVersions, fact)),
    suites: perVersion,
    groups: perEra,
    signatureSchemes: perEra,
    dh: listShape(dh, maxDh),
    chains: listShape(chain, maxChains),
    alpn: listShape(textShape(255), maxNotes),
    features: fieldsShape(each(features, fact)),
    maxEarlyData: countShape(0xffffffff),
    intrusive: fieldsShape(each(intrusiveProbes, fact)),
    http: fieldsShape({ https: http, plain: http }),
    inconsistent: listShape(short, maxNotes),
    connections: countShape(),
    retries: countShape(),
  },
  { ticketLifetimeSeconds: countShape(0xffffffff) },
);

const revocation = fieldsShape({
  certificate: digest,
  source: wordShape(['ocsp', 'crl']),
  url: textShape(2048),
  status: wordShape(['good', 'revoked', 'unknown', 'inconclusive']),
  why,
});

export const observationShape: Shape<Observation> = fieldsShape(
  {
    format: wordShape<typeof OBSERVATION_FORMAT>([OBSERVATION_FORMAT]),
    endpoint: name,
    host: name,
    port: countShape(65_535),
    zone: name,
    at: instant,
    prober: fieldsShape({ version: countShape(), mode: wordShape(scanModes) }),
    resolved: fact,
    addresses: listShape(address, maxAddresses),
    certificates: tableShape(base64, {
      maxItems: maxCertificates,
      key: /^[0-9a-f]{64}$/u,
      what: 'a SHA-256 digest',
    }),
    revocation: listShape(revocation, maxCertificates),
    durationMs: countShape(),
  },
  { starttls: wordShape(starttlsProtocols), serverName: name },
);

/** The published JSON Schema of an observation (`schema/tls-observation.schema.json`). */
export function observationSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:lockstep:schema:tls-observation:1',
    title: 'Lockstep TLS observation',
    description:
      'What one endpoint showed at one time: facts without judgement. `lockstep tls --record FILE` writes one a line, `lockstep tls --replay FILE` judges them.',
    ...observationShape.schema,
  };
}

/** The overload says what the loop does: every name of the list is a key. */
function each<const K extends string, T>(
  names: readonly K[],
  shape: Shape<T>,
): Readonly<Record<K, Shape<T>>>;
function each<T>(names: readonly string[], shape: Shape<T>): Readonly<Record<string, Shape<T>>> {
  return Object.fromEntries(names.map((key) => [key, shape]));
}
