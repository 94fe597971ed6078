import { Buffer } from 'node:buffer';
import type { ImportsOf, SourceImports } from '../../model/source-imports.ts';
import { readConfined } from '../confined-file.ts';
import { decode } from '../decode.ts';
import { vendoredFolders } from '../path-classes.ts';
import type { SourceEcosystem } from './file-imports.ts';
import { languageOf } from './languages.ts';
import { MergedImports } from './merge.ts';

/** Sources that people write are smaller; generated and bundled ones above it are told as gaps. */
const MAX_FILE_BYTES = 2 * 2 ** 20;
/** Ten times the sources of a large product; what is beyond is told as a gap. */
const MAX_TOTAL_BYTES = 200 * 2 ** 20;
/** Above this many characters a line on average a file is the output of a bundler, which loads by numbers and variables. */
const MINIFIED_AVERAGE_CHARS = 300;

/** Folders of what a build of JavaScript writes; of Go they are packages like others. Not `build` and `out`, which hold sources of other projects. */
const builtFolders: ReadonlySet<string> = new Set([
  'dist',
  '.next',
  '.nuxt',
  '.output',
  '.svelte-kit',
  '.angular',
  'coverage',
  'storybook-static',
]);

/**
 * What the sources among `paths` below `root` import, read when an ecosystem is asked for the first time. Packages that
 * lie in the target and output of builds are not its sources. Undefined for an ecosystem without any source.
 */
export function lazyImports(root: string, paths: readonly string[]): ImportsOf {
  const known = new Map<string, SourceImports | undefined>();
  return (ecosystem) => {
    if (ecosystem !== 'npm' && ecosystem !== 'PyPI' && ecosystem !== 'Go') return undefined;
    if (!known.has(ecosystem)) known.set(ecosystem, readImports(root, paths, ecosystem));
    return known.get(ecosystem);
  };
}

function readImports(
  root: string,
  paths: readonly string[],
  ecosystem: SourceEcosystem,
): SourceImports | undefined {
  const sources = paths.filter(
    (path) => languageOf(path)?.ecosystem === ecosystem && isOwnSource(path, ecosystem),
  );
  if (sources.length === 0) return undefined;
  const merged = new MergedImports();
  let left = MAX_TOTAL_BYTES;
  for (const [index, path] of sources.toSorted().entries()) {
    if (left <= 0) {
      const rest = sources.length - index;
      merged.gap(`${rest} sources were not read: those before have ${MAX_TOTAL_BYTES} bytes`);
      break;
    }
    left -= readInto(merged, root, path);
  }
  return merged.result();
}

function isOwnSource(path: string, ecosystem: SourceEcosystem): boolean {
  const folders = path.split('/').slice(0, -1);
  if (folders.some((name) => vendoredFolders.has(name))) return false;
  if (ecosystem !== 'npm') return true;
  if (/[.-]min\.(?:js|mjs|cjs|css)$/iu.test(path)) return false;
  return !folders.some((name) => builtFolders.has(name));
}

/** Returns how many bytes were read. */
function readInto(merged: MergedImports, root: string, path: string): number {
  const read = readConfined(root, path, MAX_FILE_BYTES);
  switch (read.state) {
    case 'too-large':
      merged.gap(`${path} was not read: it has ${read.sizeBytes} bytes`);
      return 0;
    case 'unreadable':
      merged.gap(`${path} was not read: ${read.detail}`);
      return 0;
    case 'read':
      addSource(merged, path, decode(read.bytes).bytes);
      return read.bytes.length;
  }
}

function addSource(merged: MergedImports, path: string, bytes: Uint8Array): void {
  const language = languageOf(path);
  if (language === undefined) return;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = language.words;
  if (words.length > 0 && !words.some((word) => buffer.includes(word))) {
    merged.empty();
    return;
  }
  const imports = language.read(path, buffer.toString('utf8'));
  const isBundle = imports.gaps.length > 0 && isMinified(buffer);
  merged.add(path, isBundle ? { ...imports, gaps: [] } : imports, language.isSource !== false);
}

function isMinified(buffer: Buffer): boolean {
  let lines = 1;
  for (let at = buffer.indexOf(10); at !== -1; at = buffer.indexOf(10, at + 1)) lines++;
  return buffer.length / lines > MINIFIED_AVERAGE_CHARS;
}
