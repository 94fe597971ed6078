import type { RuleVersion } from '../model/evidence.ts';
import type { LogFacts } from './log/log-facts.ts';
import type { Scope } from './log/run-ledger.ts';

/**
 * Every rule that the log of these scopes names, in its latest version, in order of name: for whoever has the log and not the
 * rules. Linear in the log.
 */
export function knownRules(
  { entries, runs }: LogFacts,
  isWanted: (scope: Scope) => boolean,
): readonly RuleVersion[] {
  const latest = new Map<string, RuleVersion>();
  const see = ({ rule, version, engine }: RuleVersion): void => {
    const known = latest.get(rule);
    if (known === undefined || isLater({ rule, version, engine }, known)) {
      latest.set(rule, { rule, version, engine });
    }
  };
  for (const { scope, version } of runs.sightings()) if (isWanted(scope)) see(version);
  for (const entry of entries) {
    if (!isWanted(entry)) continue;
    if (entry.kind === 'verdict' || entry.kind === 'stage') see(entry);
    else if (entry.kind === 'policy') entry.rules.forEach(see);
  }
  return [...latest.values()].toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
}

/** An engine that is newer has the newer rules. */
function isLater(one: RuleVersion, other: RuleVersion): boolean {
  return one.engine === other.engine ? one.version > other.version : one.engine > other.engine;
}

/** A rule of a foreign tool: nobody numbers its versions. */
export function isForeign({ version, engine }: RuleVersion): boolean {
  return version === 0 && engine === 0;
}

/** The tool, or the check, that a rule belongs to: the first part of its id. */
export function toolOf(rule: string): string {
  return rule.slice(0, Math.max(0, rule.indexOf('/')));
}
