import type { ObserveOptions } from '../../../model/endpoint-check.ts';
import type { Endpoint } from '../../../model/endpoint.ts';
import type { Network } from '../../../model/network.ts';
import type {
  Accepted,
  AddressObservation,
  Fact,
  Feature,
  ProtocolVersion,
} from '../observation.ts';
import { blankFacts } from '../record/blank.ts';
import { Asker } from './ask.ts';
import { enumerateGroups, enumerateSuites } from './classic.ts';
import { contactFacts } from './contact.ts';
import { observeWithoutName } from './default-host.ts';
import { Door } from './door.ts';
import { fallbackFact } from './features.ts';
import { observeHttp } from './http.ts';
import { intrusiveFacts } from './intrusive/all.ts';
import {
  modernChainOf,
  modernFeatures,
  observeModernAlpn,
  observeModernChains,
} from './modern-flight.ts';
import { enumerateModernSchemes, shownSchemes } from './modern-schemes.ts';
import { enumerateModern } from './modern.ts';
import { quickFacts } from './quick.ts';
import type { Found, Scene } from './scene.ts';
import { sessionFacts } from './session.ts';
import { enumerateSchemes } from './signatures.ts';
import type { Speaker } from './speak.ts';
import { ssl2Facts, type Ssl2Facts } from './ssl2.ts';
import {
  classicVersions,
  confirmVersions,
  contradiction,
  mapVersions,
  versionFact,
} from './versions.ts';
import { Witness } from './witness.ts';

export interface Place {
  readonly endpoint: Endpoint;
  readonly address: string;
  /** On the network's own clock. */
  readonly deadlineMs: number;
}

export interface AddressResult {
  readonly facts: AddressObservation;
  /** DER as base64, by SHA-256. */
  readonly certificates: ReadonlyMap<string, string>;
}

/** All that one address of an endpoint tells. Never throws for what the network or the other side does. */
export async function observeAddress(
  place: Place,
  network: Network,
  options: ObserveOptions,
): Promise<AddressResult> {
  const door = new Door(place, network, options);
  const witness = new Witness(place.endpoint.serverName);
  const asker = new Asker(door, (flight, question) => witness.see(flight, question));
  const isDeep = options.mode === 'deep';
  const first = await mapVersions(asker, !isDeep);
  const { map, inconsistent } =
    isDeep && first.first.size > 0
      ? await confirmVersions(asker, first)
      : { map: first, inconsistent: [] };
  const found: Found = contactFacts(map, place.endpoint.starttls !== undefined);
  const scene = { asker, witness, map, found, inconsistent };
  const [ssl2] = await Promise.all([
    canSpeak(found) ? ssl2Facts(scene) : undefined,
    map.first.size > 0 ? observeTls(scene) : undefined,
  ]);
  addSsl2(scene, ssl2);
  if (map.first.size > 0) await observeSpoken(scene);
  return { facts: complete(place.address, scene), certificates: witness.evidence.certificates };
}

/** A server that has no STARTTLS, or speaks something else, has no SSLv2 either. */
function canSpeak({ reachable, speaksTls }: Found): boolean {
  return reachable?.is === 'yes' && speaksTls?.is !== 'no';
}

function addSsl2({ found, witness, map }: Scene, ssl2: Ssl2Facts | undefined): void {
  if (ssl2 === undefined) return;
  found.versions = { ...blankFacts('').versions, SSLv2: ssl2.version };
  if (ssl2.suites !== undefined) found.suites = { SSLv2: ssl2.suites, ...found.suites };
  if (ssl2.version.is !== 'yes') return;
  found.speaksTls = {
    is: 'yes',
    why: found.speaksTls?.is === 'yes' ? found.speaksTls.why : 'SSLv2',
  };
  // Later versions show their certificates by name.
  if (ssl2.certificate === undefined || map.first.size > 0) return;
  const certificates = [{ der: ssl2.certificate }];
  witness.evidence.addChain({ serverName: null, version: 'SSLv2', certificates, scts: [] });
}

/** What only whole handshakes show, and last of all what looks like an attack. */
async function observeSpoken(scene: Scene): Promise<void> {
  const { asker, found, witness, map } = scene;
  const { endpoint, options } = asker.door;
  // The quick look takes the certificate from an older version where there is one.
  if (options.mode === 'quick' && classicVersions.some((version) => map.first.has(version))) return;
  const suites = Object.entries(found.suites ?? {}).map(([version, { codes }]) => [version, codes]);
  const { serverName } = endpoint;
  const speaker: Speaker = {
    door: asker.door,
    suites: Object.fromEntries(suites),
    ...(serverName === undefined ? {} : { serverName }),
  };
  const facts = await sessionFacts(speaker, options.mode === 'deep');
  const chain = modernChainOf(facts.modernFlight, serverName ?? null);
  if (chain !== undefined) witness.evidence.addChain(chain);
  if (map.first.has('TLS1.3') && options.mode !== 'quick') {
    await observeModernChains(scene, speaker);
    await observeModernAlpn(scene, speaker);
    await addModernSchemes(scene, speaker);
  }
  found.maxEarlyData = facts.maxEarlyData;
  if (facts.ticketLifetimeSeconds !== undefined) {
    found.ticketLifetimeSeconds = facts.ticketLifetimeSeconds;
  }
  found.features = {
    ...blankFacts('').features,
    ...found.features,
    ...modernFeatures(facts.modernFlight),
    ...facts.features,
  };
  if (options.intrusive) found.intrusive = await intrusiveFacts(speaker);
}

