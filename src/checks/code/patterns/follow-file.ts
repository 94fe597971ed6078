import { analyse } from '../engine/analyse.ts';
import type { ModuleIr } from '../ir/ir.ts';
import { knowledgeOf } from '../models/knowledge.ts';
import { slugOf, type CompiledRules } from './compile-rules.ts';
import { followedRule, markProgram } from './follow.ts';
import { mayMark } from './mark-module.ts';

/** Where rules that follow data find something in one file. */
export type Follower = (
  module: ModuleIr,
  text: string,
) => readonly { readonly id: string; readonly start: number }[];

/** Follows data through files that are programs by themselves. */
export function followerOf(compiled: CompiledRules): Follower {
  const knowledge = knowledgeOf(
    compiled.models,
    compiled.rules.flatMap((rule) => followedRule(rule) ?? []),
  );
  const ids = new Map(compiled.rules.map(({ id }) => [slugOf(id), id]));
  return (module, text) => {
    if (!mayMark(compiled, module)) return [];
    const { marks } = markProgram(compiled, [module], new Map([[module.path, text]]));
    const { flows } = analyse([module], knowledge, { aliases: [], marks });
    return flows.flatMap(({ rule, sink: { start } }) => {
      const id = ids.get(rule);
      return id === undefined ? [] : [{ id, start }];
    });
  };
}
