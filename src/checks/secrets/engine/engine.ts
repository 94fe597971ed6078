import { genericKeywords } from '../generic/index.ts';
import type { SecretRule } from '../rule.ts';
import { secretRules } from '../rules/registry.ts';
import type { Automaton } from '../../../model/automaton.ts';
import { automaton } from '../../../model/automaton.ts';

export interface PreparedRule {
  readonly rule: SecretRule;
  /** The rule's pattern, sticky and with indices. */
  readonly pattern: RegExp;
}

export interface Keyword {
  readonly length: number;
  /** Rules whose pattern is tried where the keyword begins. */
  readonly rules: readonly PreparedRule[];
  /** Whether the classifier of key names and values wants to know of it. */
  readonly generic: boolean;
}

export interface Engine {
  readonly automaton: Automaton;
  /** In the automaton's numbering. */
  readonly keywords: readonly Keyword[];
}

let built: Engine | undefined;

/** One automaton over the keywords of all rules; built once a process, when the first file is examined. */
export function engine(): Engine {
  built ??= build(secretRules, genericKeywords);
  return built;
}

function build(rules: readonly SecretRule[], generic: readonly string[]): Engine {
  const byKeyword = new Map<string, PreparedRule[]>(generic.map((keyword) => [keyword, []]));
  for (const rule of rules) {
    const { source, flags } = rule.pattern;
    const prepared = { rule, pattern: new RegExp(source, `${flags}dy`) };
    for (const keyword of rule.keywords) {
      const known = byKeyword.get(keyword);
      if (known === undefined) byKeyword.set(keyword, [prepared]);
      else known.push(prepared);
    }
  }
  const isGeneric = new Set(generic);
  return {
    automaton: automaton([...byKeyword.keys()]),
    keywords: Array.from(byKeyword, ([text, prepared]) => ({
      length: text.length,
      rules: prepared,
      generic: isGeneric.has(text),
    })),
  };
}
