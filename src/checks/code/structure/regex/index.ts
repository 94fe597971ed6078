import type { FunctionRule, Hit } from '../hit.ts';
import type { FunctionScene, ModuleScene } from '../scene.ts';
import { isExponential } from './exponential.ts';
import { anchorFault, hostFault, looksLikePattern } from './host-patterns.ts';
import { compiled, regexLiterals, regexTexts, REGEX_CALLS, type RegexLiteral } from './literals.ts';
import { permissiveRange } from './permissive-range.ts';
import { looseAlternative } from './semi-anchored.ts';
import { PatternUses } from './uses.ts';

/** @yields what is wrong with the regular expressions that a file writes out, whatever they are used for */
export function* regexHits(file: ModuleScene): Generator<Hit> {
  const { ir } = file.module;
  yield* checkHits(file, [...regexTexts(ir, looksLikePattern)], hostHit, listedHit);
  yield* checkHits(file, [...regexLiterals(ir)], hostHit, looseHit, listedHit);
  // Those of Go take time that is linear in the text.
  if (ir.language === 'go') return;
  for (const literal of regexLiterals(ir)) yield* aboutRegex(file, literal);
}

/** The same of those that are handed over as text. */
export const writtenRegexes: readonly FunctionRule[] = Object.entries(REGEX_CALLS).map(
  ([language, words]) => ({ languages: [language], words, find: inCalls }),
);

function* inCalls(scene: FunctionScene): Generator<Hit> {
  for (const call of scene.calls()) {
    const regex = compiled(scene, call);
    const { start, end } = call;
    if (regex === undefined) continue;
    const literal = { ...regex, fn: scene.view.id, at: { start, end } };
    yield* aboutRegex(scene.file, literal);
    if (scene.language === 'javascript') yield* checkHits(scene.file, [literal], looseHit);
  }
}

function* aboutRegex({ module }: ModuleScene, literal: RegexLiteral): Generator<Hit> {
  const { source, flags, isWhole, at } = literal;
  const fn = module.fns[literal.fn];
  if (fn === undefined) return;
  if (mayRepeat(source) && isExponential(source, flags, isWhole)) {
    const shows = 'a repetition reads the same text in many ways';
    yield { rule: 'redos', fn, at, shows, confidence: 'medium' };
  }
  const range = permissiveRange(source);
  if (range !== undefined) {
    const shows = `${range} also holds characters between the two kinds`;
    yield { rule: 'regex-overly-permissive-range', fn, at, shows, confidence: 'high' };
  }
}

/** Something is repeated without an end. */
function mayRepeat(source: string): boolean {
  return source.includes(')') && /[*+}]/u.test(source);
}

type Look = (literal: RegexLiteral, uses: PatternUses) => Pick<Hit, 'rule' | 'shows'> | undefined;

/** @yields patterns that check less than they look like, unless they cut a text */
function* checkHits(
  file: ModuleScene,
  literals: readonly RegexLiteral[],
  ...looks: readonly Look[]
): Generator<Hit> {
  const uses = new PatternUses(file);
  for (const literal of literals) {
    const fn = file.module.fns[literal.fn];
    for (const look of looks) {
      const found = look(literal, uses);
      if (found === undefined || fn === undefined || uses.cuts(literal.at.start)) continue;
      yield { ...found, fn, at: literal.at, confidence: 'low' };
    }
  }
}

const hostHit: Look = ({ source }) => {
  // Without an edge or a scheme it finds a host in some text.
  const shows = /\^|\$|:(?:\\?\/){2}/u.test(source) ? hostFault(source) : undefined;
  return shows === undefined ? undefined : { rule: 'incomplete-host-pattern', shows };
};

const looseHit: Look = ({ source, flags, isWhole }) => {
  const shows = isWhole ? undefined : looseAlternative(source, flags);
  return shows === undefined ? undefined : { rule: 'regex-missing-anchor', shows };
};

const listedHit: Look = ({ source, at }, uses) => {
  const shows = anchorFault(source);
  return shows !== undefined && uses.allows(at.start)
    ? { rule: 'regex-missing-anchor', shows }
    : undefined;
};
