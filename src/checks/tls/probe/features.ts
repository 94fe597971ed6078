import type { Fact } from '../observation.ts';
import { candidates } from './candidates.ts';
import type { Scene } from './scene.ts';
import { classicVersions } from './versions.ts';

/** A hello of less than the best version that says it is a fallback must be refused (RFC 7507 §3). */
export async function fallbackFact({ asker, map }: Scene): Promise<Fact> {
  const supported = classicVersions.filter((version) => map.first.has(version));
  const [lower] = map.first.has('TLS1.3') ? supported : supported.slice(1);
  if (lower === undefined) return { is: 'not-tested', why: 'one version only' };
  const first = map.first.get(lower);
  const known = first === undefined ? [] : [first.hello.suite];
  const others = candidates.suites(lower).filter((code) => !known.includes(code));
  const suites = [...known, ...others].slice(0, asker.style.maxSuites);
  const told = await asker.ask({ version: lower, suites, isFallback: true });
  switch (told.is) {
    case 'yes':
      return { is: 'no', why: `${lower} as a fallback is accepted` };
    case 'inconclusive':
      return { is: 'inconclusive', why: told.why };
    case 'no':
      // RFC 7507 has an alert of its own for it (86); some say no in another way to what they take without the signal.
      return { is: 'yes', why: `${lower} as a fallback: ${told.why}` };
  }
}
