import { isPrincipal } from './agreement.ts';

/** What `ssh-keygen -Y` signs and verifies under: a signature made for anything else does not count here. */
export const AGREEMENT_NAMESPACE = 'lockstep-agreement';
export const MAX_SIGNERS_BYTES: number = 256 * 1024;
/** The longest line is an OpenPGP key of 4096 bit with its subkeys and a few names. */
const MAX_LINE_CHARACTERS = 24_576;
const KEY_TYPE =
  /^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com)$/u;
const BASE64 = /^[A-Za-z0-9+/]{16,24576}={0,2}$/u;
/** One of several with commas between; a quoted value may have commas of its own. */
const OPTION = /(?:[^,"]|"[^"]{0,500}"|"){1,600}/gu;
const TIME_OPTION = /^valid-(?:after|before)="?\d{8}(?:\d{4}(?:\d\d)?)?Z?"?$/u;

export interface AllowedSigners {
  /** Lines that name one person and one key each, for ssh-keygen. */
  readonly text: string;
  /** Whoever has an SSH key in it. */
  readonly principals: readonly string[];
  /** OpenPGP keys by person, in base64. */
  readonly openpgp: ReadonlyMap<string, readonly string[]>;
  /** Lines that do not count, each one sentence. */
  readonly problems: readonly string[];
}

/**
 * Reads a file of allowed signers (ssh-keygen(1), ALLOWED SIGNERS) more strictly than OpenSSH does: a pattern would let one
 * key stand for many people, and a certificate authority could make people up. Such lines do not count and are reported.
 * A line `<person> openpgp <base64>` holds an OpenPGP key, which OpenSSH does not know.
 */
export function readAllowedSigners(file: string): AllowedSigners {
  const lines: string[] = [];
  const principals = new Set<string>();
  const openpgp = new Map<string, string[]>();
  const problems: string[] = [];
  for (const [index, raw] of file.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const read = readLine(line);
    if (typeof read === 'string') {
      problems.push(`line ${index + 1} of the allowed signers does not count: ${read}`);
      continue;
    }
    const { principal } = read;
    if (read.kind === 'openpgp') {
      openpgp.set(principal, [...(openpgp.get(principal) ?? []), read.text]);
      continue;
    }
    principals.add(principal);
    lines.push(`${read.text}\n`);
  }
  return { text: lines.join(''), principals: [...principals], openpgp, problems };
}

interface SignerLine {
  readonly kind: 'ssh' | 'openpgp';
  readonly principal: string;
  readonly text: string;
}

function readLine(line: string): SignerLine | string {
  if (line.length > MAX_LINE_CHARACTERS) return 'it is too long';
  const words = line.split(/[ \t]+/u);
  const principal = words[0] ?? '';
  if (!isPrincipal(principal)) return 'it must name one person, without a pattern';
  if (words[1] === 'openpgp') {
    const text = words[2] ?? '';
    return BASE64.test(text) ? { kind: 'openpgp', principal, text } : 'it has no OpenPGP key';
  }
  const at = words.findIndex((word, index) => index > 0 && KEY_TYPE.test(word));
  const key = words[at + 1];
  if (at === -1 || key === undefined || !BASE64.test(key)) {
    return 'it has no SSH key';
  }
  const options = words.slice(1, at).flatMap((word) => word.match(OPTION) ?? []);
  const fault = options.map((option) => optionFault(option)).find((each) => each !== undefined);
  if (fault !== undefined) return fault;
  return { kind: 'ssh', principal, text: words.slice(0, at + 2).join(' ') };
}

function optionFault(option: string): string | undefined {
  if (TIME_OPTION.test(option)) return undefined;
  const namespaces = /^namespaces="?([A-Za-z0-9@._,-]{1,500})"?$/u.exec(option)?.[1];
  if (namespaces?.split(',').includes(AGREEMENT_NAMESPACE) === true) return undefined;
  if (namespaces !== undefined) return 'its key is for another namespace';
  if (/^cert-authority$/iu.test(option)) return 'a certificate authority cannot agree';
  return 'it has an option that is not known here';
}
