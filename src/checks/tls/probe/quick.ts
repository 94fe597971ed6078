import type { Accepted, Fact, ProtocolVersion } from '../observation.ts';
import { suiteByCode } from '../tables/suites.ts';
import { candidates } from './candidates.ts';
import { groupOf, type ClassicVersion } from './classic.ts';
import type { Scene } from './scene.ts';
import { classicVersions } from './versions.ts';

const notTested: Fact = {
  is: 'not-tested',
  why: 'quick mode asks for the best and the worst only',
};

/** The suite that each version begins with, and whether the newest older version takes a weak one. */
export async function quickFacts(scene: Scene): Promise<void> {
  const { map, found, witness } = scene;
  const suites: Partial<Record<ProtocolVersion, Accepted>> = {};
  for (const [version, flight] of map.first) suites[version] = partial([flight.hello.suite]);
  const modern = map.first.get('TLS1.3');
  const group = modern === undefined ? undefined : groupOf(modern);
  found.groups = {
    ...(witness.groups.length === 0 ? {} : { 'TLS1.2': partial(witness.groups) }),
    ...(group === undefined ? {} : { 'TLS1.3': partial([group]) }),
  };
  const top = classicVersions.find((version) => map.first.has(version));
  if (top !== undefined) suites[top] = await withWeakest(scene, top, suites[top]?.codes ?? []);
  found.suites = suites;
}

async function withWeakest(
  { asker }: Scene,
  version: ClassicVersion,
  known: readonly number[],
): Promise<Accepted> {
  const weak = candidates
    .suites(version)
    .filter((code) => isWeak(code) && !known.includes(code))
    .slice(0, asker.style.maxSuites);
  const told = await asker.ask({ version, suites: weak });
  if (told.is === 'yes') return partial([...known, told.flight.hello.suite]);
  const why = `${notTested.why}; weak ones: ${told.why}`;
  return { ...partial(known), complete: { is: told.is === 'no' ? 'not-tested' : told.is, why } };
}

/** What nearly every guideline refuses: no authentication, no encryption, export, short keys or blocks, RC4. */
function isWeak(code: number): boolean {
  const suite = suiteByCode(code);
  if (suite === undefined) return false;
  const isShort = suite.bits < 128 || suite.blockBits === 64;
  return suite.isExport || isShort || suite.authentication === 'none' || suite.cipher === 'RC4';
}

function partial(codes: readonly number[]): Accepted {
  return { codes, complete: notTested, order: 'not-tested' };
}
