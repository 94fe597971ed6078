import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const read = (file: string): string => readFileSync(file, 'utf8');

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

const manifestOf = (name: string): Manifest =>
  JSON.parse(read(path.join('node_modules', name, 'package.json')));

/** A package and all that come with it. */
function closureOf(name: string, known: Set<string> = new Set()): ReadonlySet<string> {
  if (known.has(name)) return known;
  known.add(name);
  const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifestOf(name);
  const peers = Object.keys(peerDependencies).filter(
    (peer) => peerDependenciesMeta[peer]?.optional !== true,
  );
  for (const next of [...Object.keys(dependencies), ...peers]) closureOf(next, known);
  return known;
}

function bytesOf(name: string): number {
  const root = path.join('node_modules', name);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

const cellsOf = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));

test('docs/errors.md has a section for every error code, in the order of the union', () => {
  const union = /ErrorCode =(?<codes>[^;]{1,1000});/u.exec(read('src/model/error.ts'));
  const codes = [...(union?.groups?.['codes'] ?? '').matchAll(/'(?<code>[a-z-]+)'/gu)];
  const headings = [...read('docs/errors.md').matchAll(/^### (?<code>.+)$/gmu)];
  assert.ok(codes.length > 0);
  assert.deepEqual(
    headings.map((match) => match[1]),
    codes.map((match) => match[1]),
  );
});

test('docs/dependencies.md says what package.json asks for and what is installed', () => {
  const { dependencies = {} }: Manifest = JSON.parse(read('package.json'));
  const rows = read('docs/dependencies.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map(cellsOf);
  const own = rows.filter((cells) => cells.length === 7);
  assert.deepEqual(
    own.map(([name, version, , packages, kilobytes, licence]) => [
      [name, version],
      [packages, kilobytes, licence],
    ]),
    Object.entries(dependencies).map(([name, version]) => {
      const closure = [...closureOf(name)];
      const bytes = closure.reduce((sum, each) => sum + bytesOf(each), 0);
      const kilobytes = String(Math.round(bytes / 1000));
      return [
        [name, version],
        [String(closure.length), kilobytes, manifestOf(name).license],
      ];
    }),
  );
  const further = Object.keys(dependencies).flatMap((name) =>
    [...closureOf(name)]
      .filter((each) => each !== name)
      .map((each) => [each, manifestOf(each).version, name, manifestOf(each).license]),
  );
  assert.deepEqual(
    new Set(rows.filter((cells) => cells.length === 4).map(String)),
    new Set(further.map(String)),
  );
});

const documents = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  'deploy/README.md',
  ...readdirSync('docs', { recursive: true })
    .map((name) => path.join('docs', String(name)))
    .filter((name) => name.endsWith('.md')),
];

for (const document of documents) {
  test(`every link of ${document} leads to a file, and to a heading of it`, () => {
    const links = read(document).matchAll(/\]\((?<to>[^)\s]{1,300})\)/gu);
    for (const { 1: to = '' } of links) {
      if (/^[a-z]+:/u.test(to)) continue;
      const [file = '', heading] = to.split('#');
      const target = file === '' ? document : path.join(path.dirname(document), file);
      assert.ok(existsSync(target), to);
      if (heading === undefined) continue;
      const headings = read(target)
        .split('\n')
        .filter((line) => line.startsWith('#'))
        .map((line) => line.replace(/^#+ /u, '').toLowerCase());
      const anchors = headings.map((it) =>
        it.replaceAll(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-'),
      );
      assert.ok(anchors.includes(heading), to);
    }
  });
}
