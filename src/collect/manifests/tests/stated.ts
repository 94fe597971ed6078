import assert from 'node:assert/strict';
import type { ManifestFile, ParsedManifest } from '../../../model/component.ts';
import { manifestFormats } from '../formats.ts';
import { mayStateComponents } from '../manifest-names.ts';

/** What the format that reads this path says of the text, with the files beside it that it asks for. */
export function parse(
  path: string,
  text: string,
  beside: Readonly<Record<string, string>> = {},
): ParsedManifest {
  const format = manifestFormats.find((each) => each.reads(path));
  assert.ok(format !== undefined, `nothing reads ${path}`);
  assert.ok(mayStateComponents(path), `${path} would not be looked at`);
  const file = { path, text };
  const wanted = new Set(format.companions?.(file) ?? []);
  const companions = new Map<string, ManifestFile>();
  for (const [name, content] of Object.entries(beside)) {
    if (wanted.has(name)) companions.set(name, { path: name, text: content });
  }
  return format.parse(file, companions);
}

/** `line name@version scope direct > dependencies` of each component, in the order of the file. */
export function stated(
  path: string,
  text: string,
  beside: Readonly<Record<string, string>> = {},
): readonly string[] {
  const parsed = parse(path, text, beside);
  if (parsed.kind === 'failed') return [`failed: ${parsed.detail}`];
  const { components } = parsed.list;
  const told = components.map(({ line, name, version, scope, direct, dependsOn }) => {
    const needs = dependsOn.map((at) => components[at]?.name).join(' ');
    return `${line} ${name}@${version} ${scope}${direct ? ' direct' : ''}${needs === '' ? '' : ` > ${needs}`}`;
  });
  return [...told, ...parsed.problems.map(({ detail, line }) => `problem ${line}: ${detail}`)];
}

/** A lockfile of npm with nesting, an alias, a link and a member of the workspace. */
export const packageLock3: string = `{
  "name": "shop",
  "lockfileVersion": 3,
  "packages": {
    "": {
      "dependencies": { "a": "^1.0.0", "alias": "npm:real@2" },
      "devDependencies": { "t": "1" },
      "workspaces": ["lib"]
    },
    "lib": { "dependencies": { "b": "1" } },
    "node_modules/a": { "version": "1.2.0", "dependencies": { "b": "^2" } },
    "node_modules/a/node_modules/b": { "version": "2.0.0" },
    "node_modules/alias": { "name": "real", "version": "2.0.1", "optional": true },
    "node_modules/b": { "version": "1.0.0" },
    "node_modules/lib": { "resolved": "lib", "link": true },
    "node_modules/t": { "version": "1.0.0", "dev": true, "dependencies": { "b": "1", "gone": "1" } }
  }
}
`;
