import { posix } from 'node:path';
import type { FileImports, SourceEcosystem } from './file-imports.ts';
import { goImports } from './go.ts';
import { javascriptImports } from './javascript.ts';
import { folderImports, packageScripts, pageImports, styleImports } from './named-files.ts';
import { notebookImports } from './notebook.ts';
import { pythonImports } from './python.ts';

interface Language {
  readonly ecosystem: SourceEcosystem;
  /** A file without any of these words imports nothing; empty: all are read. */
  readonly words: readonly string[];
  readonly read: (path: string, text: string) => FileImports;
  /** Not of a manifest, which names programs and imports nothing. */
  readonly isSource?: false;
}

const script: Language = {
  ecosystem: 'npm',
  words: ['import', 'require', 'export', 'define', 'node_modules/'],
  read: javascriptImports,
};
const style: Language = {
  ecosystem: 'npm',
  words: ['@', 'node_modules/'],
  read: (_, text) => styleImports(text),
};
const page: Language = {
  ecosystem: 'npm',
  words: ['<script', 'node_modules/'],
  read: pageImports,
};
const python: Language = {
  ecosystem: 'PyPI',
  words: [],
  read: (_, text) => pythonImports(text),
};
const notebook: Language = {
  ecosystem: 'PyPI',
  words: ['import'],
  read: (_, text) => notebookImports(text),
};
const go: Language = {
  ecosystem: 'Go',
  words: ['import'],
  read: (_, text) => goImports(text),
};

const byExtension: ReadonlyMap<string, Language> = new Map([
  ...['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx', '.es6'].map(
    (extension) => [extension, script] as const,
  ),
  ...['.vue', '.svelte', '.astro'].map((extension) => [extension, script] as const),
  ...['.css', '.scss', '.sass', '.less', '.pcss'].map((extension) => [extension, style] as const),
  ...['.html', '.htm', '.ejs', '.hbs', '.pug', '.cshtml', '.razor'].map(
    (extension) => [extension, page] as const,
  ),
  ...['.py', '.pyi', '.pyw'].map((extension) => [extension, python] as const),
  ['.ipynb', notebook],
  ['.go', go],
]);

const byName: ReadonlyMap<string, Language> = new Map<string, Language>([
  [
    'package.json',
    { ...script, words: [], isSource: false, read: (_, text) => packageScripts(text) },
  ],
  ...['angular.json', '.angular-cli.json', 'project.json', 'workspace.json'].map(
    (name) =>
      [
        name,
        {
          ...script,
          words: ['node_modules/'],
          read: (_: string, text: string) => folderImports(text),
        },
      ] as const,
  ),
]);

/** The language whose imports a file of this path is read for. */
export function languageOf(path: string): Language | undefined {
  // Declarations are types, and import nothing when a program runs.
  if (/\.d\.[cm]?ts$/iu.test(path)) return undefined;
  return byName.get(posix.basename(path)) ?? byExtension.get(posix.extname(path).toLowerCase());
}

/** What a file imports; undefined where its path says that it is no source of a language that is read. Pure. */
export function importsOfFile(path: string, text: string): FileImports | undefined {
  return languageOf(path)?.read(path, text);
}
