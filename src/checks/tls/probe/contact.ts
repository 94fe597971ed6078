import type { Fact } from '../observation.ts';
import type { Told } from './told.ts';
import type { VersionMap } from './versions.ts';

export interface ContactFacts {
  readonly reachable: Fact;
  readonly starttls: Fact;
  readonly speaksTls: Fact;
}

const stages = ['dial', 'starttls', 'tls'] as const;

/** How far anybody gets at this address: told from the answers to the questions about versions. */
export function contactFacts(map: VersionMap, hasStarttls: boolean): ContactFacts {
  const told = [...map.told.values()];
  const proof = told.find((one) => one.is !== 'inconclusive');
  if (proof !== undefined) return spoken(hasStarttls, proof);
  const lost = told.flatMap((one) => (one.is === 'inconclusive' ? [one] : []));
  const best = lost.toSorted((a, b) => stages.indexOf(b.stage) - stages.indexOf(a.stage))[0];
  const alert = lost.find((one) => one.ended === 'odd' && one.why.includes('alert '));
  if (best === undefined) return unknown({ is: 'inconclusive', why: 'not asked' });
  return alert === undefined ? unspoken(best, hasStarttls) : spoken(hasStarttls, alert);
}

function spoken(hasStarttls: boolean, told: Told): ContactFacts {
  const why = told.is === 'yes' ? `ServerHello of ${told.flight.version}` : told.why;
  return {
    reachable: { is: 'yes', why: 'connected' },
    starttls: hasStarttls ? { is: 'yes', why: 'agreed to TLS' } : notStarttls,
    speaksTls: { is: 'yes', why },
  };
}

const notStarttls: Fact = { is: 'not-tested', why: 'TLS from the first byte on' };

function unspoken(
  lost: Told & { readonly is: 'inconclusive' },
  hasStarttls: boolean,
): ContactFacts {
  if (lost.ended === 'refused') return unknown({ is: 'no', why: lost.why });
  const doubt: Fact = { is: 'inconclusive', why: lost.why };
  const reachable: Fact = { is: 'yes', why: 'connected' };
  if (lost.ended === 'no-starttls') {
    const no: Fact = { is: 'no', why: lost.why };
    return { reachable, starttls: no, speaksTls: { is: 'no', why: `no TLS: ${lost.why}` } };
  }
  if (lost.stage === 'dial') return unknown(doubt);
  if (lost.stage === 'starttls') return { reachable, starttls: doubt, speaksTls: doubt };
  const starttls: Fact = hasStarttls ? { is: 'yes', why: 'agreed to TLS' } : notStarttls;
  const isOther = lost.looksLike !== undefined;
  return { reachable, starttls, speaksTls: isOther ? { is: 'no', why: lost.why } : doubt };
}

function unknown(reachable: Fact): ContactFacts {
  const why = `no connection: ${reachable.why}`;
  return {
    reachable,
    starttls: { is: 'inconclusive', why },
    speaksTls: { is: 'inconclusive', why },
  };
}
