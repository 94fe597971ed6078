import type { Outcome } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import type { Stage } from '../model/stage.ts';
import { canonicalJson, digestOf } from './canonical-json.ts';
import type { Override } from './decision-input.ts';
import type { DecisionRecord } from './record.ts';

/** The kind of statement, in-toto v1 (spec/v1/statement.md of in-toto/attestation). */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
/** Verification summary of SLSA 1.2 (slsa.dev/spec/v1.2/verification_summary). */
export const PREDICATE_TYPE = 'https://slsa.dev/verification_summary/v1';
/** Field of the predicate that holds what the summary has no words for; SLSA allows any whose name is a URI. */
export const EXTENSION = 'urn:lockstep:decision:1';
const SLSA_VERSION = '1.2';
/** A property of our own that holds when the gate let the build through. */
const LEVEL = 'LOCKSTEP_GATE';

/** What the log said of a rule that warned or blocked; not computed from the record, taken from whoever signs. */
export interface StatedEvidence {
  readonly rule: string;
  readonly version: number;
  /** Verdicts that count for block, and the false alarms among them. */
  readonly verdicts: number;
  readonly falsePositives: number;
  /** Natural logarithm of the e-value for block. */
  readonly logE: number;
}

/** What a statement says beyond its record. */
export interface Context {
  /** Link (`linkOf`) of the attestation before this one; undefined: it is the first. */
  readonly previous?: string;
  readonly evidence: readonly StatedEvidence[];
}

export interface Statement {
  readonly _type: typeof STATEMENT_TYPE;
  readonly subject: readonly {
    readonly name: string;
    readonly digest: Readonly<Record<string, string>>;
  }[];
  readonly predicateType: typeof PREDICATE_TYPE;
  readonly predicate: VerificationSummary;
}

interface VerificationSummary {
  readonly verifier: { readonly id: string; readonly version: Readonly<Record<string, string>> };
  readonly timeVerified: string;
  readonly resourceUri: string;
  readonly policy: { readonly uri: string; readonly digest: Readonly<Record<string, string>> };
  readonly verificationResult: 'PASSED' | 'FAILED';
  readonly verifiedLevels: readonly string[];
  readonly slsaVersion: typeof SLSA_VERSION;
  readonly [EXTENSION]: Extension;
}

interface Extension extends Context {
  readonly outcome: Outcome;
  readonly stages: readonly { readonly rule: string; readonly stage: Stage }[];
  /** Waivers that covered a finding; comments that did are in the record. */
  readonly exceptions: readonly {
    readonly rule: string;
    readonly reason: string;
    readonly development: string;
    readonly security: string;
    readonly expires: string;
  }[];
  readonly override?: Override;
  /** Commit or baseline file that the findings were compared with. */
  readonly baseline?: string;
  readonly record: DecisionRecord;
}

/**
 * The statement that a decision makes. Everything but `context` follows from the record and the policy in it, so that
 * whoever has the statement computes it again and compares.
 */
export function statementOf(record: DecisionRecord, policy: Policy, context: Context): Statement {
  const { tool, checks, input, result } = record;
  const passed = result.outcome === 'pass' || result.outcome === 'warn';
  const versions = checks.map(({ id, version, rules }) => [`check:${id}`, `${version} ${rules}`]);
  const { override } = input;
  const baseline = baselineOf(record);
  return {
    _type: STATEMENT_TYPE,
    subject: [subjectOf(record)],
    predicateType: PREDICATE_TYPE,
    predicate: {
      verifier: {
        id: `urn:lockstep:${tool.name}`,
        version: Object.fromEntries([[tool.name, tool.version], ...versions]),
      },
      timeVerified: input.now,
      resourceUri: resourceOf(record),
      policy: { uri: record.policy.name, digest: { sha256: hexOf(record.policy.digest) } },
      verificationResult: passed ? 'PASSED' : 'FAILED',
      verifiedLevels: [passed ? LEVEL : 'FAILED'],
      slsaVersion: SLSA_VERSION,
      [EXTENSION]: {
        ...context,
        outcome: result.outcome,
        stages: stagesOf(record),
        exceptions: exceptionsOf(record, policy),
        ...(override === undefined ? {} : { override }),
        ...(baseline === undefined ? {} : { baseline }),
        record,
      },
    },
  };
}

/** A commit stands for what was examined only where its files were, and nothing was changed since; else the digests do. */
function subjectOf({ subject, input, digests }: DecisionRecord): Statement['subject'][number] {
  const { name, git } = subject;
  const isOfFiles = input.target.kind === 'directory' || input.target.kind === 'history';
  if (git !== undefined && !git.dirty && isOfFiles) {
    return { name, digest: { gitCommit: git.commit } };
  }
  return { name, digest: { sha256: hexOf(digestOf(canonicalJson(digests))) } };
}

function resourceOf({ subject: { name, git } }: DecisionRecord): string {
  if (git?.remote === undefined) return `urn:lockstep:target:${encodeURIComponent(name)}`;
  const at = git.branch === undefined ? '' : `@refs/heads/${git.branch}`;
  return `git+${git.remote}${at}`;
}

function baselineOf({ baseline }: DecisionRecord): string | undefined {
  if (baseline.kind === 'merge-base') return baseline.commit;
  return baseline.kind === 'file' ? baseline.digest : undefined;
}

/** Of rules that found something; what the others would have done stands in the policy, which the record holds. */
function stagesOf({ input, result }: DecisionRecord): Extension['stages'] {
  const stages = new Map<string, Stage>();
  for (const [index, { ruleId }] of input.findings.entries()) {
    stages.set(ruleId, result.judgements[index]?.stage ?? 'observe');
  }
  return [...stages.entries()]
    .map(([rule, stage]) => ({ rule, stage }))
    .toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
}

function exceptionsOf({ result }: DecisionRecord, { waivers }: Policy): Extension['exceptions'] {
  const used = new Set(result.judgements.flatMap(({ waiver }) => waiver ?? []));
  return waivers.flatMap(({ rule, reason, approved, expires }, index) =>
    used.has(index) ? [{ rule, reason, ...approved, expires }] : [],
  );
}

function hexOf(digest: string): string {
  return digest.replace(/^sha256:/, '');
}
