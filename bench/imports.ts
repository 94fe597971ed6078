/**
 * Measures how fast the imports of real trees are read, beside the parsers of their languages, and writes imports.md:
 * `node --import tsx bench/imports.ts`. Trees: node_modules of this repository, the standard libraries of Go and of Python,
 * where they are installed. The parser of JavaScript is oxc's, which knip brings.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import path from 'node:path';
import { lazyImports } from '../src/collect/imports/read-imports.ts';
import type { SourceImports } from '../src/model/source-imports.ts';
import { repository } from './paths.ts';

const RUNS = 5;

interface Timed {
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** Median of the runs; user and system time of this process, which other work on the machine changes little. */
function timed(run: () => void): Timed {
  const runs = Array.from({ length: RUNS }, () => {
    const cpu = process.cpuUsage();
    const started = performance.now();
    run();
    const { user, system } = process.cpuUsage(cpu);
    return { cpuMs: (user + system) / 1000, wallMs: performance.now() - started };
  });
  const middle = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
  return {
    cpuMs: middle(runs.map(({ cpuMs }) => cpuMs)),
    wallMs: middle(runs.map(({ wallMs }) => wallMs)),
  };
}

/** What `lazyImports` would leave out is left out here, so that all measure the same files. */
function filesBelow(root: string, extensions: RegExp): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !isLeftOut(file))
    .filter((file) => !/\.d\.[cm]?ts$|[.-]min\.js$/u.test(file))
    .filter((file) => statSync(path.join(root, file)).size <= 2 ** 21);
}

function isLeftOut(file: string): boolean {
  return (
    /(?:^|\/)(?:vendor|venv|node_modules|site-packages)\//u.test(file) ||
    /(?:^|\/)(?:dist|coverage)\/.*\.[cm]?[jt]sx?$/u.test(file)
  );
}

interface Peer {
  readonly name: string;
  readonly run: (files: readonly string[]) => Timed;
}

interface Tree {
  readonly name: string;
  readonly ecosystem: 'npm' | 'PyPI' | 'Go';
  readonly root: string;
  readonly extensions: RegExp;
  readonly peer: Peer | undefined;
}

type ParseSync = (name: string, text: string) => { readonly module: unknown };

function oxc(root: string): Peer {
  const require = createRequire(createRequire(import.meta.url).resolve('knip'));
  const parser: { readonly parseSync: ParseSync } = require(['oxc', 'parser'].join('-'));
  const run = (files: readonly string[]): Timed =>
    timed(() => {
      for (const file of files) {
        const whole = path.join(root, file);
        const { module } = parser.parseSync(whole, readFileSync(whole, 'utf8'));
        if (module === undefined) throw new Error(file);
      }
    });
  return { name: 'oxc-parser, its list of static and dynamic imports (no `require`)', run };
}

const ast = `
import ast, json, resource, sys, time, warnings
warnings.simplefilter('ignore')
files = json.load(sys.stdin)
t = time.time()
for file in files:
    try:
        for node in ast.walk(ast.parse(open(file, 'rb').read())):
            isinstance(node, (ast.Import, ast.ImportFrom))
    except SyntaxError:
        pass
u = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({'wallMs': (time.time() - t) * 1000, 'cpuMs': (u.ru_utime + u.ru_stime) * 1000}))
`;

function pythonAst(root: string): Peer {
  const run = (files: readonly string[]): Timed => {
    const input = JSON.stringify(files.map((file) => path.join(root, file)));
    return JSON.parse(execFileSync('python3', ['-c', ast], { input, encoding: 'utf8' }));
  };
  return { name: "Python's `ast`, parsed and walked (once)", run };
}

function told(program: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

function trees(): readonly Tree[] {
  const modules = path.join(repository, 'node_modules');
  const go = told('go', ['env', 'GOROOT']);
  const library = told('python3', [
    '-c',
    'import sysconfig; print(sysconfig.get_paths()["stdlib"])',
  ]);
  const javascript = {
    name: '`node_modules` of this repository, without `dist`',
    ecosystem: 'npm' as const,
    root: modules,
    extensions: /\.(?:[cm]?js|jsx|[cm]?tsx?)$/u,
    peer: oxc(modules),
  };
  return [
    javascript,
    ...(library === undefined
      ? []
      : [
          {
            name: 'the standard library of Python',
            ecosystem: 'PyPI' as const,
            root: library,
            extensions: /\.py$/u,
            peer: pythonAst(library),
          },
        ]),
    ...(go === undefined
      ? []
      : [
          {
            name: 'the standard library and tools of Go, with what they use of each package',
            ecosystem: 'Go' as const,
            root: path.join(go, 'src'),
            extensions: /\.go$/u,
            peer: undefined,
          },
        ]),
  ];
}

function row(what: string, files: number, bytes: number, { cpuMs, wallMs }: Timed): string {
  const perSecond = Math.round(files / (cpuMs / 1000)).toLocaleString('en');
  const size = (bytes / 2 ** 20).toFixed(1);
  return `| ${what} | ${files.toLocaleString('en')} | ${size} | ${Math.round(cpuMs)} | ${Math.round(wallMs)} | ${perSecond} |`;
}

function rowsOf({ name, ecosystem, root, extensions, peer }: Tree): readonly string[] {
  const files = filesBelow(root, extensions);
  const bytes = files.reduce((sum, file) => sum + statSync(path.join(root, file)).size, 0);
  let imports: SourceImports | undefined;
  const ours = timed(() => {
    imports = lazyImports(root, files)(ecosystem);
  });
  if (imports?.files !== files.length) {
    throw new Error(`${name}: ${imports?.files} of ${files.length}`);
  }
  const own = row(`**Lockstep**: ${name}`, files.length, bytes, ours);
  return peer === undefined ? [own] : [own, row(peer.name, files.length, bytes, peer.run(files))];
}

const lines = [
  '# Reading imports',
  '',
  `\`node --import tsx bench/imports.ts\`, Node ${process.versions.node}, ${cpus().length} cores, warm disk, one thread; medians of ${RUNS} runs in one process, reading the files included.`,
  '',
  '| what | files | MiB | CPU ms | wall ms | files per second of CPU |',
  '| ---- | ----: | --: | -----: | ------: | ----------------------: |',
  ...trees().flatMap(rowsOf),
  '',
  'What is read is compared with esbuild and with Python in `src/collect/imports/differential.test.ts`: no package is missed.',
  '',
];
writeFileSync(path.join(repository, 'bench', 'imports.md'), lines.join('\n'));
