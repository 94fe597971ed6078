import type { FunctionRule, Hit } from '../hit.ts';
import type { FunctionScene, ModuleScene } from '../scene.ts';
import { isExponential } from './exponential.ts';
import { compiled, regexLiterals, REGEX_CALLS, type RegexLiteral } from './literals.ts';
import { permissiveRange } from './permissive-range.ts';

/** @yields what is wrong with the regular expressions that a file writes out, whatever they are used for */
export function* regexHits(file: ModuleScene): Generator<Hit> {
  const { ir } = file.module;
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
    yield* aboutRegex(scene.file, { ...regex, fn: scene.view.id, at: { start, end } });
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
