import type { Severity } from '../../../model/severity.ts';
import type { Fact } from '../observation.ts';
import type { Verdict } from '../rule.ts';

export const pass: Verdict = { state: 'pass' };
export const notApplicable: Verdict = { state: 'not-applicable' };
export const notAsked: Verdict = { state: 'not-applicable', because: 'not-tested' };

export function fail(message: string, evidence: readonly string[], severity?: Severity): Verdict {
  return { state: 'fail', message, evidence, ...(severity === undefined ? {} : { severity }) };
}

/** The verdict of a rule about one fact: `yes` is the flaw, and how it is known is the evidence. */
export function failIfYes(fact: Fact, name: string, message: string): Verdict {
  switch (fact.is) {
    case 'yes':
      return fail(message, [`${name}: ${fact.why}`]);
    case 'no':
      return pass;
    case 'inconclusive':
      return inconclusive(name, fact);
    case 'not-tested':
      return notAsked;
  }
}

/** The same where `no` is the flaw. */
export function failIfNo(fact: Fact, name: string, message: string): Verdict {
  switch (fact.is) {
    case 'no':
      return fail(message, [`${name}: ${fact.why}`]);
    case 'yes':
      return pass;
    case 'inconclusive':
      return inconclusive(name, fact);
    case 'not-tested':
      return notAsked;
  }
}

/** For a fact that does not settle the matter: lost, or nobody asked (further). */
export function undecided(name: string, fact: Fact): Verdict {
  return fact.is === 'inconclusive' ? inconclusive(name, fact) : notAsked;
}

function inconclusive(name: string, fact: Fact): Verdict {
  return { state: 'inconclusive', detail: `${name}: ${fact.why}` };
}

/** `yes` if one is, `no` if none is, else the first that keeps it open; `no` of none at all. */
export function anyOf(facts: readonly (readonly [name: string, fact: Fact])[]): Fact {
  for (const is of ['yes', 'inconclusive', 'not-tested'] as const) {
    const found = facts.find(([, fact]) => fact.is === is);
    if (found !== undefined) return { is, why: `${found[0]}: ${found[1].why}` };
  }
  return { is: 'no', why: facts.map(([name, { why }]) => `${name}: ${why}`).join('; ') };
}
