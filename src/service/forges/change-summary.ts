import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Effect } from '../../model/decision.ts';
import type { Severity } from '../../model/severity.ts';
import { severities } from '../../model/severity.ts';
import { cut } from '../../report/safe-text.ts';
import { BadReport } from '../ingest/bad-report.ts';

/** What a comment shows of a finding. */
export interface SummaryFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly effect: Effect;
  readonly message: string;
  readonly path: string;
  readonly line: number;
  /** Its path is the name of an endpoint, not a file. */
  readonly isEndpoint: boolean;
}

/** What of a rule helps whoever has a finding of it. */
export interface SummaryRule {
  readonly id: string;
  readonly title: string;
  readonly fix: string;
}

/** What is kept of the report on a change, to tell it to its forge: the run has the rest. */
export interface ChangeSummary {
  readonly counts: Readonly<Record<Effect, number>>;
  /** The worst first, so many of each effect. */
  readonly findings: readonly SummaryFinding[];
  readonly rules: readonly SummaryRule[];
  /** How much was not examined, and the first of it. */
  readonly missed: number;
  readonly incomplete: readonly {
    readonly what: string;
    readonly reason: string;
    readonly detail: string;
  }[];
  /** What the owners of the policy have to know. */
  readonly remarks: readonly string[];
  /** What it was compared with, and by which policy it was judged. */
  readonly comparedWith: string;
  readonly policy: string;
  readonly version: string;
}

/** Effects that a comment shows, and how many findings of each at most: more do not fit into one. */
const MAX_SHOWN: Readonly<Partial<Record<Effect, number>>> = {
  blocks: 150,
  warns: 100,
  observed: 25,
  fixed: 50,
};
const MAX_INCOMPLETE = 30;
const MAX_REMARKS = 30;
const MAX_TEXT = 500;

const text = Type.String();
const count = Type.Integer({ minimum: 0 });
/** Of schema/report.schema.json as far as it is kept. */
const reportShape = Type.Object({
  tool: Type.Object({ version: text }),
  decision: Type.Object({
    counts: Type.Object({
      blocks: count,
      warns: count,
      observed: count,
      existing: count,
      suppressed: count,
      waived: count,
      fixed: count,
    }),
    notices: Type.Array(Type.Object({ text })),
  }),
  findings: Type.Array(
    Type.Object({
      fingerprint: text,
      rule: text,
      severity: Type.Union(severities.map((severity) => Type.Literal(severity))),
      effect: text,
      message: text,
      location: Type.Object({
        path: text,
        inner: Type.Optional(text),
        region: Type.Object({ startLine: Type.Integer() }),
        endpoint: Type.Optional(Type.Object({})),
      }),
    }),
  ),
  incomplete: Type.Array(Type.Object({ what: text, reason: text, detail: text })),
  target: Type.Object({
    base: Type.Optional(Type.Object({ ref: text, mergeBase: text })),
  }),
  policy: Type.Object({ name: text, differs: Type.Optional(text) }),
  rules: Type.Array(Type.Object({ id: text, title: text, fix: text })),
  notes: Type.Array(text),
});
const isReport = Compile(reportShape);
type Report = Static<typeof reportShape>;

/** What a comment needs of a report. Throws BadReport. */
export function summaryOf(report: unknown): ChangeSummary {
  if (!isReport.Check(report)) throw new BadReport('it is no report on a change');
  const { decision, incomplete, policy, target, tool } = report;
  const findings = shownOf(report);
  const used = new Set(findings.map(({ rule }) => rule));
  const remarks = [policy.differs ?? [], decision.notices.map((each) => each.text), report.notes];
  const { base } = target;
  return {
    counts: decision.counts,
    findings,
    rules: report.rules
      .filter(({ id }) => used.has(id))
      .map(({ id, title, fix }) => ({ id, title, fix })),
    missed: incomplete.length,
    incomplete: incomplete.slice(0, MAX_INCOMPLETE).map(({ what, reason, detail }) => ({
      what: short(what),
      reason,
      detail: short(detail),
    })),
    remarks: remarks.flat().slice(0, MAX_REMARKS).map(short),
    comparedWith: base === undefined ? '' : `${base.ref}, from ${base.mergeBase.slice(0, 10)} on`,
    policy: policy.name,
    version: tool.version,
  };
}

function shownOf({ findings }: Report): readonly SummaryFinding[] {
  const left: Partial<Record<string, number>> = { ...MAX_SHOWN };
  return findings.flatMap(({ fingerprint, rule, severity, effect, message, location }) => {
    const room = left[effect] ?? 0;
    if (room === 0 || !isEffect(effect)) return [];
    left[effect] = room - 1;
    const { path, inner, region, endpoint } = location;
    return [
      {
        fingerprint,
        rule,
        severity,
        effect,
        message: short(message),
        path: inner === undefined ? path : `${path}!${inner}`,
        line: region.startLine,
        isEndpoint: endpoint !== undefined,
      },
    ];
  });
}

function isEffect(effect: string): effect is Effect {
  return effect in MAX_SHOWN;
}

function short(words: string): string {
  return cut(words, MAX_TEXT);
}

/** A summary that was stored; undefined: of another version. */
export function storedSummary(value: unknown): ChangeSummary | undefined {
  return isSummary.Check(value) ? value : undefined;
}

const effect = Type.Union(
  (['blocks', 'warns', 'observed', 'existing', 'suppressed', 'waived', 'fixed'] as const).map(
    (each) => Type.Literal(each),
  ),
);
const isSummary = Compile(
  Type.Object({
    counts: reportShape.properties.decision.properties.counts,
    findings: Type.Array(
      Type.Object({
        fingerprint: text,
        rule: text,
        severity: Type.Union(severities.map((severity) => Type.Literal(severity))),
        effect,
        message: text,
        path: text,
        line: Type.Integer(),
        isEndpoint: Type.Boolean(),
      }),
    ),
    rules: Type.Array(Type.Object({ id: text, title: text, fix: text })),
    missed: count,
    incomplete: Type.Array(Type.Object({ what: text, reason: text, detail: text })),
    remarks: Type.Array(text),
    comparedWith: text,
    policy: text,
    version: text,
  }),
);
