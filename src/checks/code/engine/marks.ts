import type { MarkIr } from '../ir/ir.ts';
import type { MarkModel } from '../models/model.ts';
import type { Cls, Fn } from './entities.ts';
import type { Program } from './program.ts';

/** A mark and what it means. */
export interface Marked {
  readonly mark: MarkIr;
  readonly model: MarkModel;
}

/** Annotations that carry annotations that carry others. */
const MAX_DEPTH = 3;

/** What a library's mark means, or one of the program that carries marks of libraries: `@interface` with `@RequestMapping`. */
export function markedBy(program: Program, fn: Fn, mark: MarkIr): readonly Marked[] {
  const found = program.type(fn.module, mark.name);
  if (found === undefined) return [];
  if (found.kind === 'class') return composed(program, found, { args: mark.args, depth: 0 });
  const model = program.libraryOf(fn.module).knowledge.marks.get(found.path);
  return model === undefined ? [] : [{ mark, model }];
}

/** Marks of an annotation, with what is said where the annotation is used. */
function composed(
  program: Program,
  cls: Cls,
  { args, depth }: { readonly args: MarkIr['args']; readonly depth: number },
): readonly Marked[] {
  if (depth >= MAX_DEPTH) return [];
  return cls.parts.flatMap(({ module, ir }) =>
    ir.marks.flatMap((inner): readonly Marked[] => {
      const found = program.type(module, inner.name);
      const mark = { name: inner.name, args: { ...inner.args, ...args } };
      if (found?.kind === 'class') {
        return found === cls ? [] : composed(program, found, { args: mark.args, depth: depth + 1 });
      }
      const model =
        found === undefined ? undefined : program.libraryOf(module).knowledge.marks.get(found.path);
      return model === undefined ? [] : [{ mark, model }];
    }),
  );
}
