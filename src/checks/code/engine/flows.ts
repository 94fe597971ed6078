import type { Confidence } from '../../../model/finding.ts';
import { FAMILIES, SAFE_OF_NUMBERS } from '../models/families.ts';
import type { Knowledge } from '../models/knowledge.ts';
import type { Fn } from './entities.ts';
import { callsOn, stepsOf, type Label, type SourceRoot, type Trail } from './label.ts';
import type { SinkModel, SourceKind } from '../models/model.ts';
import type { SinkPlace } from './summary.ts';

/** Offsets into the decoded text, UTF-16 code units. */
export interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export interface Step extends Place {
  /** `query parameter`, `put together`, `passed to run()`. */
  readonly what: string;
}

/** What the engine found: the rule, where, and how the data came there. */
export interface Flow {
  /** Slug: `sql-injection`. */
  readonly rule: string;
  readonly sink: Place;
  /** Names of the classes and functions around the sink, from the outside in. */
  readonly scope: readonly string[];
  /** From the source to the sink; of a misuse only the sink. */
  readonly steps: readonly Step[];
  /** How many different sources reach the sink. */
  readonly sources: number;
  readonly entry: (Place & { readonly route: string }) | undefined;
  readonly confidence: Confidence;
  /** One clause on this occurrence. */
  readonly shows: string;
  /** Path of the library's function at the sink: `pg.Client.query`. */
  readonly library?: string | undefined;
}

interface Found {
  readonly sink: SinkPlace;
  readonly model: SinkModel;
  readonly roots: Map<SourceRoot, Way>;
}

interface Way {
  readonly label: Label;
  readonly trail: Trail | undefined;
}

/** What a model of a sink asks of a label. */
interface Concern {
  /** There is a rule of that name. */
  readonly isKnown: boolean;
  readonly bits: number;
  readonly kinds: readonly SourceKind[];
}

/** Longer traces say less: their middle is left out. */
const MAX_STEPS = 24;
/**
 * Ways through more calls of functions of the program are not told, and those through many with less confidence. Measured
 * in November 2026: in applications that are vulnerable on purpose none went through more than 2, and of the 90 ways of
 * more than 14 steps in the projects of test/crater none was right. Chosen: several times what was seen.
 */
const MAX_CALLS = 10;
const MANY_CALLS = 6;

/** Collects what reaches what; one finding a rule and sink, its sources counted. */
export class Flows {
  readonly #knowledge: Knowledge;
  readonly #found = new Map<string, Found>();
  readonly #misuses = new Map<string, Flow>();
  readonly #concerns = new Map<SinkModel, Concern>();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  /** Whether a label matters at a sink at all: of a kind that the rule knows, and not made safe. */
  matters({ root, clean, safeFor }: Label, model: SinkModel): boolean {
    const { isKnown, bits, kinds } = this.#concerns.get(model) ?? this.#concernOf(model);
    if (!isKnown || (clean & bits) === bits || safeFor.has(model.rule)) return false;
    if (root.kind === 'param') return true;
    return root.source.rules?.has(model.rule) === true || kinds.includes(root.source.kind);
  }

