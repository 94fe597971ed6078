import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

type Layers = Readonly<Record<string, readonly string[]>>;
const { layers }: { readonly layers: Layers } = await import(
  new URL('../tools/lint/layers.js', import.meta.url).href
);
const text = readFileSync('ARCHITECTURE.md', 'utf8');

const inBackticks = (cell: string): readonly string[] =>
  [...cell.matchAll(/`(?<name>[^`]+)`/gu)].map((match) => match[1] ?? '');

function documentedLayers(): Layers {
  const section = text.split('\n## Folders\n')[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return Object.fromEntries(
    rows.map((row) => {
      const cells = row.split('|').slice(1, -1);
      return [inBackticks(cells[0] ?? '')[0], inBackticks(cells.at(-1) ?? '')];
    }),
  );
}

test('ARCHITECTURE.md says of each folder what lint lets it import, in the same order', () => {
  assert.deepEqual(Object.entries(documentedLayers()), Object.entries(layers));
});

test('every folder of src/ is in the table', () => {
  const folders = readdirSync('src', { withFileTypes: true }).filter((it) => it.isDirectory());
  for (const { name } of folders) assert.ok(Object.hasOwn(layers, name), name);
});

test('no folder may import one that may import it', () => {
  const reach = (from: string): readonly string[] =>
    (layers[from] ?? []).flatMap((to) => [to, ...reach(to)]);
  for (const folder of Object.keys(layers)) assert.ok(!reach(folder).includes(folder), folder);
});

test('every file and folder that ARCHITECTURE.md and CONTRIBUTING.md name exists', () => {
  for (const document of [text, readFileSync('CONTRIBUTING.md', 'utf8')]) {
    for (const name of inBackticks(document)) {
      if (!/^(?:src|test|tools|schema|docs|scripts)\/[^<]*$/u.test(name)) continue;
      assert.ok(existsSync(name), name);
    }
  }
});
