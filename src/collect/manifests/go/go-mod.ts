import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { ListBuilder } from '../list-builder.ts';
import { folderOf, isNamed, parsing, Unreadable } from '../parse.ts';

/** The module file of Go (go.dev/ref/mod#go-mod-file); from Go 1.17 on it states every module that is built. */
export const goMod: ManifestFormat = {
  id: 'go-mod',
  title: 'go.mod of Go, with the digests of go.sum',
  reads: (path) => isNamed(path, 'go.mod'),
  companions: ({ path }) => [`${folderOf(path)}go.sum`],
  parse: (file, companions) => parsing(file, (problems) => read(file, companions, problems)),
};

interface Directive {
  readonly words: readonly string[];
  readonly comment: string;
  readonly line: number;
}

function read(
  file: ManifestFile,
  companions: ReadonlyMap<string, ManifestFile>,
  problems: ManifestProblem[],
): ComponentList {
  const directives = directivesOf(file.text, problems);
  if (!directives.some(({ words: [kind] }) => kind === 'module' || kind === 'require')) {
    throw new Unreadable('it has neither a module nor a require directive');
  }
  const builder = new ListBuilder(file.path, goMod.id, 'Go');
  const known = {
    sums: sumsIn(companions.get(`${folderOf(file.path)}go.sum`)?.text ?? ''),
    replaced: replacementsIn(directives),
  };
  for (const directive of directives) {
    const [kind = '', , version] = directive.words;
    // A word that a later Go brings states no module; anything else is none.
    if (!/^[a-z]{1,30}$/.test(kind)) {
      problems.push({ detail: 'no directive', line: directive.line });
    }
    if (kind !== 'require') continue;
    if (version === undefined) {
      problems.push({ detail: 'a module without a version', line: directive.line });
    } else addModule(builder, file.path, directive, known);
  }
  const goVersion = goVersionIn(directives);
  if (goVersion !== '') addStandardLibrary(builder, file, directives, goVersion);
  return builder.finish(isOlder(goVersion) ? 'declared' : 'whole');
}

/** Of the toolchain that builds, else of the language; empty where neither is stated. */
function goVersionIn(directives: readonly Directive[]): string {
  const versionOf = (kind: string): string | undefined =>
    directives
      .find(({ words }) => words[0] === kind)
      ?.words[1]?.replace(/^go/, '')
      .split('-', 1)[0];
  const toolchain = versionOf('toolchain') ?? '';
  return /^\d/.test(toolchain) ? toolchain : (versionOf('go') ?? '');
}

function addModule(
  builder: ListBuilder,
  path: string,
  { words, comment, line }: Directive,
  known: {
    readonly sums: ReadonlyMap<string, string>;
    readonly replaced: ReadonlyMap<string, Module>;
  },
): void {
  const [, name = '', version = ''] = words;
  const other = known.replaced.get(`${name}@${version}`) ?? known.replaced.get(name);
  // Replaced by a folder: the name stays, but nobody publishes what is built.
  const isLocal = other?.version === '';
  const actual = other === undefined || isLocal ? { name, version } : other;
  const sum = known.sums.get(`${actual.name} ${actual.version}`);
  builder.add(name, {
    name: actual.name,
    version: actual.version.replace(/^v/, ''),
    line,
    scope: 'prod',
    integrity: sum === undefined ? [] : [sum],
    ...(isLocal ? { source: { kind: 'path', path: other.name } } : {}),
  });
  if (/\bindirect\b/.test(comment)) return;
  const declaredAt = { path, line };
  builder.require({ workspace: '', name, constraint: version, scope: 'prod', declaredAt }, name);
}

interface Module {
  readonly name: string;
  readonly version: string;
}

/** The standard library is a module of the vulnerability database, in the version of the go or toolchain line. */
function addStandardLibrary(
  builder: ListBuilder,
  { path }: ManifestFile,
  directives: readonly Directive[],
  version: string,
): void {
  const line = directives.find(({ words }) => words[0] === 'go')?.line ?? 1;
  builder.add('stdlib', { name: 'stdlib', version, line });
  const declaredAt = { path, line };
  builder.require(
    { workspace: '', name: 'stdlib', constraint: version, scope: 'prod', declaredAt },
    'stdlib',
  );
}

/** Before 1.17 a go.mod leaves out what its dependencies state (go.dev/ref/mod#graph-pruning). */
function isOlder(version: string): boolean {
  const [major = 1, minor = 0] = version.split('.').map(Number);
  return major < 1 || (major === 1 && minor < 17);
}

/** One directive a line, those in parentheses with the word before them. */
function directivesOf(text: string, problems: ManifestProblem[]): readonly Directive[] {
  const directives: Directive[] = [];
  let block = '';
  let blockLine = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const [code, comment] = splitComment(raw);
    const words = code
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '')
      .map(unquoted);
    if (words.length === 0) continue;
    if (words[0] === ')') block = '';
    else if (block === '' && words.at(-1) === '(') [block, blockLine] = [words[0] ?? '', index + 1];
    else {
      directives.push({
        words: block === '' ? words : [block, ...words],
        comment,
        line: index + 1,
      });
    }
  }
  if (block !== '') {
    problems.push({ detail: 'it is cut off: this block has no end', line: blockLine });
  }
  return directives;
}

function splitComment(line: string): readonly [string, string] {
  const at = line.indexOf('//');
  // An address in a replacement has slashes too, but no space before them.
  return at === -1 || (at > 0 && line[at - 1] === ':')
    ? [line, '']
    : [line.slice(0, at), line.slice(at)];
}

function unquoted(word: string): string {
  return word.replace(/^["`]|["`]$/g, '');
}

/** `replace a [v1] => b [v2]`: by name, or name and version; without a version on the right it is a folder. */
function replacementsIn(directives: readonly Directive[]): ReadonlyMap<string, Module> {
  const replacements = new Map<string, Module>();
  for (const { words } of directives) {
    const arrow = words.indexOf('=>');
    if (words[0] !== 'replace' || arrow === -1) continue;
    const [name = '', version] = words.slice(1, arrow);
    const [other = '', otherVersion = ''] = words.slice(arrow + 1);
    const key = version === undefined ? name : `${name}@${version}`;
    replacements.set(key, { name: other, version: otherVersion });
  }
  return replacements;
}

/** Digests of the modules themselves, not of their go.mod files. */
function sumsIn(text: string): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [name, version, sum] = line.trim().split(' ');
    if (sum !== undefined) sums.set(`${name} ${version}`, sum);
  }
  return sums;
}
