import type { Confidence } from '../../../model/finding.ts';
import { assignmentOf } from './assignment.ts';
import type { Assignment } from './assignment.ts';
import { isTestPath } from '../engine/test-path.ts';
import { fileKindOf, isLockFile, isSealed, isTranslation } from './file-kind.ts';
import { nameAround } from './link.ts';
import type { Kind } from './name.ts';
import { kindOfName } from './name.ts';
import { isRandom } from './random.ts';
import type { Subject } from './value.ts';
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
  'pw',
  'psw',
  'pssw',
  'pasw',
  'secret',
  'token',
  'key',
  'auth',
  'cred',
  'salt',
  'jwt',
  'identified',
];

/** As many as of all other rules together (`maxCandidates` in engine/match.ts), so that one message fits both. */
const maxHits = 5000;

/** Chosen: so many values of names like `key` and `salt` in one file are test vectors, or translations. */
const maxWeakNames = 25;

/** Secrets that only the name of their key gives away. */
export function examineGeneric(input: GenericInput): GenericHits {
  const found: SecretHit[] = [];
  const weak: SecretHit[] = [];
  let more = false;
  for (const { hit, strong } of judgedIn(input)) {
    if (found.length === maxHits) {
      more = true;
      break;
    }
    if (strong) found.push(hit);
    else if (weak.length <= maxWeakNames) weak.push(hit);
  }
  if (weak.length <= maxWeakNames) found.push(...weak);
  return { found, more };
}

interface Judged {
  readonly hit: SecretHit;
  /** The name alone says that the value is a secret. */
  readonly strong: boolean;
}

function* judgedIn({ path, text, hits }: GenericInput): Generator<Judged> {
  if (isLockFile(path) || isTranslation(path) || isSealed(text)) return;
  const fileKind = fileKindOf(path);
  const place = { madeUp: isTestPath(path), prose: fileKind === 'prose' };
  let next = 0;
  for (const offset of hits) {
    if (offset < next) continue;
    const name = nameAround(text, offset);
    if (name === undefined) continue;
    next = name.end;
    const assignment = assignmentOf(text, name, fileKind);
    if (assignment === undefined) continue;
    const judged = judge(text, assignment, place);
    if (judged === undefined) continue;
    next = assignment.end;
    yield judged;
  }
}

const ruleOf: Readonly<Record<Kind, string>> = {
  password: 'secrets/generic-password',
  secret: 'secrets/generic-secret',
  token: 'secrets/generic-token',
  key: 'secrets/generic-key',
  salt: 'secrets/generic-secret',
  auth: 'secrets/generic-token',
};

function judge(
  text: string,
  { name, start, end, form }: Assignment,
  place: Pick<Subject, 'madeUp' | 'prose'>,
): Judged | undefined {
  const named = kindOfName(name);
  if (named === undefined) return undefined;
  const value = text.slice(start, end);
  if (reasonAgainst({ value, name, form, ...named, ...place }) !== undefined) return undefined;
  const { confidence, reason } = impressionOf(value);
  const reasons = ['key name', form, reason];
  const hit = { ruleId: ruleOf[named.kind], start, end, key: name, confidence, reasons };
  return { hit, strong: named.strong };
}

function impressionOf(value: string): { readonly confidence: Confidence; readonly reason: string } {
  if (isRandom(value)) return { confidence: 'medium', reason: 'looks random' };
  if (/^[a-z]{1,40}$/i.test(value)) return { confidence: 'low', reason: 'a word' };
  return { confidence: 'medium', reason: 'literal value' };
}
