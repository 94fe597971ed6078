import { Buffer } from 'node:buffer';
import type { Confidence } from '../../../model/finding.ts';
import { examineGeneric } from '../generic/index.ts';
import type { SecretRule } from '../rule.ts';
import { ranks } from '../rule.ts';
import type { Keyword, PreparedRule } from './engine.ts';
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
  const { automaton, keywords } = engine();
  const found: Candidate[] = [];
  const genericHits: number[] = [];
  let text: string | undefined;
  let more = false;
  automaton.scan(bytes, (number, end) => {
    const keyword = keywords[number];
    if (keyword === undefined) return;
    text ??= latin1(bytes);
    if (found.length >= maxCandidates || genericHits.length >= maxGenericHits) {
      more = true;
      return;
    }
    const start = end - keyword.length;
    tryRules(text, start, keyword, found);
    if (keyword.generic) genericHits.push(start);
  });
  if (text !== undefined && genericHits.length > 0) {
    found.push(...genericCandidates(text, path, genericHits));
  }
  return { found, more };
}

function tryRules(text: string, start: number, keyword: Keyword, found: Candidate[]): void {
  for (const prepared of keyword.rules) {
    const candidate = tryRule(text, start, prepared);
    if (candidate !== undefined) found.push(candidate);
  }
}

function tryRule(text: string, at: number, { rule, pattern }: PreparedRule): Candidate | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  const groups = match?.indices?.groups;
  const [from, end] = groups?.['secret'] ?? [];
  if (match === null || from === undefined || end === undefined) return undefined;
  const start = groups?.['head']?.[0] ?? from;
  const secret = text.slice(start, end);
  const reasons = judge(rule, secret, match);
  if (reasons === undefined) return undefined;
  const { id, rank, confidence } = rule;
  return { ruleId: id, start, end, secret, rank: ranks[rank], confidence, reasons };
}

/** What speaks for the secret; undefined when something speaks against it. */
function judge(
  rule: SecretRule,
  secret: string,
  match: RegExpExecArray,
): readonly string[] | undefined {
  if (rule.rejectsPlaceholders && placeholderReason(secret) !== undefined) return undefined;
  const bits = rule.minEntropy > 0 ? entropy(secret) : 0;
  if (bits < rule.minEntropy) return undefined;
  const judgement = rule.validate?.(secret, match) ?? { accepted: [] };
  if ('rejected' in judgement) return undefined;
  const measured = rule.minEntropy > 0 ? [`entropy ${bits.toFixed(1)}`] : [];
  return [rule.reason, ...judgement.accepted, ...measured];
}

function genericCandidates(
  text: string,
  path: string,
  hits: readonly number[],
): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const hit of examineGeneric({ path, text, hits }).slice(0, maxCandidates)) {
    candidates.push({ ...hit, secret: text.slice(hit.start, hit.end), rank: ranks.generic });
  }
  return candidates;
}

/** One character a byte, so that an index is a byte offset; V8 keeps one byte for each. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
