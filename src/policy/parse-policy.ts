import { LockstepError } from '../model/error.ts';
import type { Policy, PolicyPosition } from '../model/policy.ts';
import { daysUntil } from './dates.ts';
import { inventoryProblems, tlsProblems } from './inventory.ts';
import type { KnownNames } from './names.ts';
import type { PolicyReading } from './policy-file.ts';
import { policyReader } from './policy-file.ts';
import { quote } from '../model/quote.ts';
import type { CompiledWhen } from './when.ts';
import type { Problem } from '../model/yaml/tree.ts';
import { readYaml } from '../model/yaml/tree.ts';

/** Far beyond any policy that people wrote. */
export const MAX_POLICY_BYTES: number = 2 ** 20;
/** An accepted risk is looked at again after a year at the latest. */
const MAX_WAIVER_DAYS = 366;
/** More would not be read. */
const MAX_PROBLEMS_SHOWN = 20;

/** A policy that can be used: read, checked, its `when` expressions compiled. */
export interface LoadedPolicy {
  readonly policy: Policy;
  /** By the position of the setting in `policy.rules`. */
  readonly whens: ReadonlyMap<number, CompiledWhen>;
}

export interface ParseOptions extends KnownNames {
  /** ISO 8601; with it a waiver that ends too far away is a problem. */
  readonly now?: string;
}

/**
 * Reads `lockstep.yaml`. Throws one `policy` error that lists every problem with file, line, column and how to mend it;
 * never returns half a policy. `name` is what the messages call the file.
 */
export async function parsePolicy(
  text: string,
  name: string,
  options: ParseOptions,
): Promise<LoadedPolicy> {
  if (Buffer.byteLength(text) > MAX_POLICY_BYTES) {
    throw failure(name, [{ at: { line: 1, column: 1 }, what: 'larger than 1 MiB' }]);
  }
  const yaml = await readYaml(text.replace(/^\uFEFF/u, ''));
  if ('problems' in yaml) throw failure(name, yaml.problems);
  const problems: Problem[] = [];
  const reading = policyReader(options).read(yaml.tree, problems);
  if (reading === undefined) throw failure(name, problems);
  const { policy } = reading;
  problems.push(...waiverProblems(policy, options.now));
  problems.push(...tlsProblems(policy, options));
  problems.push(...inventoryProblems(policy.endpoints, policy.tls, options));
  const whens = await compileAll(reading, problems);
  if (problems.length > 0) throw failure(name, problems);
  return { policy, whens };
}

function waiverProblems({ waivers, parties }: Policy, now: string | undefined): Problem[] {
  return waivers.flatMap((waiver) => {
    const { approved, position: at } = waiver;
    const problems: Problem[] = [];
    const say = (what: string, repair: string): void => void problems.push({ at, what, repair });
    if (Object.keys(waiver.scope).length === 0) {
      say('this waiver has no scope', 'name a path, fingerprint, purl, advisory or endpoint');
    }
    if (isSame(approved.development, approved.security)) {
      say(
        `"${approved.security}" approved this waiver for both parties`,
        'it takes one person of each',
      );
    }
    if (onlyIn(approved.development, parties.security, parties.development)) {
      say(
        `"${approved.development}" is of the security party`,
        'approved.development needs somebody of development',
      );
    }
    if (onlyIn(approved.security, parties.development, parties.security)) {
      say(
        `"${approved.security}" is of the development party`,
        'approved.security needs somebody of security',
      );
    }
    if (now !== undefined && daysUntil(waiver.expires, now) > MAX_WAIVER_DAYS) {
      say(
        `this waiver ends in more than ${MAX_WAIVER_DAYS} days`,
        'let it expire within a year and renew it then',
      );
    }
    return problems;
  });
}

function onlyIn(name: string, there: readonly string[], here: readonly string[]): boolean {
  const isName = (other: string): boolean => isSame(name, other);
  return there.some(isName) && !here.some(isName);
}

/** `A.Lopez` and `a.lopez` are one person. */
function isSame(a: string, b: string): boolean {
  return plainName(a) === plainName(b);
}

function plainName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

async function compileAll(
  { policy, whenPositions }: PolicyReading,
  problems: Problem[],
): Promise<ReadonlyMap<number, CompiledWhen>> {
  const whens = new Map<number, CompiledWhen>();
  for (const [index, { when, pattern, position }] of policy.rules.entries()) {
    if (when === undefined) continue;
    const { compileWhen } = await import('./when.ts');
    const compiled = await compileWhen(when);
    if ('when' in compiled) {
      whens.set(index, compiled.when);
      continue;
    }
    const { offset, what, repair } = compiled.problem;
    const here = when.slice(offset, offset + 20);
    problems.push({
      at: whenPositions.get(index) ?? position,
      what: `"when" of "${pattern}", character ${offset + 1}${here === '' ? '' : ` (${quote(here)})`}: ${what}`,
      ...(repair === undefined ? {} : { repair }),
    });
  }
  return whens;
}

function failure(name: string, problems: readonly Problem[]): LockstepError {
  const sorted = problems.toSorted((a, b) => order(a.at, b.at));
  const lines = sorted.slice(0, MAX_PROBLEMS_SHOWN).map(({ at, what, repair }) => {
    const mend = repair === undefined ? '' : `; ${repair}`;
    return `${name}:${at.line}:${at.column}: ${what}${mend}`;
  });
  if (problems.length > lines.length) lines.push('and more');
  return new LockstepError(
    'policy',
    `the policy cannot be used\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
}

function order(a: PolicyPosition, b: PolicyPosition): number {
  return a.line - b.line || a.column - b.column;
}
