import { Buffer } from 'node:buffer';
import type { CheckContext, Emission } from '../../../model/check.ts';
import type { Confidence, Detection, SecretEvidence } from '../../../model/finding.ts';
import type { Rule } from '../../../model/rule.ts';
import { rulesById } from '../rules/all.ts';
import type { Piece } from './decoding.ts';
import { Budget, decodedCandidatesIn, decodingBounds } from './decoding.ts';
import { encodedPieces } from './encoded.ts';
import type { Hidden, MaskedText } from './mask.ts';
import { excerptOf, keyBefore, lengthOf, prefixOf, statementOf } from './mask.ts';
import type { Candidate } from './match.ts';
import { candidatesIn, maxCandidates } from './match.ts';
import { withoutOverlaps } from './overlap.ts';
import { percentPieces } from './percent.ts';
import { Places } from './place.ts';
import { isTestPath } from './test-path.ts';

/** A text to examine: a file, or a member of an archive. */
export interface Text {
  /** Of the file, or of the member inside its archive: rules and confidence look at it. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Path inside the archive. */
  readonly inner?: string;
}

/** @yields The secrets of one text, in order of place. */
export function* examineText(text: Text, context: CheckContext): Generator<Emission> {
  const { found, more } = candidatesIn(text.bytes, text.path);
  const budget = new Budget();
  const decoded = decodedCandidatesIn(pieces(text.bytes, budget), text.path);
  const kept = withoutOverlaps([...found, ...decoded.found]);
  if (kept.length > 0) {
    const places = new Places(text.bytes);
    const masked = maskedText(text.bytes, places.encoding, kept);
    for (const [index, candidate] of kept.entries()) {
      const hidden = masked.own[index];
      if (hidden === undefined) continue;
      const subject = { text, candidate, hidden, masked: masked.text, places };
      yield { kind: 'finding', finding: detectionOf(subject, context) };
    }
  }
  const where = text.inner === undefined ? '' : ` in ${text.inner}`;
  if (more || decoded.more) yield limit(`More than ${maxCandidates} candidates${where}`);
  if (budget.beyond) yield limit(`Encoded text${where} was decoded only up to ${decodingBounds}`);
}

function* pieces(bytes: Uint8Array, budget: Budget): Generator<Piece> {
  yield* encodedPieces(bytes, budget);
  yield* percentPieces(bytes, budget);
}

function limit(what: string): Emission {
  const detail = `${what}: split the file, or exclude it in the policy.`;
  return { kind: 'incomplete', reason: 'limit', detail };
}

/** How the text around a secret is written, as a message says it. */
const writings = {
  plain: 'plain text',
  base64: 'base64',
  hex: 'hex',
  url: 'URL encoding',
} as const;

interface Subject {
  readonly text: Text;
  readonly candidate: Candidate;
  readonly hidden: Hidden;
  readonly masked: MaskedText;
  readonly places: Places;
}

function detectionOf(subject: Subject, context: CheckContext): Detection {
  const { text, candidate, hidden, masked, places } = subject;
  const rule = rulesById.get(candidate.ruleId);
  if (rule === undefined) throw new Error(`no rule ${candidate.ruleId}`);
  const start = places.at(candidate.start);
  const excerpt = excerptOf(masked, hidden, start);
  const statement = statementOf(masked, hidden, start);
  const key = candidate.key ?? keyBefore(masked, hidden, start);
  const end = places.at(candidate.end);
  const evidence = evidenceOf(rule, candidate, context);
  return {
    ruleId: candidate.ruleId,
    message: `${rule.title} in ${writings[candidate.encoding ?? 'plain']}.`,
    region: {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    },
    ...(text.inner === undefined ? {} : { inner: text.inner }),
    excerpt,
    anchor: {
      scope: key === undefined ? [] : [key],
      statement,
      discriminator: evidence.hash,
    },
    severity: rule.severity,
    confidence: isTestPath(text.path) ? lowered(candidate.confidence) : candidate.confidence,
    evidence,
  };
}

function evidenceOf(rule: Rule, candidate: Candidate, context: CheckContext): SecretEvidence {
  const secret = Buffer.from(candidate.secret, 'latin1').toString('utf8');
  return {
    kind: 'secret',
    secretKind: rule.title,
    prefix: prefixOf(secret),
    length: lengthOf(secret),
    hash: context.keyedHash(secret),
    ...(candidate.encoding === undefined ? {} : { encoding: candidate.encoding }),
    reasons: candidate.reasons,
  };
}

function maskedText(
  bytes: Uint8Array,
  encoding: 'utf8' | 'latin1',
  kept: readonly Candidate[],
): { readonly text: MaskedText; readonly own: readonly Hidden[] } {
  const own = kept.map((candidate) => hiddenOf(candidate, encoding));
  const secrets = new Map<string, Hidden>();
  for (const [index, candidate] of kept.entries()) {
    const hidden = own[index];
    if (hidden !== undefined) secrets.set(textOf(candidate, encoding), hidden);
  }
  const longestSecret = kept.reduce((most, { secret }) => Math.max(most, secret.length), 0);
  return { text: { bytes, encoding, hidden: own, secrets, longestSecret }, own };
}

function hiddenOf(candidate: Candidate, encoding: 'utf8' | 'latin1'): Hidden {
  const kind = rulesById.get(candidate.ruleId)?.title ?? 'secret';
  const mask = `${prefixOf(textOf(candidate, encoding))}********`;
  return { start: candidate.start, end: candidate.end, mask, kind: `<${kind}>` };
}

function textOf(candidate: Candidate, encoding: 'utf8' | 'latin1'): string {
  return Buffer.from(candidate.secret, 'latin1').toString(encoding);
}

function lowered(confidence: Confidence): Confidence {
  return confidence === 'high' ? 'medium' : 'low';
}
