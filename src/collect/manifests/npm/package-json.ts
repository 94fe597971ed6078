import type { ComponentScope, ManifestFile } from '../../../model/component.ts';
import { jsonKeyLines } from '../lines.ts';
import { fieldsOf, textsAt, type Fields } from '../values.ts';

/** The sections of package.json that declare dependencies, the widest scope first. */
export const sections: readonly (readonly [string, ComponentScope])[] = [
  ['dependencies', 'prod'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
  ['devDependencies', 'dev'],
];

/** One dependency that a package.json declares. */
export interface Declared {
  readonly name: string;
  readonly constraint: string;
  readonly scope: ComponentScope;
  readonly declaredAt: { readonly path: string; readonly line: number };
}

/** What the fields of a manifest declare; where its text is at hand, with the lines. A name in two sections counts in the first. */
export function declaredIn(
  fields: Fields | undefined,
  path: string,
  lineOf: (section: string, name: string) => number,
): readonly Declared[] {
  const declared = new Map<string, Declared>();
  for (const [section, scope] of sections) {
    for (const [name, constraint] of textsAt(fields, section)) {
      if (declared.has(name)) continue;
      const line = lineOf(section, name);
      declared.set(name, { name, constraint, scope, declaredAt: { path, line } });
    }
  }
  return [...declared.values()];
}

/** The same of a file; empty for one that is no manifest: a broken one is told where it is the file that is read. */
export function declaredInFile(file: ManifestFile | undefined): readonly Declared[] {
  const fields = file === undefined ? undefined : manifestFields(file.text);
  if (file === undefined || fields === undefined) return [];
  const lines = jsonKeyLines(file.text);
  return declaredIn(fields, file.path, (section, name) => lines.of(section, name) ?? 1);
}

/** The fields of a package.json; undefined where it is none. */
function manifestFields(text: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}
