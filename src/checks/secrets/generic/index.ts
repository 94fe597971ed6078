import type { Confidence } from '../../../model/finding.ts';
import { assignmentOf, nameAround } from './assignment.ts';
import type { Assignment } from './assignment.ts';
import { fileKindOf, isLockFile, isTranslation } from './file-kind.ts';
import type { Kind } from './name.ts';
import { kindOfName } from './name.ts';
import { reasonAgainst } from './value.ts';

export { genericRules } from './rules.ts';

/** A secret that was told from the name of its key and its value. */
export interface SecretHit {
  readonly ruleId: string;
  /** Byte offsets of the secret, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly key?: string;
  readonly confidence: Confidence;
  readonly reasons: readonly string[];
}

export interface GenericInput {
  readonly path: string;
  /** Latin-1: an index is a byte offset. */
  readonly text: string;
  /** Byte offsets at which a generic keyword begins, ascending. */
  readonly hits: readonly number[];
}

export interface GenericHits {
  readonly found: readonly SecretHit[];
  /** `maxHits` was reached: there may be more. */
  readonly more: boolean;
}

/** Lower-case ASCII words of key names that make a place worth looking at. */
export const genericKeywords: readonly string[] = [
  'pass',
  'pwd',
  'psw',
  'secret',
  'token',
  'key',
  'auth',
  'cred',
  'salt',
  'jwt',
];

/** Chosen: a file with more is a data set, and the report must stay readable. */
const maxHits = 2000;

/** Secrets that only the name of their key gives away. */
export function examineGeneric({ path, text, hits }: GenericInput): GenericHits {
  const found: SecretHit[] = [];
  if (isLockFile(path) || isTranslation(path)) return { found, more: false };
  const fileKind = fileKindOf(path);
  let next = 0;
  for (const hit of hits) {
    if (hit < next) continue;
    const name = nameAround(text, hit);
    if (name === undefined) continue;
    next = name.end;
    const assignment = assignmentOf(text, name, fileKind);
    if (assignment === undefined) continue;
    const secret = judged(text, assignment);
    if (secret === undefined) continue;
    if (found.length === maxHits) return { found, more: true };
    found.push(secret);
    next = secret.end;
  }
  return { found, more: false };
}

const ruleOf: Readonly<Record<Kind, string>> = {
  password: 'secrets/generic-password',
  secret: 'secrets/generic-secret',
  token: 'secrets/generic-token',
  key: 'secrets/generic-key',
  salt: 'secrets/generic-secret',
  auth: 'secrets/generic-token',
};

function judged(text: string, assignment: Assignment): SecretHit | undefined {
  const { name, start, end, form } = assignment;
  const named = kindOfName(name);
  if (named === undefined) return undefined;
  const value = text.slice(start, end);
  if (reasonAgainst({ value, name, form, ...named }) !== undefined) return undefined;
  return {
    ruleId: ruleOf[named.kind],
    start,
    end,
    key: name,
    confidence: 'medium',
    reasons: ['key name', form],
  };
}
