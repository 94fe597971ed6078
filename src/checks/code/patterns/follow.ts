import type { MarksByPath, OwnMarks } from '../engine/own-marks.ts';
import type { Trouble } from '../engine/analyse.ts';
import type { ModuleIr } from '../ir/ir.ts';
import type { CodeRule } from '../rules/code-rule.ts';
import { slugOf, type CompiledRules } from './compile-rules.ts';
import { markModule, mayMark } from './mark-module.ts';
import type { Bindings } from './pattern/bindings.ts';
import type { UserRule } from './rule-file.ts';

/** What metavariables stand for at sources and sinks, by `markKey`. */
export type BoundPlaces = ReadonlyMap<string, Bindings>;

/** What rules of users that follow data say of the files of a program. */
export interface ProgramMarking {
  readonly marks: MarksByPath;
  readonly bindings: BoundPlaces;
  readonly troubles: readonly Trouble[];
}

/** Marks the places of all files that have a text. */
export function markProgram(
  compiled: CompiledRules,
  modules: readonly ModuleIr[],
  texts: ReadonlyMap<string, string>,
): ProgramMarking {
  const marks = new Map<string, OwnMarks>();
  const bindings = new Map<string, Bindings>();
  const troubles: Trouble[] = [];
  for (const module of modules) {
    const { path } = module;
    if (!mayMark(compiled, module)) continue;
    const text = texts.get(path);
    if (text === undefined) {
      troubles.push({ path, detail: 'it changed while it was examined: run again' });
      continue;
    }
    const marking = markModule(compiled, module, text);
    marks.set(path, marking.marks);
    for (const [key, bound] of marking.bindings) bindings.set(key, bound);
    for (const id of marking.incomplete) {
      const detail = `a place of the rule "${id}" is found so often here that not all are known`;
      troubles.push({ path, detail });
    }
  }
  return { marks, bindings, troubles };
}

/** As the engine asks for it; undefined: it does not follow data. */
export function followedRule(rule: UserRule): CodeRule | undefined {
  const { taint } = rule;
  if (taint === undefined) return undefined;
  const { kinds: sources, family } = taint;
  return {
    id: `code/${slugOf(rule.id)}`,
    title: rule.title,
    severity: rule.severity,
    cwe: rule.cwe,
    owasp: [],
    what: rule.message,
    why: rule.why,
    fix: rule.fix,
    tags: [...rule.tags],
    version: rule.version,
    references: rule.references,
    examples: { hit: [], ok: [] },
    sources,
    remedy: rule.fix,
    ...(family === undefined ? {} : { family }),
  };
}
