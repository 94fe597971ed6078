import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Component, ComponentList } from '../../../model/component.ts';
import type { ImportsOf, ModuleUse, SourceImports } from '../../../model/source-imports.ts';
import { reachOf } from './reach.ts';

type Given = Partial<Component> & Pick<Component, 'name'>;

function listOf(
  ecosystem: string,
  given: readonly Given[],
  rest: Partial<ComponentList> = {},
): ComponentList {
  const components = given.map((each) => ({
    ecosystem,
    version: '1.0.0',
    direct: false,
    scope: 'prod' as const,
    line: 1,
    integrity: [],
    source: { kind: 'registry' as const },
    dependsOn: [],
    ...each,
  }));
  const list: ComponentList = {
    path: 'lock',
    format: 'package-lock',
    components,
    requirements: [],
    extent: 'whole',
  };
  return { ...list, ...rest };
}

/** Each module is imported by `src/a`, at the line of its place in the list; a leading `~` says: by a test. */
function importing(modules: readonly string[], rest: Partial<SourceImports> = {}): ImportsOf {
  const uses = modules.map((module, index): [string, ModuleUse] => {
    const use = { path: 'src/a', line: index + 1, symbols: [] };
    return module.startsWith('~')
      ? [module.slice(1), { ...use, path: 'test/a', aside: true }]
      : [module, use];
  });
  const imports: SourceImports = {
    modules: new Map(uses),
    files: 9,
    gaps: [],
    mentions: new Set(),
    members: new Set(),
  };
  return () => ({ ...imports, ...rest });
}

function told(list: ComponentList, index: number, importsOf: ImportsOf): string {
  const { reach, facts } = reachOf(list, index, importsOf);
  return [reach, ...facts].join(': ');
}

const npm = listOf('npm', [
  { name: 'express', direct: true, dependsOn: [1, 2] },
  { name: 'body-parser', dependsOn: [2] },
  { name: 'qs' },
  { name: 'lodash', direct: true },
  { name: 'ejs', direct: true },
  { name: 'mocha', direct: true, scope: 'dev', dependsOn: [6] },
  { name: 'glob', scope: 'dev' },
  { name: 'orphan', dependsOn: [8] },
  { name: 'deep' },
]);

test('a package of npm is reached by an import, its own or of what needs it', () => {
  const importsOf = importing(['express', '~mocha']);
  assert.equal(told(npm, 0, importsOf), 'imported: src/a:1 imports it');
  assert.equal(told(npm, 1, importsOf), 'imported: src/a:1 imports express, which needs it');
  assert.equal(
    told(npm, 6, importsOf),
    'imported: only tests, examples or tools: test/a:2 imports mocha, which needs it',
  );
  assert.equal(
    told(npm, 3, importsOf),
    'not-imported: none of 9 sources imports it or what needs it',
  );
  assert.equal(
    told(npm, 8, importsOf),
    'not-imported: none of 9 sources imports it or what needs it',
  );
});

test('a long way is told by its ends', () => {
  const chain = Array.from({ length: 8 }, (_, at) => ({
    name: `p${at}`,
    direct: at === 0,
    dependsOn: at < 7 ? [at + 1] : [],
  }));
  assert.equal(
    told(listOf('npm', chain), 7, importing(['p0'])),
    'imported: src/a:1 imports p0, which leads to it: p0 → p1 → … → p6 → p7',
  );
});

test('what ships is the way that is told, even where a test has a shorter one', () => {
  const list = listOf('npm', [
    { name: 'a', direct: true, dependsOn: [2] },
    { name: 'c', direct: true },
    { name: 'b', dependsOn: [1] },
  ]);
  const facts = reachOf(list, 2, importing(['~b', 'a'])).facts;
  assert.deepEqual(facts, ['src/a:2 imports a, which needs it']);
});

test('"not imported" is not claimed where something speaks against it', () => {
  const none = importing([]);
  assert.match(told(npm, 4, none), /^unknown: others load it by its name/u);
  assert.match(told(npm, 5, none), /^unknown: it may be run as a tool/u);
  const gaps = importing([], { gaps: ['x.js:3 loads a module whose name is computed', 'y'] });
  assert.equal(
    told(npm, 3, gaps),
    'unknown: it may be imported all the same: x.js:3 loads a module whose name is computed and 1 more',
  );
  assert.match(
    told(npm, 3, importing([], { mentions: new Set(['lodash']) })),
    /^unknown: a string/u,
  );
  assert.equal(
    told(npm, 3, () => undefined),
    'unknown',
  );
  assert.equal(told(npm, 3, importing([], { files: 0 })), 'unknown');
  const declared = listOf('npm', [{ name: 'a' }, { name: 'b' }], { extent: 'declared' });
  assert.equal(told(declared, 0, none), 'unknown: lock does not tell what needs it');
});

test('of several versions the declared one is imported', () => {
  const list = listOf('npm', [
    { name: 'x', version: '2.0.0', direct: true },
    { name: 'x', version: '1.0.0' },
  ]);
  assert.equal(reachOf(list, 0, importing(['x'])).reach, 'imported');
  assert.equal(reachOf(list, 1, importing(['x'])).reach, 'not-imported');
});

test('an alias is imported by its own name', () => {
  const requirement = { workspace: '', constraint: '', scope: 'prod', component: 0 } as const;
  const list = listOf('npm', [{ name: 'lodash', direct: true }], {
    requirements: [{ ...requirement, name: 'low', declaredAt: { path: 'package.json', line: 1 } }],
  });
  assert.equal(reachOf(list, 0, importing(['low'])).reach, 'imported');
});

