import {
  GUARDS,
  LOSING,
  PLAIN_GUARDS,
  PROPAGATIONS,
  SAFE,
  type GuardName,
  type GuardShape,
  type LanguageShape,
  type PropagationName,
  type SourceShape,
} from './shape.ts';
import { SINKS, type SinkName } from './sinks.ts';

/** A small program of which is known whether it does harm. */
export interface GeneratedCase {
  /** `python, query, concatenation, number, sql`. */
  readonly name: string;
  readonly propagation: PropagationName;
  readonly guard: GuardName;
  readonly sink: SinkName;
  /** Folder of its files. */
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
  /** Slug of the rule that it is about. */
  readonly rule: string;
  readonly isReal: boolean;
}

/**
 * Every propagation with every guard and every sink; sources take turns, so that each meets every two of the others.
 * With `wantsAll` every source is met by each three of them.
 */
export function casesOf(language: LanguageShape, wantsAll: boolean): readonly GeneratedCase[] {
  return combinations().flatMap(({ propagation, guard, sink, turn }, index) => {
    const sources = Object.entries(language.sources).filter(([, { not }]) => !not?.includes(sink));
    const taken = wantsAll ? sources : sources.filter((_, at) => at === turn % sources.length);
    return taken.map(([source, shape]): GeneratedCase => {
      const folder = `${language.id}_${index}_${source}`;
      return {
        name: [language.id, source, propagation, guard, sink].join(', '),
        propagation,
        guard,
        sink,
        folder,
        files: filesOf(language, { shape, propagation, guard, sink, folder }),
        rule: SINKS[sink],
        isReal: !LOSING.includes(propagation) && !SAFE.includes(guard),
      };
    });
  });
}

interface Combination {
  readonly propagation: PropagationName;
  readonly guard: GuardName;
  readonly sink: SinkName;
  /** Whose turn it is among the sources. */
  readonly turn: number;
}

function combinations(): readonly Combination[] {
  return PROPAGATIONS.flatMap((propagation, p) =>
    GUARDS.flatMap((guard, g) =>
      sinkNames().map((sink, k) => ({ propagation, guard, sink, turn: p + g + k })),
    ),
  );
}

function sinkNames(): readonly SinkName[] {
  // oxlint-disable-next-line no-unsafe-type-assertion -- keys of a constant
  return Object.keys(SINKS) as SinkName[];
}

interface Choice extends Omit<Combination, 'turn'> {
  readonly shape: SourceShape;
  readonly folder: string;
}

function filesOf(
  language: LanguageShape,
  { shape, propagation, guard, sink, folder }: Choice,
): Readonly<Record<string, string>> {
  const way = language.propagations[propagation];
  const end = language.sinks[sink];
  const check = guardOf(language, guard);
  const use = (guard === 'right-escape' ? end.safe : end.use).replaceAll(
    'VALUE',
    guard === 'wrong-escape' ? end.wrong : (check.value ?? 'data'),
  );
  const statements = [language.input.replace('SOURCE', shape.text), way.lines, check.lines, use];
  const text = language.whole({
    imports: [...linesOf(end.imports), ...linesOf(way.imports ?? '')],
    top: way.top ?? '',
    lines: statements.flatMap(linesOf),
  });
  const all = [[language.file, text], ...(way.other === undefined ? [] : [way.other])];
  return Object.fromEntries(
    all.map(([name = '', body = '']) => [`${folder}/${name}`, body.replaceAll('CASE', folder)]),
  );
}

function guardOf(language: LanguageShape, guard: GuardName): GuardShape {
  const plain = PLAIN_GUARDS.find((name) => name === guard);
  return language.guards[plain ?? 'none'];
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