  #concernOf(model: SinkModel): Concern {
    const rule = this.#knowledge.rules.get(model.rule);
    const family = model.family ?? rule?.family;
    const concern = {
      isKnown: rule !== undefined,
      // Of a rule of a user's that names none: what is safe whatever it is put into.
      bits: family === undefined ? SAFE_OF_NUMBERS : 1 << FAMILIES.indexOf(family),
      kinds: model.kinds ?? rule?.sources ?? [],
    };
    this.#concerns.set(model, concern);
    return concern;
  }

  /** A source reaches a sink. */
  add(
    label: Label & { readonly root: SourceRoot },
    { sink, model }: { readonly sink: SinkPlace; readonly model: SinkModel },
    trail: Trail | undefined,
  ): void {
    const key = `${model.rule}\0${sink.path}\0${sink.start}\0${sink.end}`;
    const found = this.#found.get(key) ?? { sink, model, roots: new Map() };
    this.#found.set(key, found);
    const known = found.roots.get(label.root);
    if (known === undefined || isBetter({ label, trail }, known)) {
      found.roots.set(label.root, { label, trail });
    }
  }

  misuse(flow: Flow): void {
    const { rule, sink } = flow;
    const key = `${rule}\0${sink.path}\0${sink.start}\0${sink.end}`;
    if (!this.#misuses.has(key)) this.#misuses.set(key, flow);
  }

  /** Everything, in the order of paths and places. */
  finish(): readonly Flow[] {
    const all = [
      ...this.#misuses.values(),
      ...[...this.#found.values()].flatMap((each) => flowOf(each) ?? []),
    ];
    return all.toSorted(
      (left, right) =>
        compare(left.sink.path, right.sink.path) ||
        left.sink.start - right.sink.start ||
        left.sink.end - right.sink.end ||
        compare(left.rule, right.rule),
    );
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Told without a guess, or on a shorter way. */
function isBetter({ label, trail }: Way, known: Way): boolean {
  if (label.weak !== known.label.weak) return known.label.weak;
  return callsOn(trail, MAX_CALLS) < callsOn(known.trail, MAX_CALLS);
}

function flowOf({ sink, model, roots }: Found): Flow | undefined {
  const ways = [...roots]
    .map(([root, { label, trail }]) => ({
      root,
      label,
      calls: callsOn(trail, MAX_CALLS),
      steps: stepsOf(trail, MAX_STEPS),
    }))
    .filter(({ calls }) => calls < MAX_CALLS);
  if (ways.length === 0) return undefined;
  ways.sort(
    (left, right) =>
      Number(left.label.weak) - Number(right.label.weak) || left.steps.length - right.steps.length,
  );
  const [best] = ways;
  const { rule } = model;
  const { fn, path, start, end, callee, library } = sink;
  const what = best?.steps[0]?.what ?? 'untrusted data';
  const last: Step = { what: `reaches ${callee}`, path, start, end };
  const steps = (best?.steps ?? []).map((each): Step => ({
    what: each.what,
    path: each.path,
    start: each.start,
    end: each.end,
  }));
  return {
    rule,
    sink: { path, start, end },
    scope: scopeOf(fn),
    steps: [...steps, last],
    sources: ways.length,
    entry: best === undefined ? undefined : entryOf(best.root.fn),
    confidence: confidenceOf(model, best?.label.weak ?? false, (best?.calls ?? 0) >= MANY_CALLS),
    shows: `${what} reaches ${callee}`,
    library,
  };
}

function confidenceOf(
  { confidence: stated = 'high' }: SinkModel,
  isWeak: boolean,
  isLong: boolean,
): Confidence {
  if (isLong) return 'low';
  if (!isWeak) return stated;
  return stated === 'high' ? 'medium' : 'low';
}

/** Where requests arrive that run the function: itself, or a function around it. */
function entryOf(fn: Fn): Flow['entry'] {
  let at: Fn | undefined = fn;
  while (at !== undefined && at.entry === undefined) at = at.module.fns[at.ir.parent];
  const entry = at?.entry;
  return entry === undefined
    ? undefined
    : { route: entry.route, path: entry.path, start: entry.start, end: entry.start };
}

/** Names around a place, from the outside in, for its fingerprint and for people. */
export function scopeOf(fn: Fn): readonly string[] {
  const names: string[] = [];
  for (let at: Fn | undefined = fn; at !== undefined; at = at.module.fns[at.ir.parent]) {
    if (at.name !== '') names.unshift(at.name);
    const cls = at.module.ir.classes[at.ir.ownerClass];
    if (cls !== undefined && cls.name !== '') names.unshift(cls.name);
  }
  return names;
}