/** Distribution, a module that is imported, and what follows. */
const python: readonly (readonly [string, string, string])[] = [
  ['PyYAML', 'yaml', 'imported'],
  ['Pillow', 'PIL.Image', 'imported'],
  ['beautifulsoup4', 'bs4', 'imported'],
  ['opencv_python.headless', 'cv2', 'imported'],
  ['protobuf', 'google.protobuf.message', 'imported'],
  ['protobuf', 'google.cloud.storage', 'not-imported'],
  ['google-cloud-storage', 'google.cloud.storage', 'imported'],
  ['requests', 'requests.adapters', 'imported'],
  ['requests', 'requests_toolbelt', 'not-imported'],
  ['Flask', 'django', 'not-imported'],
  ['some-unheard-of', 'django', 'unknown'],
  ['some-unheard-of', 'some_unheard_of.x', 'imported'],
  ['django-unheard', 'unheard', 'imported'],
  ['gunicorn', 'django', 'unknown'],
];

test('distributions of PyPI are known by their modules', () => {
  for (const [name, module, reach] of python) {
    const list = listOf('PyPI', [{ name, direct: true }]);
    assert.equal(reachOf(list, 0, importing([module])).reach, reach, `${name} ${module}`);
  }
});

test('a list of PyPI without edges does not prove that nothing needs a package', () => {
  const list = listOf('PyPI', [
    { name: 'urllib3', direct: true },
    { name: 'requests', direct: true },
  ]);
  assert.equal(told(list, 0, importing(['requests'])), 'unknown: lock does not tell what needs it');
  const settings = importing([], { mentions: new Set(['requests']) });
  assert.match(told(list, 1, settings), /^unknown: a string of the sources is "requests"/u);
});

test('a module of Go is imported by the longest path that begins the import', () => {
  const list = listOf('Go', [
    { name: 'x.io/a', direct: true },
    { name: 'x.io/a/b', direct: true },
    { name: 'stdlib', direct: true },
  ]);
  const importsOf = importing(['x.io/a/b/c', 'fmt']);
  assert.equal(told(list, 0, importsOf), 'unknown: lock does not tell what needs it');
  assert.equal(told(list, 1, importsOf), 'imported: src/a:1 imports x.io/a/b/c');
  assert.equal(told(list, 2, importsOf), 'imported: src/a:2 imports fmt');
});

test('of an advisory of Go the packages and symbols decide', () => {
  const list = listOf('Go', [{ name: 'stdlib', direct: true }]);
  const uses = new Map<string, ModuleUse>([
    ['encoding/json', { path: 'a.go', line: 3, symbols: ['NewDecoder', 'Unmarshal'] }],
    ['net/http', { path: 'a.go', line: 4, symbols: [] }],
  ]);
  const importsOf = importing([], { modules: uses, members: new Set(['Decode']) });
  const asked = (path: string, ...symbols: readonly string[]): string => {
    const { reach, facts } = reachOf(list, 0, importsOf, [{ path, symbols }]);
    return [reach, ...facts].join(': ');
  };
  assert.equal(
    asked('encoding/json', 'Marshal', 'Unmarshal'),
    'imported: a.go:3 imports encoding/json and names Unmarshal',
  );
  assert.equal(
    asked('encoding/json', 'Decoder.Decode'),
    'imported: a.go:3 imports encoding/json and names Decoder.Decode',
  );
  assert.equal(
    asked('encoding/json', 'Marshal', 'Encoder.Encode'),
    'unknown: a.go:3 imports encoding/json, but none of the vulnerable symbols (Marshal, Encoder.Encode) is named by the sources',
  );
  assert.equal(asked('encoding/json'), 'imported: a.go:3 imports encoding/json');
  assert.equal(asked('net/http', 'Get'), 'imported: a.go:4 imports net/http');
  assert.equal(
    asked('archive/zip', 'NewReader'),
    'unknown: the sources do not import archive/zip: other packages of it that they import may',
  );
  const alone = listOf('Go', [{ name: 'x.io/a', direct: true }]);
  assert.equal(
    reachOf(alone, 0, importsOf, [{ path: 'x.io/a/b', symbols: [] }]).reach,
    'not-imported',
  );
  const toolchain = listOf('Go', [{ name: 'toolchain' }]);
  assert.equal(
    reachOf(toolchain, 0, importsOf, [{ path: 'cmd/go', symbols: [] }]).reach,
    'unknown',
  );
});

test('more imports never make a component less reached, and a gap never lets "not imported" stand', () => {
  const size = 12;
  const graphs = fc.array(fc.uniqueArray(fc.nat(size - 1), { maxLength: 4 }), {
    minLength: size,
    maxLength: size,
  });
  const some = fc.uniqueArray(fc.nat(size - 1).map((at) => `p${at}`));
  fc.assert(
    fc.property(graphs, some, some, (edges, first, more) => {
      const list = listOf(
        'npm',
        edges.map((dependsOn, at) => ({ name: `p${at}`, direct: at % 3 === 0, dependsOn })),
      );
      const fewer = importing(first);
      const both = importing([...new Set([...first, ...more])]);
      const gap = importing(first, { gaps: ['x'] });
      for (let at = 0; at < size; at++) {
        const { reach } = reachOf(list, at, fewer);
        if (reach === 'imported') assert.equal(reachOf(list, at, both).reach, 'imported');
        assert.notEqual(reachOf(list, at, gap).reach, 'not-imported');
      }
    }),
  );
});
