import { matchesGlob } from '../model/glob.ts';
import type { FindingFacts, WhenContext } from './decision-input.ts';
import { checkExpression } from './when-check.ts';
import { MAX_WHEN_CHARACTERS } from './when-limits.ts';
import { bindingsOf, sampleBindings } from './when-variables.ts';

/** A `when:` that was checked: true, false, or why it could not be evaluated. */
export type CompiledWhen = (
  finding: FindingFacts,
  context: WhenContext,
) => boolean | { readonly failed: string };

export type WhenProblem = {
  readonly offset: number;
  readonly what: string;
  readonly repair?: string;
};

/**
 * Checks and compiles a CEL expression: known fields only, no `matches`, bounded loops (when-check.ts), a boolean
 * result. The library is loaded here because it costs 75 ms.
 */
export async function compileWhen(
  source: string,
): Promise<{ readonly when: CompiledWhen } | { readonly problem: WhenProblem }> {
  if (source.length > MAX_WHEN_CHARACTERS) {
    return { problem: { offset: 0, what: `longer than ${MAX_WHEN_CHARACTERS} characters` } };
  }
  const cel = await import('@bufbuild/cel');
  let parsed: ReturnType<typeof cel.parse>;
  try {
    parsed = cel.parse(source);
  } catch (error) {
    return { problem: syntaxProblem(error) };
  }
  const problem = checkExpression(parsed);
  if (problem !== undefined) return { problem };
  const { STRING, BOOL } = cel.CelScalar;
  const glob = cel.celFunc('glob', [STRING, STRING], BOOL, (path, pattern) =>
    matchesGlob(pattern, path),
  );
  const evaluate = cel.plan(cel.celEnv({ funcs: [glob] }), parsed);
  const answer = (bindings: Parameters<typeof evaluate>[0]): boolean | { failed: string } => {
    try {
      const result = evaluate(bindings);
      if (typeof result === 'boolean') return result;
      return {
        failed: cel.isCelError(result) ? result.message : 'the result is not true or false',
      };
    } catch (error) {
      // Deep nesting overflows the evaluator's stack.
      return { failed: error instanceof Error ? error.name : 'unknown error' };
    }
  };
  const trial = answer(sampleBindings);
  if (typeof trial !== 'boolean') return { problem: { offset: 0, what: trial.failed } };
  return { when: (finding, context) => answer(bindingsOf(finding, context)) };
}

function syntaxProblem(error: unknown): WhenProblem {
  const message = error instanceof Error ? error.message : 'not a CEL expression';
  const place = /<input>:1:(?<column>\d+):\s?(?<rest>.*)/su.exec(message)?.groups;
  const column = Number(place?.['column'] ?? 0);
  return { offset: column, what: (place?.['rest'] ?? message).slice(0, 200) };
}
