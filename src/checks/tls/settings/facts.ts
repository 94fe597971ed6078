import type {
  Accepted,
  AddressObservation,
  Fact,
  Feature,
  ProtocolVersion,
} from '../observation.ts';
import { protocolVersions } from '../observation.ts';
import { blankFacts } from '../record/blank.ts';
import type { Suite } from '../tables/suite.ts';
import type { Setting, TlsBlock } from './block.ts';
import { expandCipherList } from './cipher-list.ts';
import { groupsNamed } from './group-names.ts';
import type { GroupTable } from './group-names.ts';
import { isNegotiable } from './negotiable.ts';

/** The registries that names in configurations are looked up in. */
export interface Tables {
  readonly suites: readonly Suite[];
  readonly groups: GroupTable;
}

/**
 * What a block of a configuration says, in the words of an observation, so that the same rules judge both. What the file
 * does not say, or says with a variable, is `not-tested`: no rule fails for it.
 */
export function factsOf(block: TlsBlock, tables: Tables): AddressObservation {
  const blank = blankFacts(block.scope.at(-1) ?? block.software);
  const suites = suitesOf(block, tables.suites);
  const says: Fact = { is: 'yes', why: `${block.software} is configured for TLS` };
  return {
    ...blank,
    reachable: says,
    speaksTls: says,
    versions: { ...versionsOf(block, blank.versions), ...unusable(suites) },
    suites,
    groups: groupsOf(block, tables.groups),
    dh: dhOf(block),
    alpn: block.alpn?.value ?? [],
    features: featuresOf(block, blank.features),
    ...(block.sessionSeconds?.value === undefined || block.tickets?.value === false
      ? {}
      : { ticketLifetimeSeconds: block.sessionSeconds.value }),
    http: httpOf(block, blank.http),
  };
}

function versionsOf(
  { versions, role }: TlsBlock,
  blank: AddressObservation['versions'],
): AddressObservation['versions'] {
  const switches = versions?.value;
  if (switches === undefined) return blank;
  // A client that speaks no new version is not what a server offers: only what it takes counts.
  const entries = Object.entries(switches).filter(([, isOn]) => isOn || role === 'server');
  return { ...blank, ...mapSwitches(Object.fromEntries(entries)) };
}

/** Old versions that are switched on, and have no suite in the list: no handshake can come about. */
function unusable(suites: AddressObservation['suites']): Partial<Record<ProtocolVersion, Fact>> {
  const facts: Partial<Record<ProtocolVersion, Fact>> = {};
  for (const version of oldVersions) {
    if (suites[version]?.codes.length !== 0) continue;
    facts[version] = { is: 'no', why: 'the cipher list has no suite for it' };
  }
  return facts;
}

function mapSwitches(
  switches: Readonly<Partial<Record<ProtocolVersion, boolean>>>,
): Partial<Record<ProtocolVersion, Fact>> {
  const facts: Partial<Record<ProtocolVersion, Fact>> = {};
  for (const version of protocolVersions) {
    const isOn = switches[version];
    if (isOn !== undefined) facts[version] = factOf(isOn);
  }
  return facts;
}

function factOf(isOn: boolean): Fact {
  return isOn
    ? { is: 'yes', why: 'switched on by the configuration' }
    : { is: 'no', why: 'switched off by the configuration' };
}

const oldVersions = ['SSLv3', 'TLS1.0', 'TLS1.1'] as const;
const complete: Fact = { is: 'yes', why: 'the configuration lists them' };

/** Suites of each version that is not switched off; which version takes which suite is told by the suite's era. */
function suitesOf(block: TlsBlock, known: readonly Suite[]): AddressObservation['suites'] {
  const order = block.order?.value ?? 'not-tested';
  const suites: Partial<Record<ProtocolVersion, Accepted>> = {};
  const list = block.ciphers?.value;
  const isOff = (version: ProtocolVersion): boolean => block.versions?.value?.[version] === false;
  const isOn = (version: ProtocolVersion): boolean => block.versions?.value?.[version] === true;
  if (list !== undefined) {
    const selected = expandCipherList(list, known).suites.filter((suite) =>
      isNegotiable(suite, list),
    );
    const old = selected.filter((suite) => suite.era === 'SSLv3-TLS1.2');
    const put = (version: ProtocolVersion, of: readonly Suite[]): void => {
      suites[version] = { codes: of.map(({ code }) => code), complete, order };
    };
    for (const version of oldVersions) {
      if (isOn(version)) put(version, old);
    }
    if (!isOff('TLS1.2')) put('TLS1.2', selected);
  }
  const modern = block.ciphersuites?.value;
  if (modern !== undefined && !isOff('TLS1.3')) {
    const codes = modern
      .split(':', 100)
      .flatMap(
        (name) => known.find((suite) => suite.era === 'TLS1.3' && isNamed(suite, name)) ?? [],
      )
      .map(({ code }) => code);
    suites['TLS1.3'] = { codes, complete, order };
  }
  return suites;
}

function isNamed({ name, openssl }: Suite, asked: string): boolean {
  return name === asked || openssl === asked;
}

function groupsOf({ groups, versions }: TlsBlock, table: GroupTable): AddressObservation['groups'] {
  const named = groups?.value === undefined ? undefined : groupsNamed(groups.value, table);
  if (named === undefined) return {};
  const isOff = (version: ProtocolVersion): boolean => versions?.value?.[version] === false;
  return {
    ...(isOff('TLS1.2') ? {} : { 'TLS1.2': listed(named.tls12) }),
    ...(isOff('TLS1.3') ? {} : { 'TLS1.3': listed(named.tls13) }),
  };
}

function listed(codes: readonly number[]): Accepted {
  return { codes, complete, order: 'not-tested' };
}

function dhOf({ dhBits, versions }: TlsBlock): AddressObservation['dh'] {
  if (dhBits?.value === undefined || versions?.value?.['TLS1.2'] === false) return [];
  return [{ bits: dhBits.value, prime: '', generator: '', version: 'TLS1.2' }];
}

function featuresOf(
  block: TlsBlock,
  blank: Readonly<Record<Feature, Fact>>,
): Readonly<Record<Feature, Fact>> {
  const { clientCertificate } = block;
  const facts: Partial<Record<Feature, Fact>> = {};
  const put = (feature: Feature, setting: Setting<boolean> | undefined): void => {
    if (setting?.value !== undefined) facts[feature] = factOf(setting.value);
  };
  put('compression', block.compression);
  put('session-ticket', block.tickets);
  put('early-data', block.earlyData);
  put('ocsp-staple', block.stapling);
  if (clientCertificate?.value !== undefined) {
    facts['client-certificate-request'] = factOf(clientCertificate.value !== 'none');
    facts['client-certificate-required'] = factOf(clientCertificate.value === 'required');
  }
  if (block.insecureRenegotiation?.value === true) {
    facts['secure-renegotiation'] = {
      is: 'no',
      why: 'the configuration allows renegotiation without RFC 5746',
    };
  }
  return { ...blank, ...facts };
}

function httpOf(
  { hsts, redirect }: TlsBlock,
  blank: AddressObservation['http'],
): AddressObservation['http'] {
  const header = hsts?.value;
  return {
    https:
      header === undefined
        ? blank.https
        : {
            state: 'answered',
            status: 200,
            headers: header === null ? {} : { 'strict-transport-security': header },
          },
    plain:
      redirect?.value === undefined
        ? blank.plain
        : redirect.value
          ? { state: 'answered', status: 301, headers: { location: 'https://' } }
          : { state: 'answered', status: 200, headers: {} },
  };
}
