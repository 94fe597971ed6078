import { meetRules, NO_RULES, type ParamLabel, type Trail } from './label.ts';
import type { ParamSink, SinkPlace } from './summary.ts';

/** Places that the parameters of one function reach: chosen; more only say that the function goes everywhere. */
const MAX_SINKS = 120;
/**
 * And of those the ones of one rule, so that what logs its arguments does not keep others out. Chosen: on 2,281 files
 * that log through wrappers of wrappers, nine in ten places that parameters reached were logs.
 */
const MAX_OF_RULE = 40;

/** A parameter or a member of one, and where it goes. */
export interface Reach {
  /** Cleared of nothing: what was cleared on the way stands with each sink. */
  readonly label: ParamLabel;
  readonly sinks: Map<string, ParamSink>;
}

/** Where the parameters of a function go. */
export class ParamSinks {
  readonly #reaches: (Map<string, Reach> | undefined)[] = [];
  readonly #ofRule = new Map<string, number>();
  size = 0;
  /** There were more. */
  isCut = false;
  /** Grows with whatever is not as it was. */
  changes = 0;

  *reaches(): Generator<Reach> {
    for (const byPath of this.#reaches) yield* byPath?.values() ?? [];
  }

  *values(): Generator<ParamSink> {
    for (const { sinks } of this.reaches()) yield* sinks.values();
  }

  /** Adds a place; true: it is new, or reached by what was cleared of less. */
  add(label: ParamLabel, sink: SinkPlace, trailOf: () => Trail | undefined): boolean {
    const { sinks } = this.#reach(label);
    const known = sinks.get(sink.key);
    if (known === undefined) {
      if (!this.#hasRoom(sink)) return false;
      this.changes++;
      sinks.set(sink.key, { label, sink, trail: trailOf() });
      return true;
    }
    const clean = known.label.clean & label.clean;
    const safeFor = meetRules(known.label.safeFor, label.safeFor);
    if (known.label.clean === clean && known.label.safeFor.size === safeFor.size) return false;
    this.changes++;
    sinks.set(sink.key, { label: { ...label, clean, safeFor }, sink, trail: trailOf() });
    return true;
  }

  #hasRoom({ models }: SinkPlace): boolean {
    const rule = models[0]?.rule ?? '';
    const count = this.#ofRule.get(rule) ?? 0;
    if (count >= MAX_OF_RULE || this.size >= MAX_SINKS) {
      if (!this.isCut) this.changes++;
      this.isCut = true;
      return false;
    }
    this.#ofRule.set(rule, count + 1);
    this.size++;
    return true;
  }

  #reach(label: ParamLabel): Reach {
    const index = label.root.index + 1;
    const byPath = (this.#reaches[index] ??= new Map<string, Reach>());
    const known = byPath.get(label.path);
    if (known !== undefined) return known;
    const whole = { ...label, clean: 0, safeFor: NO_RULES, weak: false, trail: undefined };
    this.changes++;
    const made: Reach = { label: whole, sinks: new Map() };
    byPath.set(label.path, made);
    return made;
  }
}
