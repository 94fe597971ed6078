import type { PolicyPosition } from '../../../model/policy.ts';
import { quote } from '../../../model/quote.ts';
import type { Problem } from '../../../model/yaml/tree.ts';
import type { Language } from '../languages/language.ts';
import { compileComparison } from './comparison-text.ts';
import type { CompiledCondition, CompiledFormula, CompiledMatch } from './evaluate.ts';
import type { Condition, Formula } from './formula.ts';
import { compilePattern, type Pattern } from './pattern/compile-pattern.ts';
import { wordOf } from './pattern/keys.ts';
import { compileRegex, isRegex, type LinearRegex } from './regex/linear-regex.ts';

/** Compiles the formulas of many rules: what two of them have in common is compiled, and later looked for, once. */
export class FormulaCompiler {
  readonly #patterns = new Map<string, Pattern | undefined>();
  readonly #regexes = new Map<string, LinearRegex | undefined>();

  /** Undefined: a problem was added. */
  formula(formula: Formula, language: Language, problems: Problem[]): CompiledFormula | undefined {
    const match = this.#match(formula, language, problems);
    const known = namesIn(formula);
    const where = formula.where.map((each) => this.#condition(each, { language, known }, problems));
    if (match === undefined || where.includes(undefined)) return undefined;
    return { match, where: where.filter((each) => each !== undefined) };
  }

  #match(formula: Formula, language: Language, problems: Problem[]): CompiledMatch | undefined {
    switch (formula.kind) {
      case 'pattern': {
        const pattern = this.#pattern(formula, language, problems);
        return pattern === undefined ? undefined : { kind: 'pattern', pattern };
      }
      case 'regex': {
        const regex = this.#regex(formula.regex, formula.at, problems);
        return regex === undefined ? undefined : { kind: 'regex', regex };
      }
      case 'any': {
        const any = formula.any.map((each) => this.formula(each, language, problems));
        if (any.includes(undefined)) return undefined;
        return { kind: 'any', any: any.filter((each) => each !== undefined) };
      }
      case 'all': {
        const all = formula.all.map(({ kind, formula: inner }) => {
          const compiled = this.formula(inner, language, problems);
          return compiled === undefined ? undefined : { kind, formula: compiled };
        });
        if (all.includes(undefined)) return undefined;
        return { kind: 'all', all: all.filter((each) => each !== undefined) };
      }
    }
  }

  #pattern(
    { pattern: source, at }: { readonly pattern: string; readonly at: PolicyPosition },
    language: Language,
    problems: Problem[],
  ): Pattern | undefined {
    const key = `${language.id}\n${source}`;
    const known = this.#patterns.get(key);
    if (known !== undefined) return known;
    const compiled = compilePattern(source, language);
    if (!('what' in compiled)) {
      this.#patterns.set(key, compiled);
      return compiled;
    }
    problems.push({ at, ...compiled });
    return undefined;
  }

  #regex(source: string, at: PolicyPosition, problems: Problem[]): LinearRegex | undefined {
    const known = this.#regexes.get(source);
    if (known !== undefined) return known;
    const compiled = compileRegex(source);
    if (isRegex(compiled)) {
      this.#regexes.set(source, compiled);
      return compiled;
    }
    const { offset, what, repair } = compiled.problem;
    const here = source.slice(offset, offset + 20);
    const near = here === '' ? '' : ` (${quote(here)})`;
    problems.push({
      at,
      what: `regular expression, character ${offset + 1}${near}: ${what}`,
      ...(repair === undefined ? {} : { repair }),
    });
    return undefined;
  }

  #condition(
    condition: Condition,
    { language, known }: { readonly language: Language; readonly known: ReadonlySet<string> },
    problems: Problem[],
  ): CompiledCondition | undefined {
    const unknown = usedIn(condition).find((name) => !known.has(name));
    if (unknown !== undefined) {
      const names = [...known].join(', ') || 'none';
      problems.push({
        at: condition.at,
        what: `${unknown} stands in no pattern before this condition`,
        repair: `known here: ${names}`,
      });
      return undefined;
    }
    switch (condition.kind) {
      case 'focus':
        return { kind: 'focus', focus: condition.focus };
      case 'comparison': {
        const comparison = compileComparison(condition.comparison);
        if (typeof comparison === 'function') return { kind: 'comparison', comparison };
        problems.push({ at: condition.at, what: `comparison: ${comparison.what}` });
        return undefined;
      }
      case 'regex': {
        const regex = this.#regex(condition.regex, condition.at, problems);
        const { metavariable, negative } = condition;
        return regex === undefined ? undefined : { kind: 'regex', metavariable, regex, negative };
      }
      case 'match': {
        const match = this.formula(condition.match, language, problems);
        const { metavariable } = condition;
        return match === undefined ? undefined : { kind: 'match', metavariable, match };
      }
    }
  }
}

function usedIn(condition: Condition): readonly string[] {
  if (condition.kind === 'focus') return [condition.focus];
  return condition.kind === 'comparison'
    ? (condition.comparison.match(/\$[A-Z_][A-Z0-9_]*/gu) ?? [])
    : [condition.metavariable];
}

/** Metavariables that the patterns of a formula have, but for those of what must not be there. */
export function namesIn(formula: Formula): ReadonlySet<string> {
  switch (formula.kind) {
    case 'pattern':
      return new Set(formula.pattern.match(/\$(?:\.\.\.)?[A-Z_][A-Z0-9_]*/gu));
    case 'regex':
      return new Set();
    case 'any':
      return new Set(formula.any.flatMap((each) => [...namesIn(each)]));
    case 'all':
      return new Set(
        formula.all.flatMap(({ kind, formula: inner }) =>
          kind === 'is' || kind === 'inside' ? [...namesIn(inner)] : [],
        ),
      );
  }
}

/**
 * Words of which a file must have at least one for the formula to be found in it; undefined: it may be found in any
 * file. Of a list of alternatives each has one.
 */
export function anchorsOf({ match }: CompiledFormula): readonly string[] | undefined {
  switch (match.kind) {
    case 'pattern': {
      const words = match.pattern.keys.flatMap((key) => wordOf(key) ?? []);
      // The longest is the rarest, as a rule.
      const [longest] = words.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
      return longest === undefined ? undefined : [longest];
    }
    case 'regex':
      return undefined;
    case 'any': {
      const all = match.any.map(anchorsOf);
      return all.includes(undefined) ? undefined : all.flatMap((each) => each ?? []);
    }
    case 'all': {
      const known = match.all.flatMap(({ kind, formula }) => {
        const anchors = kind === 'is' || kind === 'inside' ? anchorsOf(formula) : undefined;
        return anchors === undefined ? [] : [anchors];
      });
      return known.toSorted((a, b) => a.length - b.length)[0];
    }
  }
}