async function addModernSchemes(scene: Scene, speaker: Speaker): Promise<void> {
  const { asker, found } = scene;
  const isDeep = asker.door.options.mode === 'deep';
  const schemes = isDeep ? await enumerateModernSchemes(speaker) : shownSchemes(scene);
  if (schemes === undefined) return;
  found.signatureSchemes = { ...found.signatureSchemes, 'TLS1.3': schemes };
}

async function observeTls(scene: Scene): Promise<void> {
  const { asker, found } = scene;
  const { mode } = asker.door.options;
  const [, http] = await Promise.all([
    mode === 'quick' ? quickFacts(scene) : enumerateAll(scene),
    observeHttp(asker.door, [...scene.map.first.keys()]),
  ]);
  found.http = http;
}

async function enumerateAll(scene: Scene): Promise<void> {
  const { asker, map, found } = scene;
  const suites: Partial<Record<ProtocolVersion, Accepted>> = {};
  const classic = classicVersions.map(async (version) => {
    const first = map.first.get(version);
    if (first !== undefined) suites[version] = await enumerateSuites(asker, version, first);
  });
  await Promise.all([
    ...classic,
    enumerateTls13(scene, suites),
    observeWithoutName(scene),
    fallbackFact(scene).then((fact) => addFeature(found, 'fallback-scsv', fact)),
  ]);
  found.suites = suites;
  await enumerateRest(scene, suites);
}

/** What can only be asked for once suites are known. */
async function enumerateRest(
  { asker, map, found, witness }: Scene,
  suites: Readonly<Partial<Record<ProtocolVersion, Accepted>>>,
): Promise<void> {
  const top = classicVersions.find((version) => map.first.has(version));
  if (top === undefined) return;
  const codes = suites[top]?.codes ?? [];
  const isDeep = asker.door.options.mode === 'deep';
  const [groups, schemes] = await Promise.all([
    enumerateGroups(asker, top, { suites: codes, seen: witness.groups }),
    top === 'TLS1.2'
      ? enumerateSchemes(asker, { suites: codes, seen: witness.schemes }, isDeep)
      : undefined,
  ]);
  if (groups !== undefined) found.groups = { ...found.groups, 'TLS1.2': groups };
  if (schemes !== undefined) {
    found.signatureSchemes = { ...found.signatureSchemes, 'TLS1.2': schemes };
  }
}

async function enumerateTls13(
  { asker, map, found }: Scene,
  suites: Partial<Record<ProtocolVersion, Accepted>>,
): Promise<void> {
  const first = map.first.get('TLS1.3');
  if (first === undefined) return;
  const facts = await enumerateModern(asker, first);
  Object.assign(suites, { 'TLS1.3': facts.suites });
  found.groups = { ...found.groups, 'TLS1.3': facts.groups };
}

function addFeature(found: Found, feature: 'fallback-scsv', fact: Fact): void {
  const { features } = blankFacts('');
  Object.assign(found, { features: { ...features, ...found.features, [feature]: fact } });
}

function complete(address: string, scene: Scene): AddressObservation {
  const { asker, witness, map, found } = scene;
  const blank = blankFacts(address);
  const fact = (version: Exclude<ProtocolVersion, 'SSLv2'>): Fact =>
    versionFact(map, version, witness.marked);
  const isCompact = asker.style.name !== 'full';
  const versions = {
    SSLv2: found.versions?.SSLv2 ?? blank.versions.SSLv2,
    SSLv3: fact('SSLv3'),
    'TLS1.0': fact('TLS1.0'),
    'TLS1.1': fact('TLS1.1'),
    'TLS1.2': fact('TLS1.2'),
    'TLS1.3': fact('TLS1.3'),
  };
  return {
    ...blank,
    ...found,
    versions,
    dh: witness.evidence.dh,
    chains: witness.evidence.chains,
    alpn: witness.alpn,
    features: {
      ...mergeFeatures(found, witness.notes.facts(isCompact)),
      ...byDefinition(versions),
    },
    inconsistent: [
      ...scene.inconsistent,
      ...contradiction(map, witness.marked),
      ...witness.notes.inconsistencies(),
    ],
    connections: asker.door.connections,
    retries: asker.retries,
  };
}

/** What older versions showed along the way decides, unless a whole handshake showed a feature that they lack. */
function mergeFeatures(
  { features }: Found,
  noted: Partial<Record<Feature, Fact>>,
): AddressObservation['features'] {
  const shown = Object.entries(features ?? {}).filter(([, { is }]) => is === 'yes');
  return { ...blankFacts('').features, ...features, ...noted, ...Object.fromEntries(shown) };
}

/** What TLS 1.3 took out (RFC 8446 §1.2 and §4.1.2) is not there where nothing older is spoken: nobody need ask for it. */
function byDefinition(versions: AddressObservation['versions']): Partial<Record<Feature, Fact>> {
  const isOld = [versions.SSLv3, ...classicVersions.map((version) => versions[version])];
  if (versions['TLS1.3'].is !== 'yes' || isOld.some(({ is }) => is !== 'no')) return {};
  return {
    compression: { is: 'no', why: 'TLS 1.3 alone, which has none' },
    'secure-renegotiation': { is: 'yes', why: 'TLS 1.3 alone, which has no renegotiation' },
    'extended-master-secret': {
      is: 'yes',
      why: 'TLS 1.3 alone, whose keys depend on the handshake',
    },
  };
}
