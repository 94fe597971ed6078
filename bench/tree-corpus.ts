import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { shellOut } from './shell-out.ts';

// Chosen for what they hold, not for what a tool finds in them: Go, TypeScript, JavaScript, Python, YAML, Markdown,
// tests and documentation, hand-written for the most part. Each registry keeps a published version unchanged for ever.

const goModules: readonly string[] = [
  'k8s.io/kubernetes@v1.31.0',
  'github.com/hashicorp/vault@v1.17.0',
  'github.com/hashicorp/terraform@v1.9.0',
  'github.com/hashicorp/nomad@v1.8.0',
  'github.com/docker/docker@v28.3.3+incompatible',
  'github.com/influxdata/telegraf@v1.32.0',
  'github.com/prometheus/prometheus@v0.300.0',
];

const npmPackages: readonly string[] = [
  'typescript@5.9.3',
  'three@0.180.0',
  '@angular/core@20.3.0',
  'rxjs@7.8.2',
  'date-fns@4.1.0',
  'webpack@5.101.0',
];

const pythonPackages: readonly string[] = ['ansible==11.9.0', 'django==5.2.6', 'sympy==1.14.0'];

/** Unpacks all of them below `folder`. Runs nothing of what it downloads. */
export function makeTree(folder: string): void {
  for (const name of goModules) addGoModule(name, path.join(folder, 'go'));
  for (const name of npmPackages) addNpmPackage(name, path.join(folder, 'npm'));
  for (const name of pythonPackages) addPythonPackage(name, path.join(folder, 'python'));
}

/** Folder name of a package: none of its parts may look like a folder of vendored code. */
function plainName(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, '-').replace(/^-/, '');
}

function addGoModule(name: string, folder: string): void {
  const cache = path.join(folder, '.download');
  const env = { GOMODCACHE: cache, GOFLAGS: '-modcacherw', GOTOOLCHAIN: 'local' };
  const told: unknown = JSON.parse(shellOut('go', ['mod', 'download', '-json', name], { env }));
  const from = typeof told === 'object' && told !== null && 'Dir' in told ? told.Dir : undefined;
  if (typeof from !== 'string') throw new Error(`go mod download did not say where ${name} is`);
  cpSync(from, path.join(folder, plainName(name)), { recursive: true });
  rmSync(cache, { recursive: true });
}

function addNpmPackage(name: string, folder: string): void {
  const download = path.join(folder, '.download');
  const target = path.join(folder, plainName(name));
  mkdirSync(download, { recursive: true });
  mkdirSync(target);
  shellOut('npm', ['pack', '--silent', '--ignore-scripts', name], { cwd: download });
  const [file = ''] = readdirSync(download);
  shellOut('tar', ['-xzf', path.join(download, file), '-C', target, '--strip-components=1']);
  rmSync(download, { recursive: true });
}

function addPythonPackage(name: string, folder: string): void {
  const download = path.join(folder, '.download');
  mkdirSync(download, { recursive: true });
  // Wheels only: to read the metadata of a source package, pip would run its build script.
  const wheelsOnly = ['--quiet', '--no-deps', '--only-binary=:all:', '--dest', download];
  shellOut('python3', ['-m', 'pip', 'download', ...wheelsOnly, name]);
  const [file = ''] = readdirSync(download);
  const target = path.join(folder, plainName(name));
  shellOut('python3', ['-m', 'zipfile', '-e', path.join(download, file), target]);
  rmSync(download, { recursive: true });
}
