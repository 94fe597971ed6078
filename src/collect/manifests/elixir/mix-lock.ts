import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { ListBuilder } from '../list-builder.ts';
import { isNamed, parsing, Unreadable } from '../parse.ts';
import { withoutCredentials } from '../values.ts';

/** The lockfile of Mix: a map of Elixir, one package a line, with what each needs. */
export const mixLock: ManifestFormat = {
  id: 'mix-lock',
  title: 'mix.lock of Mix',
  reads: (path) => isNamed(path, 'mix.lock'),
  parse: (file) => parsing(file, (problems) => read(file, problems)),
};

const HEX =
  /^\s{0,9}"([a-z0-9_]{1,200})": \{:hex, :([a-z0-9_]{1,200}), "([^"]{1,100})", "([0-9a-f]{64})"/;
const GIT = /^\s{0,9}"([a-z0-9_]{1,200})": \{:git, "([^"]{1,1000})", "([0-9a-f]{7,64})"/;

/** What Mix writes besides packages. */
const frame: ReadonlySet<string> = new Set(['', '%{', '}', '%{}']);

function read(file: ManifestFile, problems: ManifestProblem[]): ComponentList {
  if (!file.text.trimStart().startsWith('%{')) throw new Unreadable('it is no map of Elixir');
  if (!file.text.trimEnd().endsWith('}')) throw new Unreadable('it is cut off: its map has no end');
  const lines = file.text.split('\n');
  const builder = new ListBuilder(file.path, mixLock.id, 'Hex');
  const edges = lines.flatMap((content, index): readonly Edge[] => {
    const line = index + 1;
    if (addHex(builder, content, line)) {
      const from = HEX.exec(content)?.[1] ?? '';
      return needsIn(content).map((need) => [from, ...need]);
    }
    if (!addGit(builder, content, line) && !frame.has(content.trim())) {
      problems.push({ detail: 'no package that is known', line });
    }
    return [];
  });
  for (const edge of edges) builder.connect(...edge);
  return builder.finish();
}

type Edge = readonly [from: string, to: string, constraint: string];

/** Whether the line states a package of Hex. */
function addHex(builder: ListBuilder, content: string, line: number): boolean {
  const [, key, name = '', version = '', digest = ''] = HEX.exec(content) ?? [];
  if (key === undefined) return false;
  builder.add(key, { name, version, line, integrity: [`sha256:${digest}`] });
  return true;
}

function addGit(builder: ListBuilder, content: string, line: number): boolean {
  const [, name, url = '', commit = ''] = GIT.exec(content) ?? [];
  if (name === undefined) return false;
  const source = { kind: 'git', url: withoutCredentials(url), commit } as const;
  builder.add(name, { name, version: '', line, source });
  return true;
}

/** `{:name, "~> 1.0", [hex: :name, …]}` in the list of what a package needs. */
function needsIn(content: string): readonly (readonly [name: string, constraint: string])[] {
  return [...content.matchAll(/\{:([a-z0-9_]{1,200}), "([^"]{0,200})", \[/g)].map(
    ([, name = '', constraint = '']) => [name, constraint],
  );
}
