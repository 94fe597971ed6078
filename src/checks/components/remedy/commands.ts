import type { PackageManager } from '../../../model/remedy.ts';

/** What a command is about. */
export interface Wanted {
  readonly name: string;
  /** Exact. */
  readonly to: string;
  /** To be declared. */
  readonly constraint: string;
  /** Folder of the workspace member; empty: the one of the lockfile. */
  readonly workspace: string;
  /** The manifest. */
  readonly path: string;
}

type Write = (wanted: Wanted) => string;
type Verb = 'upgrade' | 'refresh' | 'override' | 'remove';

/** Words of commands by manager; `{…}` are put in by `filled`. An absent one: there is nothing to run. */
const commands: Readonly<Record<PackageManager, Partial<Record<Verb, string>>>> = {
  npm: {
    upgrade: 'npm install {name@constraint}{workspace}',
    refresh: 'npm update {name}',
    override: 'npm install',
    remove: 'npm uninstall {name}{workspace}',
  },
  pnpm: {
    upgrade: 'pnpm{dir} update {name@constraint}',
    refresh: 'pnpm update --depth Infinity {name}',
    override: 'pnpm install',
    remove: 'pnpm{dir} remove {name}',
  },
  // `-R` also reaches what is not declared (yarnpkg.com/cli/up); of Yarn 1 there is no such command.
  yarn: {
    upgrade: 'yarn install',
    refresh: 'yarn up -R {name}',
    override: 'yarn install',
    remove: 'yarn remove {name}',
  },
  bun: {
    upgrade: 'bun add {name@constraint}',
    refresh: 'bun update {name}',
    override: 'bun install',
    remove: 'bun remove {name}',
  },
  pip: {
    upgrade: 'pip install -r {path}',
    refresh: 'pip install --upgrade {name}',
    override: 'pip install -r {path}',
    remove: 'pip uninstall {name}',
  },
  pipenv: {
    upgrade: 'pipenv upgrade {name+constraint}',
    refresh: 'pipenv update {name}',
    override: 'pipenv lock',
    remove: 'pipenv uninstall {name}',
  },
  poetry: {
    upgrade: 'poetry update {name}',
    refresh: 'poetry update {name}',
    override: 'poetry lock',
    remove: 'poetry remove {name}',
  },
  pdm: { upgrade: 'pdm update {name}', refresh: 'pdm update {name}', remove: 'pdm remove {name}' },
  uv: {
    upgrade: 'uv lock --upgrade-package {name}',
    refresh: 'uv lock --upgrade-package {name}',
    override: 'uv lock',
    remove: 'uv remove {name}',
  },
  go: {
    upgrade: 'go get {name@constraint}',
    override: 'go get {name@constraint}',
    remove: 'go get {name}@none',
  },
  cargo: {
    upgrade: 'cargo update -p {name}',
    refresh: 'cargo update -p {name} --precise {to}',
    remove: 'cargo remove {name}',
  },
  bundler: {
    upgrade: 'bundle update --conservative {name}',
    refresh: 'bundle update --conservative {name}',
    override: 'bundle update --conservative {name}',
    remove: 'bundle remove {name}',
  },
  composer: {
    upgrade: 'composer update --with-dependencies {name}',
    refresh: 'composer update --with-dependencies {name}',
    override: 'composer update {name}',
    remove: 'composer remove {name}',
  },
  nuget: {
    upgrade: 'dotnet restore',
    refresh: 'dotnet restore --force-evaluate',
    override: 'dotnet restore',
    remove: 'dotnet remove package {name}',
  },
  maven: {},
  gradle: {
    upgrade: 'gradle dependencies --write-locks',
    refresh: 'gradle dependencies --update-locks {name}',
    override: 'gradle dependencies --write-locks',
  },
  pub: {
    upgrade: 'dart pub get',
    refresh: 'dart pub upgrade {name}',
    override: 'dart pub get',
    remove: 'dart pub remove {name}',
  },
  mix: {
    upgrade: 'mix deps.update {name}',
    refresh: 'mix deps.update {name}',
    override: 'mix deps.get',
    remove: 'mix deps.clean {name} --unlock',
  },
  swift: { upgrade: 'swift package update', refresh: 'swift package update {name}' },
  cocoapods: { upgrade: 'pod update {name}', refresh: 'pod update {name}' },
};

const fill: Readonly<Record<string, Write>> = {
  name: ({ name }) => name,
  to: ({ to }) => to,
  path: ({ path }) => path,
  'name@constraint': ({ name, constraint }) => `${name}@${constraint}`,
  'name+constraint': ({ name, constraint }) => `${name}${constraint}`,
};

/**
 * The command to run, for people to copy: words from the target are quoted for a POSIX shell. Undefined where there is none,
 * or where a word holds what no package or path has: it must not reach a shell.
 */
export function commandFor(
  manager: PackageManager,
  verb: Verb,
  wanted: Wanted,
): string | undefined {
  const template = commands[manager][verb];
  if (template === undefined) return undefined;
  const parts = template.split(/[{}]/);
  let command = '';
  for (const [index, part] of parts.entries()) {
    const word = index % 2 === 0 ? part : filled(part, wanted);
    if (word === undefined) return undefined;
    command += word;
  }
  return command;
}

function filled(slot: string, wanted: Wanted): string | undefined {
  if (slot === 'workspace' || slot === 'dir') {
    if (wanted.workspace === '') return '';
    const folder = shellWord(wanted.workspace);
    const option = slot === 'dir' ? '-C ' : '-w ';
    return folder === undefined ? undefined : ` ${option}${folder}`;
  }
  const write = fill[slot];
  return write === undefined ? undefined : shellWord(write(wanted));
}

function shellWord(text: string): string | undefined {
  // Never an option; and nothing that ends a quoted word.
  if (text === '' || text.startsWith('-') || text.length > 400) return undefined;
  if (/^[A-Za-z0-9@%_+=:,./^-]+$/.test(text)) return text;
  return /^[A-Za-z0-9@%_+=:,./^~<>|*! ()[\]-]+$/.test(text) ? `'${text}'` : undefined;
}
