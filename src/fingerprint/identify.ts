import type { Detection, Finding, Identities } from '../model/finding.ts';
import type { EndpointPlace } from '../model/location.ts';
import { beginningOf, digest, normalise } from './digest.ts';
import type { Span } from './line-hash.ts';
import { lineHashes } from './line-hash.ts';
import { compareText } from './order.ts';

/** The file that detections were made in. */
export interface ExaminedFile {
  readonly checkId: string;
  readonly path: string;
  /** The text that the regions of the detections count in. */
  readonly text: string;
  /** Set where it is no file but an endpoint, and `path` its name. */
  readonly endpoint?: EndpointPlace;
}

/**
 * Gives the detections of one check in one file their identities (docs/fingerprints.md), in file order, all of them
 * `new`. Pure, and the same whatever the order of the detections. Costs a pass over the text only when there are any.
 */
export function identify(file: ExaminedFile, detections: readonly Detection[]): readonly Finding[] {
  if (detections.length === 0) return [];
  const lineHashOf = hashLines(file.text, detections);
  const count = counter();
  return detections.toSorted(inFileOrder).map((detection) => {
    const identities = identitiesOf(file.path, detection, { count, lineHashOf });
    return findingOf(file, detection, identities);
  });
}

interface Numbering {
  /** How often it was asked about this digest before. */
  count(digest: string): number;
  lineHashOf(detection: Detection): string;
}

function identitiesOf(path: string, detection: Detection, numbering: Numbering): Identities {
  const { ruleId, inner = '', anchor } = detection;
  const statement = normalise(anchor.statement);
  const numbered = (value: string): string => `${value}:${numbering.count(value)}`;
  return {
    primary: numbered(digest('primary', [ruleId, path, inner, statement, ...anchor.scope])),
    moved: numbered(digest('moved', [ruleId, statement, ...anchor.scope])),
    loose: numbered(digest('loose', [ruleId, beginningOf(statement), ...anchor.scope])),
    lineHash: numbering.lineHashOf(detection),
  };
}

function findingOf(file: ExaminedFile, detection: Detection, identities: Identities): Finding {
  const { ruleId, message, region, inner, excerpt, severity, confidence, evidence } = detection;
  const { discriminator } = detection.anchor;
  return {
    checkId: file.checkId,
    ruleId,
    message,
    location: {
      path: file.path,
      ...(inner === undefined ? {} : { inner }),
      region,
      ...(file.endpoint === undefined ? {} : { endpoint: file.endpoint }),
    },
    excerpt,
    severity,
    confidence,
    evidence,
    fingerprint: identities.primary,
    identities,
    ...(discriminator === undefined ? {} : { discriminator }),
    state: 'new',
  };
}

function counter(): (value: string) => number {
  const counts = new Map<string, number>();
  return (value) => {
    const before = counts.get(value) ?? 0;
    counts.set(value, before + 1);
    return before;
  };
}

/**
 * Line hashes for all detections. The text in an archive is not here, and the lines of a lockfile change with every
 * installation: there the statement stands for the line.
 */
function hashLines(text: string, detections: readonly Detection[]): (of: Detection) => string {
  const outside = detections.filter(
    ({ inner, evidence }) => inner === undefined && evidence.kind !== 'component',
  );
  const wanted = new Set(outside.map(({ region }) => region.startLine));
  const hashes = lineHashes(text, wanted, hiddenSpans(text, outside));
  return ({ inner, region, anchor, evidence }) =>
    (inner === undefined && evidence.kind !== 'component'
      ? hashes.get(region.startLine)
      : undefined) ??
    lineHashes(anchor.statement, new Set([1]), []).get(1) ??
    '';
}

/**
 * Where hidden values (secrets) stand. They must not go into the line hash: it is no one-way function, and whoever
 * knows the rest of the line could compute a short secret from it.
 */
function hiddenSpans(text: string, detections: readonly Detection[]): readonly Span[] {
  const hiding = detections.filter(({ anchor }) => anchor.discriminator !== undefined);
  const offsetOf = lineOffsets(text, hiding);
  const spans = hiding
    .map(({ region }) => ({
      start: offsetOf(region.startLine) + region.startColumn - 1,
      end: offsetOf(region.endLine) + region.endColumn - 1,
    }))
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  const merged: { start: number; end: number }[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}

/** Offsets of the lines that regions start or end in; lines that the text does not have start at its end. */
function lineOffsets(text: string, detections: readonly Detection[]): (line: number) => number {
  const lines = detections.flatMap(({ region }) => [region.startLine, region.endLine]);
  const offsets = new Map<number, number>();
  let line = 1;
  let offset = 0;
  for (const wanted of lines.toSorted((a, b) => a - b)) {
    while (line < wanted && offset < text.length) {
      const end = text.indexOf('\n', offset);
      offset = end === -1 ? text.length : end + 1;
      line += 1;
    }
    offsets.set(wanted, offset);
  }
  return (wanted) => offsets.get(wanted) ?? text.length;
}

function inFileOrder(a: Detection, b: Detection): number {
  return (
    compareText(a.inner ?? '', b.inner ?? '') ||
    a.region.startLine - b.region.startLine ||
    a.region.startColumn - b.region.startColumn ||
    a.region.endLine - b.region.endLine ||
    a.region.endColumn - b.region.endColumn ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.anchor.statement, b.anchor.statement) ||
    compareText(a.anchor.discriminator ?? '', b.anchor.discriminator ?? '')
  );
}
