import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { firstLines } from '../lines.ts';
import { ListBuilder } from '../list-builder.ts';
import { isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsOf, listAt, textsAt } from '../values.ts';
import { readYaml } from '../yaml.ts';

/** The lockfile of CocoaPods. A subspec (`Pod/Part`) is a part of its pod, and in its version. */
export const podfileLock: ManifestFormat = {
  id: 'podfile-lock',
  title: 'Podfile.lock of CocoaPods',
  reads: (path) => isNamed(path, 'Podfile.lock'),
  parse: (file) => parsing(file, (problems) => read(file, problems)),
};

function read(file: ManifestFile, problems: ManifestProblem[]): ComponentList {
  const lock = fieldsOf(readYaml(file.text));
  if (lock === undefined || !lock.has('PODS')) throw new Unreadable('it has no section PODS');
  const lines = firstLines(file.text, /^ {2}- "?([^\s(/"]{1,200})/);
  const checksums = textsAt(lock, 'SPEC CHECKSUMS');
  const builder = new ListBuilder(file.path, podfileLock.id, 'CocoaPods');
  const pods = listAt(lock, 'PODS').map(podIn);
  for (const { name, version } of pods) {
    if (name === '') problems.push({ detail: 'a pod without a version' });
    else {
      const checksum = checksums.get(name);
      const integrity = checksum === undefined ? [] : [`podspec:${checksum}`];
      builder.add(name, { name, version, line: lines.get(name) ?? 1, integrity });
    }
  }
  for (const { name, needs } of pods) {
    for (const need of needs) {
      const pod = podOf(need.name);
      if (pod !== name) builder.connect(name, pod, need.constraint);
    }
  }
  for (const value of listAt(lock, 'DEPENDENCIES')) {
    const { name, constraint } = declarationIn(value);
    if (name !== '') requirePod(builder, { name, constraint, path: file.path, lines });
  }
  return builder.finish();
}

interface Declaration {
  readonly name: string;
  readonly constraint: string;
}

/** `Name`, or `Name (~> 1.0)`; empty where it is neither. */
function declarationIn(value: unknown): Declaration {
  const text = typeof value === 'string' ? value : '';
  const [, name = '', constraint = ''] = /^([^\s(]{1,200})(?: \((.{1,300})\))?$/.exec(text) ?? [];
  return { name, constraint };
}

function requirePod(
  builder: ListBuilder,
  {
    name,
    constraint,
    path,
    lines,
  }: {
    readonly name: string;
    readonly constraint: string;
    readonly path: string;
    readonly lines: ReadonlyMap<string, number>;
  },
): void {
  const pod = podOf(name);
  const declaredAt = { path, line: lines.get(pod) ?? 1 };
  builder.require({ workspace: '', name, constraint, scope: 'prod', declaredAt }, pod);
}

interface Pod {
  /** Empty where it is not understood. */
  readonly name: string;
  readonly version: string;
  readonly needs: readonly Declaration[];
}

/** `Name (1.0)`, or a mapping from it to what it needs. */
function podIn(value: unknown): Pod {
  const [heading, needs] =
    typeof value === 'string' ? [value, []] : ([...(fieldsOf(value) ?? [])][0] ?? ['', []]);
  const [, name = '', version = ''] = /^([^\s(]{1,200}) \(([^)]{1,100})\)$/.exec(heading) ?? [];
  const list: readonly unknown[] = Array.isArray(needs) ? needs : [];
  return { name: podOf(name), version, needs: list.map(declarationIn) };
}

function podOf(name: string): string {
  return name.split(/[/ ]/, 1)[0] ?? '';
}
