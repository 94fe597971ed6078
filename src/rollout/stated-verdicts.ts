import { verdictKinds, type VerdictKind } from '../model/log-entry.ts';

/** A verdict that somebody wrote into a commit message. */
export interface Trailer {
  readonly fingerprint: string;
  readonly verdict: VerdictKind;
  readonly reason: string;
}

/** `Lockstep-Verdict: <fingerprint> <verdict> [reason]`, one a line, as git trailers are written. */
const TRAILER =
  /^Lockstep-Verdict: (?<fingerprint>[0-9a-v]{6,20}(?::\d{1,6})?) (?<verdict>[a-z-]{4,40})(?: (?<reason>.{1,500}))?$/iu;
const MAX_TRAILERS = 200;

/** The verdicts in a commit message, and the lines that look like one and are none. */
export function trailersIn(message: string): {
  readonly trailers: readonly Trailer[];
  readonly bad: readonly string[];
} {
  const lines = message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^lockstep-verdict:/iu.test(line))
    .slice(0, MAX_TRAILERS);
  const trailers: Trailer[] = [];
  const bad: string[] = [];
  for (const line of lines) {
    const { fingerprint = '', verdict = '', reason = '' } = TRAILER.exec(line)?.groups ?? {};
    const kind = verdictKinds.find((each) => each === verdict);
    if (kind === undefined) bad.push(line);
    else trailers.push({ fingerprint, verdict: kind, reason });
  }
  return { trailers, bad };
}

const FALSE_REASONS: readonly (readonly [RegExp, VerdictKind])[] = [
  [/^(?:false[ -]?positive|false alarm|wrong)\b/iu, 'false-positive-wrong'],
  [/^(?:not applicable|n\/a)\b/iu, 'false-positive-not-applicable'],
  [/^not useful\b/iu, 'not-useful'],
];

/** What the reason of a suppression comment says about the rule; undefined: that a risk is accepted, or nothing. */
export function verdictOfReason(reason: string): VerdictKind | undefined {
  return FALSE_REASONS.find(([pattern]) => pattern.test(reason.trim()))?.[1];
}
