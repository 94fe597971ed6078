import { CODE } from '../../ir/encoding.ts';
import { isView } from '../../languages/javascript/view-templates.ts';
import { Cls, type Mod, type Fn, type Lib } from '../entities.ts';
import type { Program } from '../program.ts';
import { ROLE, type Watched } from './watched.ts';

/**
 * What something is that does not change while a program is interpreted, as text; undefined: it is nothing but what was told
 * of it. Of what files mean by names this is what was asked for, so that it is known at the end only.
 */
export function signatureOf(program: Program, thing: Watched): string | undefined {
  if (thing instanceof Cls) return classSignature(thing);
  if (thing.role === ROLE.files) return namesOf(program, () => true);
  if (thing.role === ROLE.views) return namesOf(program, isView);
  if (thing.role === ROLE.method) return methodSignature(program, String(thing.key));
  // oxlint-disable-next-line no-unsafe-type-assertion -- who has such a signature is a function
  if (thing.role === ROLE.signature) return functionSignature(thing.of as Fn);
  return undefined;
}

function namesOf({ modules }: Program, isMeant: (path: string) => boolean): string {
  return modules.flatMap(({ path }) => (isMeant(path) ? [path] : [])).join('\n');
}

/** What callers see of it; not where it stands. */
function functionSignature(fn: Fn): string {
  const { ir, cls, module } = fn;
  const { name, parent, ownerClass, params, returns, marks, isAsync } = ir;
  const shown = params.map((param) => [param.name, param.type, param.isRest, param.marks]);
  const of = cls === undefined ? '' : nameOfClass(cls);
  const first = module.ir.code[ir.blocks[0] ?? 0] ?? CODE.stop;
  const isInterface = module.ir.classes[ownerClass]?.isInterface ?? false;
  const is = [isAsync, first >= CODE.jump, isInterface];
  return JSON.stringify([name, parent, ownerClass, shown, returns, marks, is, of]);
}

function classSignature(cls: Cls): string {
  const { parts, methods, bases, derived, construct, name } = cls;
  return JSON.stringify([
    name,
    parts.map(({ module, ir }) => [
      module.path,
      ir.bases,
      ir.isInterface,
      ir.marks,
      ir.fields.map((field) => [field.name, field.type, field.marks]),
    ]),
    [...methods].map(([method, fns]) => [method, ...fns.map((fn) => nameOfFunction(fn))]),
    bases.map((base) => nameOf(base)),
    derived.map((each) => nameOf(each)),
    construct === undefined ? '' : nameOfFunction(construct),
  ]);
}

function methodSignature(program: Program, name: string): string {
  return program
    .methodsNamed(name)
    .fns.map((fn) => nameOfFunction(fn))
    .join(' ');
}

/** What a file means by the names that it was asked for. */
export interface Resolution {
  readonly imports: readonly (readonly [string, string])[];
  readonly types: readonly (readonly [string, string])[];
}

export function resolutionOf({ imports, types }: Mod): Resolution {
  return {
    imports: [...imports].map(([name, to]) => [name, nameOf(to)]),
    types: [...types].map(([name, to]) => [name, nameOf(to)]),
  };
}

/** Whether the file still means the same by all of them. */
export function meansTheSame(
  program: Program,
  module: Mod,
  { imports, types }: Resolution,
): boolean {
  for (const [name] of imports) program.imported(module, name);
  for (const [name] of types) program.type(module, name);
  return (
    imports.every(([name, to]) => nameOf(module.imports.get(name)) === to) &&
    types.every(([name, to]) => nameOf(module.types.get(name)) === to)
  );
}

function nameOf(to: ReturnType<Mod['types']['get']> | Mod): string {
  switch (to?.kind) {
    case 'lib':
      return nameOfLibrary(to);
    case 'class':
      return nameOfClass(to);
    case 'module':
      return `module ${to.path}`;
    case 'export':
      return `export ${to.module.path} ${to.name}`;
    case undefined:
      return '';
  }
}

function nameOfLibrary({ language, path }: Lib): string {
  return `lib ${language} ${path}`;
}

function nameOfClass({ module, key, name }: Cls): string {
  return `class ${module.path} ${key} ${name}`;
}

function nameOfFunction({ module, index }: Fn): string {
  return `${module.path}#${index}`;
}
