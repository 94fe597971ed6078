import type { Possible } from '../../../model/endpoint-summary.ts';
import type { AddressObservation, Fact } from '../observation.ts';
import type { Subject } from '../subject.ts';

/** One fact of all addresses: `yes` where one says so, and with which addresses where they differ. */
export interface Merged extends Fact {
  /** `only 10.0.0.2`; empty where all agree. */
  readonly where: string;
}

/** More addresses than this are counted instead of named. */
const maxNamed = 2;

/** Of the addresses that answered; doubt at one of them beats a `no` of all others. */
export function mergeFact(
  subjects: readonly Subject[],
  pick: (facts: AddressObservation) => Fact,
): Merged {
  const all = subjects.map(({ facts }) => ({ address: facts.address, fact: pick(facts) }));
  const chosen =
    all.find(({ fact }) => fact.is === 'yes') ??
    all.find(({ fact }) => fact.is === 'inconclusive') ??
    all.find(({ fact }) => fact.is === 'not-tested') ??
    all.find(({ fact }) => fact.is === 'no');
  if (chosen === undefined) return { is: 'not-tested', why: 'no address', where: '' };
  const alike = all.filter(({ fact }) => fact.is === chosen.fact.is);
  if (alike.length === all.length) return { ...chosen.fact, where: '' };
  const names = alike.slice(0, maxNamed).map(({ address }) => address);
  const more = alike.length > maxNamed ? ` and ${alike.length - maxNamed} more` : '';
  return { ...chosen.fact, where: `only ${names.join(', ')}${more}` };
}

export function possible({ is }: Fact): Possible {
  return is === 'yes' || is === 'no' ? is : 'unknown';
}

/** Addresses that said something; those that could not be reached have no facts worth merging. */
export function answering(subjects: readonly Subject[]): readonly Subject[] {
  return subjects.filter(({ facts }) => facts.speaksTls.is === 'yes');
}

/** Parts of a note, without the empty ones. */
export function note(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
