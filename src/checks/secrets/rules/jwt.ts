import { Buffer } from 'node:buffer';
import type { Judgement, SecretRule } from '../rule.ts';
import { provider, shaped } from './build.ts';
import { fill } from './fill.ts';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const sampleHeader = { alg: 'HS256', typ: 'JWT' };
const sampleClaims = { iss: 'https://id.shop.internal', sub: 'svc-orders', iat: 1_700_000_000 };

export const jwt: readonly SecretRule[] = provider(
  {
    name: 'JSON Web Token',
    revoke: 'https://www.rfc-editor.org/rfc/rfc7519',
    source: 'https://www.rfc-editor.org/rfc/rfc7519',
    gains: 'act as its subject until it ends',
  },
  shaped(
    'json-web-token',
    'Signed JSON Web Token',
    /(?<![\w.-])(?<secret>(?<header>eyJ[\w-]{10,2000})\.(?<claims>eyJ[\w-]{10,6000})\.[\w-]{20,1400})(?![\w-])/,
    {
      keywords: ['eyj'],
      severity: 'medium',
      confidence: 'medium',
      rank: 'token',
      what: 'Three parts in base64url: a header that names an algorithm, claims, and a signature.',
      fix: 'End the session or rotate the signing key that the token was made with, and let the program ask for a token when it needs one.',
      rejectsPlaceholders: false,
      validate: (_token, match) => judgeParts(match),
      hit: [
        `Cookie: session=${encode(sampleHeader)}.${encode(sampleClaims)}.${fill(43, 'base64url')}\n`,
      ],
      ok: [
        `const sample = "${encode(sampleHeader)}.${encode({ sub: '1234567890', name: 'John Doe', iat: 1516239022 })}.${fill(43)}";\n`,
        `const unsigned = "${encode({ alg: 'none' })}.${encode(sampleClaims)}.${fill(43)}";\n`,
        `const noToken = "${encode({ some: 'data here' })}.${encode(sampleClaims)}.${fill(43)}";\n`,
      ],
    },
  ),
);

function judgeParts({ groups }: RegExpExecArray): Judgement {
  const head = parse(groups?.['header']);
  const body = parse(groups?.['claims']);
  if (head === undefined || body === undefined) return { rejected: 'not JSON' };
  if (typeof head['alg'] !== 'string') return { rejected: 'no algorithm' };
  if (head['alg'].toLowerCase() === 'none') return { rejected: 'not signed' };
  // The token that every tutorial prints, from the front page of the most used debugger.
  if (body['sub'] === '1234567890') return { rejected: 'documented example' };
  return isPrivileged(body)
    ? { accepted: ['structure', 'privileged role'], confidence: 'high' }
    : { accepted: ['structure'] };
}

function isPrivileged(claims: Readonly<Record<string, unknown>>): boolean {
  return /admin|service_role|root/.test(JSON.stringify([claims['role'], claims['scope']]));
}

function parse(part: string = ''): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    // Not JSON: then it is no token, which is the answer.
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
