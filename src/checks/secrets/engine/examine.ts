import { Buffer } from 'node:buffer';
import type { CheckContext, Emission } from '../../../model/check.ts';
import type { Confidence, Detection, SecretEvidence } from '../../../model/finding.ts';
import type { Rule } from '../../../model/rule.ts';
import { rulesById } from '../rules/all.ts';
import type { Piece } from './decoding.ts';
import { Budget, decodedCandidatesIn, decodingBounds } from './decoding.ts';
import { encodedPieces } from './encoded.ts';
import type { Hidden, MaskedText } from './hidden.ts';
import { maskedText } from './hidden.ts';
import { excerptOf, keyBefore, lengthOf, prefixOf, statementOf } from './mask.ts';
import type { Candidate } from './match.ts';
import { candidatesIn, maxCandidates } from './match.ts';
import { withoutOverlaps } from './overlap.ts';
import { percentPieces } from './percent.ts';
import type { Place } from './place.ts';
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
  if (kept.length > 0) yield* detections(text, kept, context);
  const where = text.inner === undefined ? '' : ` in ${text.inner}`;
  if (more || decoded.more) yield limit(`More than ${maxCandidates} candidates${where}`);
  if (budget.beyond) yield limit(`Encoded text${where} was decoded only up to ${decodingBounds}`);
}

function* detections(
  text: Text,
  kept: readonly Candidate[],
  context: CheckContext,
): Generator<Emission> {
  const places = new Places(text.bytes);
  const { encoding } = places;
  const subjects = kept.map((candidate) => ({
    candidate,
    hidden: hiddenOf(candidate, encoding),
    start: places.at(candidate.start),
    end: places.at(candidate.end),
  }));
  const masked = maskedText(text.bytes, encoding, {
    own: subjects.map(({ hidden }) => hidden),
    places: subjects.map(({ start }) => start),
    texts: new Map(
      subjects.flatMap(({ candidate, hidden }) =>
        textsOf(candidate.secret).map((one) => [one, hidden] as const),
      ),
    ),
  });
  for (const subject of subjects) {
    const finding = detectionOf({ ...subject, text, masked }, context);
    yield { kind: 'finding', finding };
  }
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
  readonly start: Place;
  readonly end: Place;
}

function detectionOf(subject: Subject, context: CheckContext): Detection {
  const { text, candidate, hidden, masked, start, end } = subject;
  const rule = rulesById.get(candidate.ruleId);
  if (rule === undefined) throw new Error(`no rule ${candidate.ruleId}`);
  const excerpt = excerptOf(masked, hidden, start);
  const statement = statementOf(masked, hidden, start);
  const key = candidate.key ?? keyBefore(masked, hidden, start);
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

/** Chosen: shorter lines of a key say little, and may be ordinary words. */
const minLine = 16;

/** The secret, and the lines of one that has several: a copy of part of a key is still a secret. */
function textsOf(secret: string): readonly string[] {
  const lines = secret.split(/[\r\n]|\\+[rn]/);
  if (lines.length === 1) return [secret];
  const parts = lines.map((line) => line.trim());
  return [secret, ...parts.filter((line) => line.length >= minLine && !line.startsWith('-----'))];
}

function hiddenOf(candidate: Candidate, encoding: 'utf8' | 'latin1'): Hidden {
  const kind = rulesById.get(candidate.ruleId)?.title ?? 'secret';
  const mask = `${prefixOf(Buffer.from(candidate.secret, 'latin1').toString(encoding))}********`;
  return { start: candidate.start, end: candidate.end, mask, kind: `<${kind}>` };
}

function lowered(confidence: Confidence): Confidence {
  return confidence === 'high' ? 'medium' : 'low';
}
