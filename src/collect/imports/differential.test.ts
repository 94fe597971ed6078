import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { importsOfFile } from './languages.ts';
import { packagesOf } from './npm-name.ts';

const repository = path.resolve(import.meta.dirname, '../../..');
/** Of node_modules every so many files are read that there are about as many as these. */
const MAX_INSTALLED = 300;
const MAX_BYTES = 200_000;

/** Source files below a folder of the repository, by path. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:[cm]?js|[cm]?tsx?|jsx)$/u.test(entry.name))
    .map((entry) => path.relative(repository, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/\.d\.[cm]?ts$/u.test(file) && !file.includes('/tests/'))
    .filter((file) => statSync(path.join(repository, file)).size < MAX_BYTES)
    .toSorted();
}

/** What esbuild says that each file imports; types are erased, nothing is left out for being unused. */
async function byEsbuild(files: readonly string[]): Promise<Metafile['inputs']> {
  const options = {
    absWorkingDir: repository,
    bundle: true,
    external: ['*'],
    packages: 'external',
    metafile: true,
    write: false,
    treeShaking: false,
    outdir: 'out',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  } satisfies BuildOptions;
  try {
    return (await build({ ...options, entryPoints: entries(files) })).metafile.inputs;
  } catch (error) {
    const bad = new Set(filesIn(error));
    const rest = files.filter((file) => !bad.has(file));
    assert.ok(rest.length < files.length, String(error));
    return (await build({ ...options, entryPoints: entries(rest) })).metafile.inputs;
  }
}

function entries(files: readonly string[]): { in: string; out: string }[] {
  return files.map((file, index) => ({ in: file, out: String(index) }));
}

/** Files in which esbuild found errors. */
function filesIn(failure: unknown): readonly string[] {
  if (typeof failure !== 'object' || failure === null || !('errors' in failure)) return [];
  const { errors } = failure;
  if (!Array.isArray(errors)) return [];
  return errors.flatMap(
    (error: unknown) => /"?file"?: ?"([^"]+)"/u.exec(JSON.stringify(error))?.[1] ?? [],
  );
}

/** What is read on purpose that esbuild does not take for an import: paths of installed files, a `require` of one's own, AMD. */
const onPurpose = /node_modules\/|createRequire|var require =|require\.resolve|\bdefine\(/u;

test('JavaScript is read as esbuild reads it', async () => {
  const installed = filesBelow('node_modules');
  const step = Math.ceil(installed.length / MAX_INSTALLED);
  const files = [
    ...['src', 'scripts', 'tools'].flatMap(filesBelow),
    ...installed.filter((_, index) => index % step === 0),
  ];
  const missing: string[] = [];
  const extra: string[] = [];
  for (const [file, { imports }] of Object.entries(await byEsbuild(files))) {
    const text = readFileSync(path.join(repository, file), 'utf8');
    const theirs = new Set(imports.flatMap((each) => packagesOf(each.path)));
    const ours = new Set(importsOfFile(file, text)?.modules.keys());
    for (const name of theirs) if (!ours.has(name)) missing.push(`${file} ${name}`);
    if (onPurpose.test(text)) continue;
    for (const name of ours) if (!theirs.has(name)) extra.push(`${file} ${name}`);
  }
  assert.deepEqual({ missing, extra }, { missing: [], extra: [] });
});

/** Prints, for each file of the standard library that can be parsed, the modules of its import statements. */
const byAst = `
import ast, json, os, sysconfig, warnings
warnings.simplefilter('ignore')
root = sysconfig.get_paths()['stdlib']
files = []
for folder, folders, names in os.walk(root):
    folders[:] = [f for f in folders if f not in ('site-packages', 'dist-packages')]
    files += [os.path.join(folder, n) for n in names if n.endswith('.py')]
for file in sorted(files)[::10]:
    try:
        text = open(file, encoding='utf-8', newline='').read()
        tree = ast.parse(text)
    except Exception:
        continue
    found = {}
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module] + [node.module + '.' + a.name for a in node.names if a.name != '*']
        for name in names:
            found[name] = min(found.get(name, node.lineno), node.lineno)
    print(json.dumps([file, sorted([m, l] for m, l in found.items())]))
`;

/** What `import_module("x")` loads is no statement of the language. */
const calls = /import_module|__import__/u;

const python = spawnSync('python3', ['-c', byAst], { encoding: 'utf8', maxBuffer: 2 ** 28 });

test(
  'Python is read as its own parser reads it',
  { skip: python.status === 0 ? false : 'there is no python3' },
  () => {
    const lines = python.stdout.trim().split('\n');
    assert.ok(lines.length > 50);
    for (const line of lines) {
      const [file, theirs]: [string, unknown] = JSON.parse(line);
      const text = readFileSync(file, 'utf8');
      if (calls.test(text)) continue;
      const found = importsOfFile('a.py', text);
      const ours = [...(found?.modules ?? [])].map(([module, use]) => [module, use.line]);
      assert.deepEqual(
        new Set(ours.map(String)),
        new Set(Array.isArray(theirs) ? theirs.map(String) : []),
        file,
      );
      assert.deepEqual(found?.gaps, [], file);
    }
  },
);
