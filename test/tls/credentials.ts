import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What a server shows and signs with: PEM, the chain leaf first. */
export interface Credentials {
  readonly chain: string;
  readonly key: string;
}

export type KeyKind = 'rsa' | 'ecdsa' | 'ed25519';

const keyArguments: Readonly<Record<KeyKind, readonly string[]>> = {
  rsa: ['rsa:2048'],
  ecdsa: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  ed25519: ['ed25519'],
};
const made = new Map<KeyKind, Credentials>();

/** A self-signed certificate for `localhost`, made once a process. */
export function plainCredentials(kind: KeyKind = 'rsa'): Credentials {
  const known = made.get(kind);
  if (known !== undefined) return known;
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-credentials-'));
  try {
    const asked = ['req', '-x509', '-nodes', '-newkey', ...keyArguments[kind], '-days', '60'];
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const files = ['-keyout', 'key.pem', '-out', 'chain.pem'];
    execFileSync('openssl', [...asked, ...names, ...files], { cwd: folder, stdio: 'pipe' });
    const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
    const credentials = { chain: read('chain.pem'), key: read('key.pem') };
    made.set(kind, credentials);
    return credentials;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
