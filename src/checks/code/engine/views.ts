import { isView } from '../languages/javascript/view-templates.ts';
import type { ViewModel } from '../models/model.ts';
import { valueAt, type Call } from './arguments.ts';
import type { Mod } from './entities.ts';
import type { Frame } from './frame.ts';
import { withStep } from './label.ts';
import type { Program } from './program.ts';
import { withLabels } from './value.ts';

/** More templates of one name say nothing. */
const MAX_VIEWS = 3;

/** A template gets values: they are the globals of its file. */
export function renderView(frame: Frame, call: Call, { name, data }: ViewModel): void {
  const [text, ...others] = valueAt(frame, call, name)?.constants ?? [];
  const given = valueAt(frame, call, data);
  if (typeof text !== 'string' || others.length > 0 || given === undefined) return;
  const views = viewsNamed(frame.program, text);
  if (views.length === 0 || views.length > MAX_VIEWS) return;
  for (const ref of given.refs) {
    if (ref.kind !== 'object') continue;
    for (const [key, value] of Array.from(frame.fields(ref))) {
      const step = { what: `handed to the template ${text}`, ...call.site };
      const handed = withLabels(value, withStep(frame.labels(value), step));
      for (const view of views) frame.put(view.exports, key, { ...handed, guard: undefined });
    }
  }
}

const indexes = new WeakMap<Program, ReadonlyMap<string, readonly Mod[]>>();

/** `users/show` of `views/users/show.ejs`. */
function viewsNamed(program: Program, name: string): readonly Mod[] {
  program.views.touch();
  const known = indexes.get(program) ?? indexOf(program);
  indexes.set(program, known);
  return known.get(withoutExtension(name.replace(/^(?:\.?\/)+/u, ''))) ?? [];
}

function indexOf({ modules }: Program): ReadonlyMap<string, readonly Mod[]> {
  const found = new Map<string, Mod[]>();
  for (const module of modules) {
    if (!isView(module.path)) continue;
    const path = withoutExtension(module.path);
    for (let from = 0; from !== -1; from = nextPart(path, from)) {
      const name = path.slice(from);
      const known = found.get(name);
      if (known === undefined) found.set(name, [module]);
      else known.push(module);
    }
  }
  return found;
}

function nextPart(path: string, from: number): number {
  const slash = path.indexOf('/', from);
  return slash === -1 ? -1 : slash + 1;
}

function withoutExtension(path: string): string {
  return isView(path) ? path.slice(0, path.lastIndexOf('.')) : path;
}
