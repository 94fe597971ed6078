import type { Ignore } from '../model/glob.ts';
import { compileIgnore } from '../model/glob.ts';
import type { FindingFacts, WhenContext } from './decision-input.ts';
import { checkExpression } from './when-check.ts';
import { MAX_WHEN_CHARACTERS } from './when-limits.ts';
import { bindingsOf, sampleBindings } from './when-variables.ts';

/** Of a message of the library, which may quote the expression. */
const MAX_MESSAGE_CHARACTERS = 200;

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
    return { problem: syntaxProblem(source, error) };
  }
  const problem = checkExpression(parsed);
  if (problem !== undefined) return { problem };
  const { STRING, BOOL } = cel.CelScalar;
  const globs = new Map<string, Ignore>();
  const glob = cel.celFunc('glob', [STRING, STRING], BOOL, (path, pattern) => {
    const compiled = globs.get(pattern) ?? compileIgnore([pattern]);
    globs.set(pattern, compiled);
    // Of what stands in no file.
    return path !== '' && compiled.ignores(path, false);
  });
  const evaluate = cel.plan(cel.celEnv({ funcs: [glob] }), parsed);
  const answer = (bindings: Parameters<typeof evaluate>[0]): boolean | { failed: string } => {
    try {
      const result = evaluate(bindings);
      if (typeof result === 'boolean') return result;
      const failed = cel.isCelError(result) ? result.message : 'the result is not true or false';
      return { failed: failed.slice(0, MAX_MESSAGE_CHARACTERS) };
    } catch (error) {
      return { failed: error instanceof Error ? error.name : 'unknown error' };
    }
  };
  const trial = answer(sampleBindings);
  if (typeof trial !== 'boolean') return { problem: { offset: 0, what: trial.failed } };
  return { when: (finding, context) => answer(bindingsOf(finding, context)) };
}

function syntaxProblem(source: string, error: unknown): WhenProblem {
  // The parser recurses; it runs out of stack before it says anything else.
  if (error instanceof RangeError) return { offset: 0, what: 'nested too deeply' };
  const message = error instanceof Error ? error.message : 'not a CEL expression';
  const place = /^<input>:(?<line>\d{1,4}):(?<column>\d{1,4}): /u.exec(message);
  // Without the list of all that was expected, which is most of the grammar.
  const [what = ''] = message.slice(place?.[0].length ?? 0).split(/ but expecting (?!end of)/u);
  const { line = '1', column = '0' } = place?.groups ?? {};
  const offset = offsetOf(source, Number(line), Number(column));
  return { offset, what: what.slice(0, MAX_MESSAGE_CHARACTERS) };
}

/** `line` is counted from 1, `column` from 0. */
function offsetOf(source: string, line: number, column: number): number {
  const before = source.split('\n').slice(0, line - 1);
  const start = before.reduce((sum, text) => sum + text.length + 1, 0);
  return Math.min(start + column, source.length);
}
