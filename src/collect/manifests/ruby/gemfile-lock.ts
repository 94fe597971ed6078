import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { ListBuilder, type Stated } from '../list-builder.ts';
import { isNamed, parsing, Unreadable } from '../parse.ts';
import { withoutCredentials } from '../values.ts';

/** The lockfile of Bundler (bundler.io, "Gemfile.lock"): sections of sources with specs, then what was declared. */
export const gemfileLock: ManifestFormat = {
  id: 'gemfile-lock',
  title: 'Gemfile.lock and gems.locked of Bundler',
  reads: (path) => isNamed(path, 'Gemfile.lock') || isNamed(path, 'gems.locked'),
  parse: (file) => parsing(file, (problems) => read(file, problems)),
};

function read(file: ManifestFile, problems: ManifestProblem[]): ComponentList {
  const reading = new Reading(file.path, problems);
  for (const [index, line] of file.text.split('\n').entries()) {
    reading.line(line.trimEnd(), index + 1);
  }
  return reading.finish();
}

class Reading {
  readonly #path: string;
  readonly #builder: ListBuilder;
  readonly #problems: ManifestProblem[];
  readonly #edges: (readonly [from: string, to: string, constraint: string])[] = [];
  readonly #versions = new Map<string, string>();
  #section = '';
  #remote = '';
  #current = '';

  constructor(path: string, problems: ManifestProblem[]) {
    this.#path = path;
    this.#problems = problems;
    this.#builder = new ListBuilder(path, gemfileLock.id, 'RubyGems');
  }

  line(content: string, line: number): void {
    if (/^[A-Z][A-Z ]{2,40}$/.test(content)) [this.#section, this.#remote] = [content, ''];
    else if (this.#section === 'DEPENDENCIES') this.#declared(content, line);
    else if (isSource(this.#section)) this.#source(content, line);
  }

  finish(): ComponentList {
    if (this.#section === '') {
      throw new Unreadable('it has none of the sections of a lockfile of Bundler');
    }
    for (const edge of this.#edges) this.#builder.connect(...edge);
    return this.#builder.finish();
  }

  #source(content: string, line: number): void {
    const remote = /^ {2}remote: (\S{1,1000})$/.exec(content)?.[1];
    if (remote !== undefined) this.#remote = withoutCredentials(remote);
    const [, need, constraint = ''] =
      /^ {6}([^\s(!]{1,200})(?: \(([^)]{1,200})\))?/.exec(content) ?? [];
    if (need !== undefined) this.#edges.push([this.#current, need, constraint]);
    if (!/^ {4}\S/.test(content)) return;
    const [, name, version = ''] = /^ {4}([^\s(]{1,200}) \(([^)]{1,100})\)$/.exec(content) ?? [];
    if (name === undefined) {
      this.#problems.push({ detail: 'a gem without a version', line });
      return;
    }
    this.#current = name;
    if (this.#section === 'PATH') return;
    const stated = statedIn(name, version, line, sourceOf(this.#section, this.#remote));
    this.#add(name, stated);
  }

  /** Mostly a gem has one version for all platforms; another one is installed on some machine too. */
  #add(name: string, stated: Stated): void {
    const first = this.#versions.get(name) ?? stated.version;
    this.#versions.set(name, first);
    this.#builder.add(first === stated.version ? name : `${name} ${stated.version}`, stated);
  }

  #declared(content: string, line: number): void {
    const match = /^ {2}([^\s(!]{1,200})!?(?: \(([^)]{1,200})\))?!?$/.exec(content);
    const [, name, constraint = ''] = match ?? [];
    if (name === undefined) return;
    const declaredAt = { path: this.#path, line };
    this.#builder.require({ workspace: '', name, constraint, scope: 'prod', declaredAt }, name);
  }
}

function isSource(section: string): boolean {
  return ['GEM', 'GIT', 'PATH', 'PLUGIN SOURCE'].includes(section);
}

function sourceOf(section: string, remote: string): NonNullable<Stated['source']> {
  if (section === 'GIT') return { kind: 'git', url: remote };
  return remote === '' ? { kind: 'registry' } : { kind: 'registry', url: remote };
}

/** `1.13.0-x86_64-linux` is version 1.13.0 for a platform. */
function statedIn(
  name: string,
  written: string,
  line: number,
  source: NonNullable<Stated['source']>,
): Stated {
  return { name, version: written.split('-', 1)[0] ?? '', line, source };
}
