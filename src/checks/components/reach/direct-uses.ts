import type { ComponentList } from '../../../model/component.ts';
import type { ModuleUse, SourceImports } from '../../../model/source-imports.ts';
import { modulesOf } from './modules-of.ts';

/** What the sources import of a component. */
export interface DirectUse {
  /** As the sources name it. */
  readonly module: string;
  readonly use: ModuleUse;
}

/**
 * Components of an ecosystem that the sources import, by index. Of several versions of a package those that a person
 * declared are meant, where there are any.
 */
export function directUses(
  list: ComponentList,
  imports: SourceImports,
  ecosystem: string,
): ReadonlyMap<number, DirectUse> {
  const find = finder(list, imports, ecosystem);
  const uses = new Map<number, DirectUse>();
  const declared = new Set<string>();
  for (const [index, names] of namesByIndex(list, ecosystem)) {
    for (const name of names) {
      const use = find(name);
      if (use === undefined) continue;
      if (!uses.has(index)) uses.set(index, use);
      if (list.components[index]?.direct === true) declared.add(use.module);
    }
  }
  for (const [index, { module }] of uses) {
    if (declared.has(module) && list.components[index]?.direct !== true) uses.delete(index);
  }
  return uses;
}

/** A package has its own name, and the one under which it was declared where that is another: an alias, a replacement. */
function namesByIndex(
  list: ComponentList,
  ecosystem: string,
): ReadonlyMap<number, readonly string[]> {
  const names = new Map<number, string[]>();
  for (const [index, component] of list.components.entries()) {
    if (component.ecosystem === ecosystem) names.set(index, [component.name]);
  }
  for (const { name, component } of list.requirements) {
    const known = component === undefined ? undefined : names.get(component);
    if (known !== undefined && known.length < 10 && !known.includes(name)) known.unshift(name);
  }
  return names;
}

type Find = (name: string) => DirectUse | undefined;

function finder(list: ComponentList, imports: SourceImports, ecosystem: string): Find {
  switch (ecosystem) {
    case 'PyPI':
      return pythonFinder(imports);
    case 'Go':
      return goFinder(list, imports);
    default:
      return (name) => named(name, imports.modules.get(name));
  }
}

function named(module: string, use: ModuleUse | undefined): DirectUse | undefined {
  return use === undefined ? undefined : { module, use };
}

/** Names deeper than this are classes of classes. */
const MAX_PYTHON_PARTS = 8;

function pythonFinder(imports: SourceImports): Find {
  const uses = new Map<string, ModuleUse>();
  for (const [module, use] of imports.modules) {
    const parts = module.toLowerCase().split('.', MAX_PYTHON_PARTS);
    for (let length = 1; length <= parts.length; length++) {
      const prefix = parts.slice(0, length).join('.');
      if (isBefore(use, uses.get(prefix))) uses.set(prefix, use);
    }
  }
  return (distribution) => {
    for (const module of modulesOf(distribution).modules) {
      const use = uses.get(module.toLowerCase());
      if (use !== undefined) return { module, use };
    }
    return undefined;
  };
}

/** What is shipped comes before what is aside; else the first stays. */
function isBefore(use: ModuleUse, other: ModuleUse | undefined): boolean {
  return other === undefined || (other.aside === true && use.aside !== true);
}

/** A package belongs to the module with the longest path that begins its own (go.dev/ref/mod#resolve-pkg-mod). */
function goFinder(list: ComponentList, imports: SourceImports): Find {
  const modules = new Set(list.requirements.map(({ name }) => name));
  for (const { ecosystem, name } of list.components) if (ecosystem === 'Go') modules.add(name);
  const uses = new Map<string, DirectUse>();
  for (const [path, use] of imports.modules) {
    const module = goModuleOf(path, modules);
    if (module === undefined) continue;
    if (isBefore(use, uses.get(module)?.use)) uses.set(module, { module: path, use });
  }
  return (name) => uses.get(name);
}

function goModuleOf(path: string, modules: ReadonlySet<string>): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const module = path.slice(0, end);
    if (modules.has(module)) return module;
  }
  // Paths whose first part has no dot are the standard library's.
  return path.split('/', 1)[0]?.includes('.') === false ? 'stdlib' : undefined;
}
