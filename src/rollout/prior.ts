import type { CorpusCount } from '../model/corpus-count.ts';
import type { RulePrior, RuleVersion } from '../model/evidence.ts';
import { corpusCounts } from './corpus-counts.ts';

/** A label of a corpus says this much of what a verdict on a product says. Chosen: what strangers write is another text. */
const MAX_WEIGHT = 0.3;
/** All labels together say no more than so many verdicts, or a large corpus would drown the product's own. */
const MAX_PSEUDO_VERDICTS = 13;
/** Jeffreys' prior, before anything is known. */
const JEFFREYS = 0.5;

/** What labelled corpora say of this version of a rule; undefined: nothing, or of another version. */
export function priorOf(
  { rule, version, engine }: RuleVersion,
  counts: readonly CorpusCount[] = corpusCounts,
): RulePrior | undefined {
  const count = counts.find(
    (each) => each.rule === rule && each.version === version && each.engine === engine,
  );
  if (count === undefined) return undefined;
  const { truePositives, falsePositives } = count;
  const weight = Math.min(MAX_WEIGHT, MAX_PSEUDO_VERDICTS / (truePositives + falsePositives));
  return {
    truePositives,
    falsePositives,
    weight,
    a: JEFFREYS + weight * truePositives,
    b: JEFFREYS + weight * falsePositives,
  };
}
