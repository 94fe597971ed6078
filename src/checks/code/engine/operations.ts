import type { Operation } from '../configuration/open-api.ts';
import type { SourceModel } from '../models/model.ts';
import type { Fn, Mod } from './entities.ts';
import { arrive } from './handlers.ts';
import type { Program } from './program.ts';

const PARAMETER: SourceModel = { kind: 'remote', what: 'parameter of a request' };

/** Functions that an OpenAPI document names: a framework calls them with what the request holds (Connexion). */
export function findOperations(program: Program, operations: readonly Operation[]): void {
  if (operations.length === 0) return;
  const modules = modulesByName(program);
  for (const { route, handler } of operations) {
    const fn = functionOf(modules, handler);
    if (fn === undefined) continue;
    const { path } = fn.module.ir;
    const { start } = fn.ir;
    arrive(program, fn, { params: [], paramsAre: PARAMETER, route }, { path, start, end: start });
  }
}

/** Python modules by their dotted path from the root, and from each folder below it that no longer one names. */
function modulesByName({ modules }: Program): ReadonlyMap<string, Mod> {
  const found = new Map<string, Mod>();
  for (const module of modules) {
    if (module.language !== 'python') continue;
    const dotted = module.path.replace(/(?:\/__init__)?\.pyw?$/u, '').replaceAll('/', '.');
    for (let from = 0; from !== -1; from = nextPart(dotted, from)) {
      const name = dotted.slice(from);
      if (from === 0 || !found.has(name)) found.set(name, module);
    }
  }
  return found;
}

function nextPart(dotted: string, from: number): number {
  const dot = dotted.indexOf('.', from);
  return dot === -1 ? -1 : dot + 1;
}

/** `package.module.function`, or `package.module.Class.method`. */
function functionOf(modules: ReadonlyMap<string, Mod>, handler: string): Fn | undefined {
  const names = handler.split('.');
  const last = names.pop() ?? '';
  const module = modules.get(names.join('.'));
  if (module !== undefined) return module.fns.find(({ ir }) => ir.name === last && ir.parent === 0);
  const owner = names.pop() ?? '';
  const outer = modules.get(names.join('.'));
  return outer?.classes.find(({ name }) => name === owner)?.methods.get(last)?.[0];
}
