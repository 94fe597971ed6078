import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

/** A part of a YAML document whose shape another test has checked. */
// oxlint-disable-next-line no-explicit-any -- tests look into manifests freely
export type Part = any;

export interface Manifest {
  readonly file: string;
  readonly content: Part;
}

const ROOT = 'deploy/kubernetes';

/** Every document of every file for Kubernetes, those of kustomize itself left out. */
export function kubernetesManifests(): readonly Manifest[] {
  return yamlFiles()
    .filter((file) => path.basename(file) !== 'kustomization.yaml')
    .flatMap((file) => documentsOf(file));
}

/** Settings that the kustomizations make, of the form `NAME=value`. */
export function literals(): readonly string[] {
  return kustomizations().flatMap(({ content }) =>
    (content.configMapGenerator ?? []).flatMap((generator: Part) => generator.literals),
  );
}

/** What kustomize puts together, by folder. */
export function kustomizations(): readonly Manifest[] {
  return yamlFiles()
    .filter((file) => path.basename(file) === 'kustomization.yaml')
    .flatMap((file) => documentsOf(file));
}

/** Errors and warnings of the parser are thrown: a key that comes twice is a mistake. */
export function documentsOf(file: string): readonly Manifest[] {
  return parseAllDocuments(readFileSync(file, 'utf8'), { merge: true }).map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) throw problem;
    return { file, content: document.toJS() };
  });
}

function yamlFiles(): readonly string[] {
  return readdirSync(ROOT, { recursive: true })
    .map((name) => path.join(ROOT, String(name)))
    .filter((file) => file.endsWith('.yaml'))
    .toSorted();
}

/** What pods are made from, wherever a manifest says so; undefined: it makes none. */
export function podOf({ content }: Manifest): Part {
  return content.kind === 'CronJob'
    ? content.spec.jobTemplate.spec.template
    : content.kind === 'Deployment'
      ? content.spec.template
      : undefined;
}

/** Names of the environment that the command line speaks of: one that is mistyped is in none of its sources. */
export function knownEnvironment(): ReadonlySet<string> {
  const names = readdirSync('src/cli', { recursive: true })
    .map((name) => path.join('src/cli', String(name)))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(/\b(?:DATABASE|LOCKSTEP)_[A-Z][A-Z_]{0,60}\b/gu),
    ]);
  return new Set(names.map(([name]) => name));
}
