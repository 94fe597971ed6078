import type { Fact, ProtocolVersion } from '../observation.ts';
import type { Asker } from './ask.ts';
import { firstQuestion, type ClassicVersion } from './classic.ts';
import type { Flight } from './flight.ts';
import { bareStyle, compactStyle, fullStyle, type HelloStyle } from './hello.ts';
import { firstModernQuestion } from './modern.ts';
import type { Told } from './told.ts';

type AskedVersion = Exclude<ProtocolVersion, 'SSLv2'>;

/** Versions from SSLv3 on: what is known of each, and the first ServerHello of those that are supported. */
export interface VersionMap {
  readonly told: ReadonlyMap<AskedVersion, Told>;
  readonly first: ReadonlyMap<AskedVersion, Flight>;
}

const PROTOCOL_VERSION = 70;

/**
 * Asks for each version with all that there is on offer. `thrifty` takes protocol_version as an answer to TLS 1.1 for
 * one about TLS 1.0 as well: a hello says which version it takes at most, not which one it wants.
 */
export async function mapVersions(asker: Asker, isThrifty: boolean): Promise<VersionMap> {
  const told = await askAll(asker, fullStyle, isThrifty);
  if (isAnswered(told) || isDead(told)) return summarize(await askClosedAgain(asker, told));
  // Nothing took the long hello: it may have been too much, for the server or for what stands in front of it.
  for (const style of [compactStyle, bareStyle]) {
    const again = await askAll(asker, style, isThrifty);
    if (isAnswered(again)) return summarize(await askClosedAgain(asker, again));
    if (isDead(again) || isSilent(again)) break;
  }
  return summarize(told);
}

async function askAll(
  asker: Asker,
  style: HelloStyle,
  isThrifty: boolean,
): Promise<Map<AskedVersion, Told>> {
  Object.assign(asker, { style });
  const told = new Map<AskedVersion, Told>();
  const note = async (version: AskedVersion): Promise<void> => {
    told.set(version, await askVersion(asker, version));
  };
  // The likely ones first: what succeeds is the control handshake of the others.
  await note('TLS1.2');
  if (isDead(told) || isSilent(told)) return told;
  await Promise.all([note('TLS1.3'), note('TLS1.1'), note('SSLv3')]);
  const eleven = told.get('TLS1.1');
  if (isThrifty && eleven?.is === 'no' && eleven.code === PROTOCOL_VERSION) {
    told.set('TLS1.0', { ...eleven, why: `${eleven.why} to TLS1.1` });
  } else {
    await note('TLS1.0');
  }
  return told;
}

async function askVersion(asker: Asker, version: AskedVersion): Promise<Told> {
  return asker.ask(
    version === 'TLS1.3' ? firstModernQuestion(asker) : firstQuestion(asker, version),
  );
}

function isAnswered(told: ReadonlyMap<AskedVersion, Told>): boolean {
  return [...told.values()].some((one) => one.is === 'yes' || instead(one) !== undefined);
}

/** No ClientHello could be sent, or it was answered in another protocol: other hellos would end the same way. */
function isDead(told: ReadonlyMap<AskedVersion, Told>): boolean {
  return [...told.values()].every(
    (one) => one.is === 'inconclusive' && (one.stage !== 'tls' || one.looksLike !== undefined),
  );
}

/** Another version would meet the same silence; a shorter hello may not. */
function isSilent(told: ReadonlyMap<AskedVersion, Told>): boolean {
  return [...told.values()].every((one) => one.is === 'inconclusive' && one.ended === 'silent');
}

/** A close tells more once it is known what succeeds. */
async function askClosedAgain(
  asker: Asker,
  told: Map<AskedVersion, Told>,
): Promise<Map<AskedVersion, Told>> {
  if (!asker.hasControl) return told;
  for (const [version, one] of told) {
    const isHint = one.is === 'inconclusive' && (one.ended === 'closed' || one.ended === 'odd');
    if (isHint) told.set(version, await askVersion(asker, version));
  }
  return told;
}

function instead(told: Told): Flight | undefined {
  return told.is === 'no' ? told.instead : undefined;
}

/** An older version in an answer is proved by it. */
function summarize(told: ReadonlyMap<AskedVersion, Told>): VersionMap {
  const first = new Map<AskedVersion, Flight>();
  const all = new Map(told);
  for (const [version, one] of told) if (one.is === 'yes') first.set(version, one.flight);
  for (const flight of [...told.values()].flatMap((one) => instead(one) ?? [])) {
    const { version } = flight;
    if (version === 'SSLv2' || first.has(version)) continue;
    first.set(version, flight);
    all.set(version, { is: 'yes', flight });
  }
  return { told: first.size === 0 ? withoutRefusals(all) : all, first };
}

/**
 * A server that refuses every hello minds something else than the version: the name, most often. Only protocol_version
 * says what it says.
 */
function withoutRefusals(told: ReadonlyMap<AskedVersion, Told>): ReadonlyMap<AskedVersion, Told> {
  const doubted = [...told].map(([version, one]): readonly [AskedVersion, Told] => {
    if (one.is !== 'no' || one.code === PROTOCOL_VERSION) return [version, one];
    const why = `${one.why}, like every hello`;
    return [version, { is: 'inconclusive', why, ended: 'odd', stage: 'tls' }];
  });
  return new Map(doubted);
}

/** Rounds in which a thorough look asks for each version again. */
const CONFIRMATIONS = 2;

/**
 * Asks for every version again: behind one address may stand servers that were not set up alike. What some connections
 * get is offered, whatever the others say; the names of such versions are returned.
 */
export async function confirmVersions(
  asker: Asker,
  map: VersionMap,
): Promise<{ readonly map: VersionMap; readonly inconsistent: readonly string[] }> {
  const told = new Map(map.told);
  const inconsistent = new Set<string>();
  for (const [version, before] of map.told) {
    for (let round = 0; round < CONFIRMATIONS; round += 1) {
      const again = await askVersion(asker, version);
      if (again.is === 'inconclusive' || again.is === before.is) continue;
      inconsistent.add(`${version}: some connections get it, others do not`);
      if (again.is === 'yes') told.set(version, again);
    }
  }
  return { map: summarize(told), inconsistent: [...inconsistent].toSorted() };
}

/** A marker says that the server has TLS 1.3, a refusal that it has not: two servers. */
export function contradiction(map: VersionMap, marked: Flight | undefined): readonly string[] {
  const isRefused = map.told.get('TLS1.3')?.is === 'no';
  return isRefused && marked !== undefined
    ? [`TLS1.3: refused, although ${marked.version} comes with a downgrade marker`]
    : [];
}

/** Facts of all versions but SSLv2. */
export function versionFact(
  map: VersionMap,
  version: AskedVersion,
  mark: Flight | undefined,
): Fact {
  const told = map.told.get(version);
  if (told === undefined) return { is: 'inconclusive', why: 'could not be asked' };
  if (told.is === 'yes') return { is: 'yes', why: `ServerHello of ${version}` };
  const proof = mark?.hello.downgradeFrom;
  if (version === 'TLS1.3' && told.is === 'inconclusive' && proof === 'TLS1.3') {
    return { is: 'yes', why: `downgrade marker in ${mark?.version ?? ''}` };
  }
  if (version === 'TLS1.3' && told.is === 'no' && proof === 'TLS1.3') {
    return { is: 'inconclusive', why: `${told.why}, but a downgrade marker` };
  }
  return { is: told.is, why: told.why };
}

export const classicVersions: readonly ClassicVersion[] = ['TLS1.2', 'TLS1.1', 'TLS1.0', 'SSLv3'];
