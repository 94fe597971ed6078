import type { ComponentScope, ManifestFile } from '../../../model/component.ts';
import { fieldsAt, fieldsOf, listAt, textAt, type Fields } from '../values.ts';
import { readToml } from '../toml.ts';

/** One dependency that a project declares. */
export interface Declared {
  readonly name: string;
  readonly constraint: string;
  readonly scope: ComponentScope;
  readonly declaredAt: { readonly path: string; readonly line: number };
}

/** What a pyproject.toml declares: PEP 621, dependency groups (PEP 735), and the tables of Poetry and PDM. */
export function declaredInProject(file: ManifestFile | undefined): readonly Declared[] {
  const project = file === undefined ? undefined : fieldsOfProject(file.text);
  if (file === undefined || project === undefined) return [];
  const lines = nameLines(file.text);
  const found = [...standard(project), ...poetry(project)];
  const seen = new Set<string>();
  return found.flatMap(([name, constraint, scope]) => {
    const key = name.toLowerCase();
    if (key === 'python' || seen.has(key)) return [];
    seen.add(key);
    const line = lines.get(key) ?? 1;
    return [{ name, constraint, scope, declaredAt: { path: file.path, line } }];
  });
}

/** The first line of every word that could be a name, in lower case. */
function nameLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    for (const [word] of line.toLowerCase().matchAll(/[a-z0-9][a-z0-9._-]{0,200}/g)) {
      if (!lines.has(word)) lines.set(word, index + 1);
    }
  }
  return lines;
}

type Found = readonly [name: string, constraint: string, scope: ComponentScope];

function fieldsOfProject(text: string): Fields | undefined {
  try {
    return fieldsOf(readToml(text));
  } catch {
    return undefined;
  }
}

function standard(project: Fields): readonly Found[] {
  const own = fieldsAt(project, 'project');
  const tool = fieldsAt(project, 'tool');
  return [
    ...listAt(own, 'dependencies').flatMap((each) => specified(each, 'prod')),
    ...groups(fieldsAt(own, 'optional-dependencies'), 'optional'),
    ...groups(fieldsAt(project, 'dependency-groups'), 'dev'),
    ...groups(fieldsAt(fieldsAt(tool, 'pdm'), 'dev-dependencies'), 'dev'),
    ...listAt(fieldsAt(tool, 'uv'), 'dev-dependencies').flatMap((each) => specified(each, 'dev')),
  ];
}

function groups(fields: Fields, scope: ComponentScope): readonly Found[] {
  return [...fields.keys()].flatMap((group) =>
    listAt(fields, group).flatMap((each) => specified(each, scope)),
  );
}

function specified(value: unknown, scope: ComponentScope): readonly Found[] {
  if (typeof value !== 'string') return [];
  const match =
    /^\s{0,9}([A-Za-z0-9][A-Za-z0-9._-]{0,200})\s{0,9}(?:\[[^\]]{0,200}\])?([^;]{0,300})/.exec(
      value,
    );
  return match?.[1] === undefined ? [] : [[match[1], (match[2] ?? '').trim(), scope]];
}

function poetry(project: Fields): readonly Found[] {
  const own = fieldsAt(fieldsAt(project, 'tool'), 'poetry');
  const named = fieldsAt(own, 'group');
  return [
    ...table(fieldsAt(own, 'dependencies'), 'prod'),
    ...table(fieldsAt(own, 'dev-dependencies'), 'dev'),
    ...[...named.keys()].flatMap((group) =>
      table(fieldsAt(fieldsAt(named, group), 'dependencies'), 'dev'),
    ),
  ];
}

function table(fields: Fields, scope: ComponentScope): readonly Found[] {
  return [...fields].map(([name, value]): Found => {
    const constraint =
      typeof value === 'string' ? value : (textAt(fieldsOf(value), 'version') ?? '');
    const isOptional = fieldsOf(value)?.get('optional') === true;
    return [name, constraint, isOptional && scope === 'prod' ? 'optional' : scope];
  });
}
