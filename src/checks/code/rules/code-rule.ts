import type { Confidence } from '../../../model/finding.ts';
import type { Rule, RuleExample } from '../../../model/rule.ts';
import type { Family } from '../models/families.ts';
import type { SourceKind } from '../models/model.ts';

/**
 * A rule of the code check: one file here, `<slug>.ts`, and one line in `index.ts`. Where it looks is not stated here
 * but in the models, whose sinks and misuses name its slug; a rule says what it means, why, and what helps.
 */
export interface CodeRule extends Omit<Rule, 'examples'> {
  /** What a value must be made safe for; absent: the rule is about a use that is wrong whatever flows in. */
  readonly family?: Family;
  /** Kinds of sources that count, most telling first. Required with `family`. */
  readonly sources?: readonly SourceKind[];
  /**
   * The most that any finding of it gets, whatever its model says: what is right in too few of the well-kept projects of
   * `test/crater`, or a matter of taste there, is low. A test compares it with the verdicts.
   */
  readonly confidence?: Confidence;
  /** For the trace, after the sink: `not escaped for SQL`. Required with `family`. */
  readonly missing?: string;
  /** What would make a flow safe, one sentence: `Pass the value as a parameter of the query.` */
  readonly remedy?: string;
  /** At least one pair a language that the rule knows; `path` carries the language's extension. */
  readonly examples: {
    readonly hit: readonly (RuleExample & { readonly path: string })[];
    readonly ok: readonly (RuleExample & { readonly path: string })[];
  };
}
