import type { Reading, Remark, TlsBlock } from './block.ts';
import { between } from './openssl-commands.ts';

const name = 'NODE_TLS_REJECT_UNAUTHORIZED';
/** Of one file. */
const maxAssignments = 200;
/** Between the name and its value: `": "`, `=`, ` = "`, YAML's `value: "0"` on the next line. */
const assigned =
  /^["']?\s{0,4}(?:[:=,]\s{0,4}|\s{1,4})(?:\n?\s{0,40}value\s{0,4}:\s{0,4})?["']?0["']?(?![\w.])/;

/**
 * `NODE_TLS_REJECT_UNAUTHORIZED=0` in Dockerfiles, shell scripts, package scripts, `.env` and YAML: Node then takes any
 * certificate (https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue); and `--tls-min-v1.0`.
 */
export function readEnvironment(text: string): Reading {
  const remarks: Remark[] = [];
  let at = text.indexOf(name);
  while (at >= 0 && remarks.length < maxAssignments) {
    const after = at + name.length;
    const match =
      isComment(text, at) || isUse(text, at) ? null : assigned.exec(text.slice(after, after + 100));
    if (match !== null) {
      remarks.push({
        ruleId: 'tls/verification-off',
        message: `${name}=0 makes Node.js take any certificate`,
        span: { start: at, end: after + match[0].length },
        scope: [],
        facts: [`${name}=0`],
        confidence: 'high',
        snippet: { server: 'node', text: 'NODE_EXTRA_CA_CERTS=internal-ca.pem' },
      });
    }
    at = text.indexOf(name, after);
  }
  return { blocks: flagsIn(text), remarks, isCut: at >= 0 };
}

const flags = [
  ['--tls-min-v1.0', 'TLS1.0'],
  ['--tls-min-v1.1', 'TLS1.1'],
] as const;

/** `node --tls-min-v1.0`, `NODE_OPTIONS=--tls-min-v1.0`: for all servers and clients of the program. */
function flagsIn(text: string): readonly TlsBlock[] {
  return flags.flatMap(([flag, minimum]) => {
    const at = text.indexOf(flag);
    if (at < 0 || isComment(text, at)) return [];
    const span = { start: at, end: at + flag.length };
    const versions = { value: between(minimum, 'TLS1.3'), span, scope: [] };
    return [{ software: 'node', role: 'server', scope: [], span, versions }];
  });
}

/** `$NAME`, `${NAME}`, `process.env.NAME`: where it is read, not set. */
function isUse(text: string, at: number): boolean {
  return '$.{'.includes(text[at - 1] ?? ' ');
}

/** A line that begins with `#` or `//`. */
function isComment(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at) + 1;
  return /^\s{0,200}(?:#|\/\/)/.test(text.slice(start, Math.min(at, start + 210)));
}
