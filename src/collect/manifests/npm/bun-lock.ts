import type { ComponentList, ManifestFile, ManifestFormat } from '../../../model/component.ts';
import { parseJsonc } from '../jsonc.ts';
import { jsonKeyLines } from '../lines.ts';
import { ListBuilder } from '../list-builder.ts';
import { folderOf, isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, numberAt, textsAt, withoutCredentials } from '../values.ts';
import { declaredIn, declaredInFile } from './package-json.ts';
import { npmSource } from './source.ts';

/** Nesting beyond this is no lockfile of bun: it flattens. */
const MAX_NESTING = 100;

/** The text lockfile of bun (bun.sh/docs/install/lockfile), versions 0 and 1: a tuple for each place of installation. */
export const bunLock: ManifestFormat = {
  id: 'bun-lock',
  title: 'bun.lock of bun',
  reads: (path) => isNamed(path, 'bun.lock'),
  companions: ({ path }) => [`${folderOf(path)}package.json`],
  parse: (file, companions) =>
    parsing(file, (problems) => {
      const list = read(file, companions);
      const empty = list.components.filter(({ name }) => name === '').length;
      if (empty > 0) problems.push({ detail: `${empty} packages without a name` });
      return list;
    }),
};

function read(file: ManifestFile, companions: ReadonlyMap<string, ManifestFile>): ComponentList {
  const lock = fieldsOf(parseJsonc(file.text));
  if (lock === undefined || ![0, 1].includes(numberAt(lock, 'lockfileVersion'))) {
    throw new Unreadable('its lockfileVersion is not 0 or 1, the ones that are known');
  }
  const lines = jsonKeyLines(file.text);
  const builder = new ListBuilder(file.path, bunLock.id, 'npm');
  const packages = [...fieldsAt(lock, 'packages')];
  for (const [key, value] of packages) {
    addPackage(builder, key, value, lines.of('packages', key) ?? 1);
  }
  for (const [key, value] of packages) {
    for (const [name, constraint] of needsOf(value)) {
      builder.connect(key, resolve(builder, key, name), constraint);
    }
  }
  for (const [workspace, value] of fieldsAt(lock, 'workspaces')) {
    const own = workspace === '' ? companions.get(`${folderOf(file.path)}package.json`) : undefined;
    const stated = declaredIn(
      fieldsOf(value),
      file.path,
      (section, name) => lines.of('workspaces', workspace, section, name) ?? 1,
    );
    for (const each of own === undefined ? stated : declaredInFile(own)) {
      builder.require({ workspace, ...each }, resolve(builder, workspace, each.name));
    }
  }
  return builder.finish();
}

/** `[identity, registry, what it needs, integrity]`; of packages from elsewhere without some of them. */
function tupleOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function addPackage(builder: ListBuilder, key: string, value: unknown, line: number): void {
  const tuple = tupleOf(value);
  const [identity] = tuple;
  const { name, reference } = parted(typeof identity === 'string' ? identity : '');
  // A member of the workspace is no component.
  if (reference.startsWith('workspace:')) return;
  const integrity = tuple.at(-1);
  const isVersion = /^\d/.test(reference);
  builder.add(key, {
    name,
    version: isVersion ? reference : '',
    line,
    integrity: typeof integrity === 'string' && integrity.startsWith('sha') ? [integrity] : [],
    source: isVersion ? { kind: 'registry' } : npmSource(reference),
  });
}

function needsOf(value: unknown): readonly (readonly [string, string])[] {
  const described = tupleOf(value)
    .map((one) => fieldsOf(one))
    .find((one) => one !== undefined);
  const sections = ['dependencies', 'optionalDependencies', 'peerDependencies'];
  return sections.flatMap((section) => [...textsAt(described, section)]);
}

/** `name@reference`; a scope begins with an at sign of its own. */
function parted(written: string): { readonly name: string; readonly reference: string } {
  const identity = withoutCredentials(written);
  const at = identity.indexOf('@', 1);
  if (at === -1) return { name: identity, reference: '' };
  return { name: identity.slice(0, at), reference: identity.slice(at + 1) };
}

/** `a/b` is the b that is installed below a: the nearest one counts. */
function resolve(builder: ListBuilder, from: string, name: string): string | undefined {
  let at = from;
  for (let level = 0; at !== '' && level < MAX_NESTING; level++) {
    if (builder.has(`${at}/${name}`)) return `${at}/${name}`;
    const up = at.lastIndexOf('/');
    at = up === -1 ? '' : at.slice(0, up);
  }
  return builder.has(name) ? name : undefined;
}
