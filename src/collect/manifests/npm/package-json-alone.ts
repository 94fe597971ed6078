import type { ComponentList, ManifestFile, ManifestFormat } from '../../../model/component.ts';
import { compileIgnore } from '../../../model/glob.ts';
import { ListBuilder, type Stated } from '../list-builder.ts';
import { folderOf, isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, listAt } from '../values.ts';
import { declaredInFile, type Declared } from './package-json.ts';
import { npmSource } from './source.ts';

/** A manifest of npm that no lockfile governs: it says what is wanted, and seldom what is installed. */
export const packageJson: ManifestFormat = {
  id: 'package-json',
  title: 'package.json of npm, where no lockfile governs it',
  reads: (path) => isNamed(path, 'package.json'),
  yieldsTo: {
    groups: (path) => foldersAbove(path).map((folder) => governors.map((name) => folder + name)),
    governs: (path, beside) => isGoverned(path, beside),
  },
  parse: (file) => parsing(file, () => read(file)),
};

const lockfiles = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
];
/** Lockfiles, and where the members of a workspace are named. */
const governors: readonly string[] = [...lockfiles, 'package.json', 'pnpm-workspace.yaml'];
/** Folders above a manifest that are looked into; deeper trees are none that people lay out. */
const MAX_DEPTH = 30;
/** Patterns of members; a workspace has a handful. */
const MAX_PATTERNS = 200;

/** The folder of the file and those above, with their slash, the innermost first. */
function foldersAbove(path: string): readonly string[] {
  const folders: string[] = [];
  let at = folderOf(path);
  while (at !== '' && folders.length < MAX_DEPTH) {
    folders.push(at);
    at = folderOf(at.slice(0, -1));
  }
  return [...folders, ''];
}

/** A lockfile beside the manifest, or one further out whose workspace has the folder of the manifest as a member. */
function isGoverned(path: string, beside: ReadonlyMap<string, ManifestFile>): boolean {
  const lockfile = [...beside.keys()].find((file) => lockfiles.some((name) => isNamed(file, name)));
  if (lockfile === undefined) return false;
  const folder = folderOf(lockfile);
  const member = folderOf(path).slice(folder.length, -1);
  if (member === '') return true;
  const patterns = [
    ...workspacesIn(beside.get(`${folder}package.json`)),
    ...packagesIn(beside.get(`${folder}pnpm-workspace.yaml`)),
  ].slice(0, MAX_PATTERNS);
  const isMember = (pattern: string): boolean =>
    compileIgnore([`/${trimmed(pattern)}`]).verdict(member, true) === 'ignored';
  const [excluded, included] = [
    patterns.filter((pattern) => pattern.startsWith('!')),
    patterns.filter((pattern) => !pattern.startsWith('!')),
  ];
  return included.some(isMember) && !excluded.some((pattern) => isMember(pattern.slice(1)));
}

function trimmed(pattern: string): string {
  return pattern.replace(/^\.?\//, '').replace(/\/$/, '');
}

/** `workspaces: [...]`, or `workspaces: { packages: [...] }` (docs.npmjs.com, "workspaces"; classic.yarnpkg.com). */
function workspacesIn(file: ManifestFile | undefined): readonly string[] {
  if (file === undefined) return [];
  try {
    const manifest = fieldsOf(JSON.parse(file.text));
    const own = listAt(manifest, 'workspaces');
    const packages = listAt(fieldsAt(manifest, 'workspaces'), 'packages');
    return [...own, ...packages].filter((each) => typeof each === 'string');
  } catch {
    return [];
  }
}

/** The list `packages` of a pnpm-workspace.yaml (pnpm.io/pnpm-workspace_yaml), which is written one a line. */
function packagesIn(file: ManifestFile | undefined): readonly string[] {
  const lines = file?.text.split(/\r?\n/) ?? [];
  const start = lines.findIndex((line) => /^packages:\s{0,9}(?:#|$)/.test(line));
  const patterns: string[] = [];
  for (const line of start === -1 ? [] : lines.slice(start + 1)) {
    const pattern = /^\s{0,20}-\s{1,9}(?:'([^']{1,300})'|"([^"]{1,300})"|([^\s#'"]{1,300}))/.exec(
      line,
    );
    if (pattern === null && /^\S/.test(line)) break;
    if (pattern !== null) patterns.push(pattern[1] ?? pattern[2] ?? pattern[3] ?? '');
  }
  return patterns;
}

function read(file: ManifestFile): ComponentList {
  if (fieldsOf(JSON.parse(file.text)) === undefined) {
    throw new Unreadable('it is no object of JSON');
  }
  const builder = new ListBuilder(file.path, packageJson.id, 'npm');
  for (const each of declaredInFile(file)) {
    const stated = statedIn(each);
    if (stated !== undefined) builder.add(each.name, { ...stated, line: each.declaredAt.line });
    builder.require({ workspace: '', ...each }, each.name);
  }
  return builder.finish('declared');
}

/** Undefined for what lies in the target itself. */
function statedIn({ name, constraint }: Declared): Omit<Stated, 'line'> | undefined {
  if (/^(?:workspace|file|link|portal):|^\.{0,2}\//.test(constraint)) return undefined;
  const alias = /^npm:((?:@[^/@]{1,200}\/)?[^@/]{1,200})(?:@(.{0,200}))?$/.exec(constraint);
  const range = alias === null ? constraint : (alias[2] ?? '');
  const actual = alias?.[1] ?? name;
  if (isAddress(range)) return { name: actual, version: '', source: addressed(range) };
  // A single version, also written `=1.2.3` or `v1.2.3` (node-semver, "Versions").
  const exact =
    /^[=v]{0,2}\s{0,3}(\d{1,15}\.\d{1,15}\.\d{1,15}(?:[-+][0-9A-Za-z.+-]{1,200})?)$/.exec(
      range,
    )?.[1];
  return exact === undefined
    ? { name: actual, version: '', constraint: range }
    : { name: actual, version: exact };
}

/** An address, `host:owner/repository`, or `owner/repository` of GitHub (docs.npmjs.com, "package.json", dependencies). */
function isAddress(range: string): boolean {
  return (
    /^(?:git|git\+[a-z]{2,5}|https?|ssh|github|gitlab|bitbucket|gist):/.test(range) ||
    /^[A-Za-z0-9-]{1,100}\/[A-Za-z0-9._-]{1,200}(?:#.{0,300})?$/.test(range)
  );
}

function addressed(range: string): ReturnType<typeof npmSource> {
  return npmSource(/^[A-Za-z0-9-]{1,100}\//.test(range) ? `github:${range}` : range);
}
