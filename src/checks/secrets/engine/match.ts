import { Buffer } from 'node:buffer';
import type { Confidence } from '../../../model/finding.ts';
import { examineGeneric } from '../generic/index.ts';
import type { SecretRule } from '../rule.ts';
import { ranks } from '../rule.ts';
import type { PreparedRule } from './engine.ts';
import { engine } from './engine.ts';
import { entropy } from './entropy.ts';
import { placeholderReason } from './reject.ts';

/** A place that a rule claims, before it is known which rule keeps it. */
export interface Candidate {
  readonly ruleId: string;
  /** Byte offsets of the secret, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** Latin-1: one character a byte. */
  readonly secret: string;
  readonly rank: number;
  readonly confidence: Confidence;
  readonly reasons: readonly string[];
  readonly key?: string;
  /** How it was written; `secret` is what it says, `start` and `end` are those of the code. */
  readonly encoding?: 'base64' | 'hex' | 'url';
}

export interface Candidates {
  readonly found: readonly Candidate[];
  /** A bound was hit: there may be more. */
  readonly more: boolean;
}

/** Chosen: a dump of ten thousand keys is one problem, and the report must stay readable. */
export const maxCandidates = 5000;
/** Chosen: 8 MB of offsets; ordinary source has about one key word in 300 bytes. */
const maxGenericHits = 1_000_000;

/** What the rules claim in one text, in no particular order, overlaps included. */
export function candidatesIn(bytes: Uint8Array, path: string): Candidates {
  const genericHits: number[] = [];
  const { text, found, more } = scan(bytes, path, genericHits);
  if (genericHits.length === 0) return { found, more };
  const generic = examineGeneric({ path, text, hits: genericHits });
  const candidates = generic.found.map((hit) => ({
    ...hit,
    secret: text.slice(hit.start, hit.end),
    rank: ranks.generic,
  }));
  return { found: [...found, ...candidates], more: more || generic.more };
}

/** The same without the classifier of key names and values. */
export function providerCandidatesIn(bytes: Uint8Array, path: string): Candidates {
  return scan(bytes, path);
}

function scan(
  bytes: Uint8Array,
  path: string,
  genericHits?: number[],
): Candidates & { readonly text: string } {
  const { automaton, keywords } = engine();
  const found: Candidate[] = [];
  let text: string | undefined;
  let more = false;
  automaton.scan(bytes, (number, end) => {
    const keyword = keywords[number];
    if (keyword === undefined) return;
    text ??= latin1(bytes);
    if (found.length >= maxCandidates || (genericHits?.length ?? 0) >= maxGenericHits) {
      more = true;
      return;
    }
    const start = end - keyword.length;
    for (const prepared of keyword.rules) {
      if (prepared.rule.path?.test(path) !== false) found.push(...claims(text, start, prepared));
    }
    if (keyword.generic) genericHits?.push(start);
  });
  return { text: text ?? '', found, more };
}

function* claims(text: string, at: number, prepared: PreparedRule): Generator<Candidate> {
  const { rule, pattern } = prepared;
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  const place = match === null ? undefined : placeOf(match);
  if (match === null || place === undefined) return;
  if (rule.items === undefined) {
    yield* judged(rule, match, { ...place, text });
    return;
  }
  for (const item of text.slice(place.start, place.end).matchAll(rule.items)) {
    const inner = placeOf(item);
    if (inner === undefined) continue;
    const start = place.start + inner.start;
    yield* judged(rule, item, { start, end: place.start + inner.end, text });
  }
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function placeOf(match: RegExpExecArray): Stretch | undefined {
  const groups = match.indices?.groups;
  const secret = groups?.['secret'];
  return secret && { start: groups?.['head']?.[0] ?? secret[0], end: secret[1] };
}

/** @yields The candidate, unless something speaks against it. */
function* judged(
  rule: SecretRule,
  match: RegExpExecArray,
  { start, end, text }: Stretch & { readonly text: string },
): Generator<Candidate> {
  const secret = text.slice(start, end);
  if (isPlaceholder(rule, secret)) return;
  const bits = rule.minEntropy > 0 ? entropy(secret) : 0;
  if (bits < rule.minEntropy) return;
  const judgement = rule.validate?.(secret, match) ?? { accepted: [] };
  if ('rejected' in judgement) return;
  const measured = rule.minEntropy > 0 ? [`entropy ${bits.toFixed(1)}`] : [];
  yield {
    ruleId: rule.id,
    start,
    end,
    secret,
    rank: ranks[rule.rank],
    confidence: judgement.confidence ?? rule.confidence,
    reasons: [rule.reason, ...judgement.accepted, ...measured],
  };
}

/** A checksum that is right says more than a word that stands in the token by chance. */
function isPlaceholder(rule: SecretRule, secret: string): boolean {
  const reason = rule.rejectsPlaceholders ? placeholderReason(secret) : undefined;
  const isChecked = rule.rank === 'checked' && rule.validate !== undefined;
  return reason !== undefined && !(isChecked && reason === 'placeholder word');
}

/** One character a byte, so that an index is a byte offset; V8 keeps one byte for each. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
