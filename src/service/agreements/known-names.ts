import { LockstepError } from '../../model/error.ts';
import type { Policy } from '../../model/policy.ts';
import { knownProfiles } from '../../pipeline/endpoints/known-profiles.ts';
import { loadChecks, productRegistry } from '../../pipeline/load-checks.ts';
import { parsePolicy, type ParseOptions } from '../../policy/parse-policy.ts';
import { Problem } from '../problem.ts';

let names: Promise<ParseOptions> | undefined;

/** Rules, checks and profiles that a policy may name. Loaded by the first who proposes or reports one: the service needs them for nothing else. */
export function knownNames(): Promise<ParseOptions> {
  names ??= loadNames();
  return names;
}

async function loadNames(): Promise<ParseOptions> {
  const checks = await loadChecks(productRegistry);
  return {
    ruleIds: checks.flatMap(({ rules }) => rules.map(({ id }) => id)),
    checkIds: checks.map(({ id }) => id),
    ...knownProfiles(checks),
  };
}

/** A policy as it would stand in git; throws Problem that lists what is wrong with it, line by line. */
export async function parsedPolicy(text: string): Promise<Policy> {
  try {
    const options = { ...(await knownNames()), now: new Date().toISOString() };
    return (await parsePolicy(text, 'lockstep.yaml', options)).policy;
  } catch (error) {
    if (error instanceof LockstepError) throw new Problem(422, error.message);
    throw error;
  }
}
