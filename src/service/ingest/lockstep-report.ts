import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { incompleteReasons } from '../../model/incomplete.ts';
import { severities } from '../../model/severity.ts';
import { stages } from '../../model/stage.ts';
import type { IncomingFinding } from '../../store/finding-import.ts';
import type { RuleFacts } from '../../store/run.ts';
import { BadReport } from './bad-report.ts';
import { believed } from './believed.ts';
import type { JsonItem } from './json-items.ts';
import {
  CONFIDENCE,
  SEVERITY,
  type ReportFacts,
  type ReportFormat,
  type ReportReader,
} from './report-format.ts';

const text = Type.String({ maxLength: 20_000 });
const position = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 });
const outcome = Type.Union([
  Type.Literal('pass'),
  Type.Literal('warn'),
  Type.Literal('block'),
  Type.Literal('incomplete'),
]);

/** Of schema/report.schema.json as far as it is stored. */
const findingShape = Type.Object({
  rule: Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}/[a-z0-9][a-z0-9./-]{0,100}$' }),
  fingerprint: Type.String({ pattern: '^[0-9A-Za-z]{8,64}:[0-9]{1,7}$' }),
  state: Type.Union([
    Type.Literal('new'),
    Type.Literal('existing'),
    Type.Literal('moved'),
    Type.Literal('fixed'),
  ]),
  stage: Type.Union(stages.map((stage) => Type.Literal(stage))),
  effect: Type.String({ maxLength: 20 }),
  severity: Type.Union(severities.map((severity) => Type.Literal(severity))),
  confidence: Type.Union([Type.Literal('high'), Type.Literal('medium'), Type.Literal('low')]),
  message: text,
  location: Type.Object({ path: text, region: Type.Object({ startLine: position }) }),
  identities: Type.Object({ primary: text, moved: text, loose: text }),
});
const decisionShape = Type.Object({
  outcome,
  reasons: Type.Array(
    Type.Object({ outcome, text, fingerprints: Type.Array(text, { maxItems: 100_000 }) }),
  ),
});
const incompleteShape = Type.Object({
  checkId: text,
  what: text,
  reason: Type.Union(incompleteReasons.map((reason) => Type.Literal(reason))),
  detail: text,
});
const ruleShape = Type.Object({
  id: text,
  version: Type.Integer(),
  cwe: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 100_000 }), { maxItems: 50 })),
});
const targetShape = Type.Object({
  kind: text,
  name: text,
  within: text,
  git: Type.Optional(
    Type.Object({
      commit: text,
      branch: Type.Optional(text),
      remote: Type.Optional(text),
    }),
  ),
  base: Type.Optional(Type.Object({ ref: text })),
});
const checkShape = Type.Object({ id: text, version: Type.Integer() });

const isFinding = Compile(findingShape);
const isDecision = Compile(decisionShape);
const isIncomplete = Compile(incompleteShape);
const isRule = Compile(ruleShape);
const isTarget = Compile(targetShape);
const isCheck = Compile(checkShape);
const isTool = Compile(Type.Object({ name: Type.Literal('lockstep'), version: text }));

/** What `lockstep check --format json` writes. */
export const lockstepReport: ReportFormat = {
  name: 'lockstep',
  isMasked: true,
  paths: ['$.schemaVersion', '$.tool', '$.now', '$.target', '$.decision', '$.findings.*'].concat([
    '$.incomplete.*',
    '$.checks.*',
    '$.rules.*',
    // Not stored, and not kept in memory until the end.
    '$.endpoints.*',
    '$.suppressions.*',
    '$.skipped.*',
  ]),
  open: () => new LockstepReader(),
};

class LockstepReader implements ReportReader {
  readonly #heads = new Map<string, unknown>();
  readonly #incomplete: Type.Static<typeof incompleteShape>[] = [];
  /** Version by id. */
  readonly #checks = new Map<string, number>();
  readonly #rules: Type.Static<typeof ruleShape>[] = [];

  read({ path: [name, index], value }: JsonItem): readonly IncomingFinding[] {
    const where = index === undefined ? String(name) : `${name}[${index}]`;
    switch (String(name)) {
      case 'findings':
        return [readFinding(value, where)];
      case 'incomplete':
        this.#incomplete.push(believed(isIncomplete, value, where));
        return [];
      case 'checks':
        this.#check(believed(isCheck, value, where));
        return [];
      case 'rules':
        this.#rules.push(believed(isRule, value, where));
        return [];
      default:
        this.#heads.set(String(name), value);
        return [];
    }
  }

  end(): ReportFacts {
    if (this.#heads.get('schemaVersion') !== 1) {
      throw new BadReport('it is no report of Lockstep of schemaVersion 1');
    }
    const tool = believed(isTool, this.#heads.get('tool'), 'tool');
    const decision = believed(isDecision, this.#heads.get('decision'), 'decision');
    const target = believed(isTarget, this.#heads.get('target'), 'target');
    const { git } = target;
    return {
      tool: `${tool.name} ${tool.version}`,
      source: 'lockstep',
      ...(git?.remote === undefined ? {} : { repository: git.remote }),
      ...(git?.branch === undefined ? {} : { branch: git.branch }),
      ...(git === undefined ? {} : { commit: git.commit }),
      ranAt: timeOf(this.#heads.get('now')),
      outcome: decision.outcome,
      reasons: decision.reasons,
      incomplete: this.#incomplete,
      scope: {
        checks: [...this.#checks.keys()],
        within: target.within,
        isWhole: target.base === undefined && WHOLE.has(target.kind),
        unknownPaths: this.#incomplete.map(({ what }) => what),
      },
      rules: new Map(this.#rules.map((rule) => [rule.id, this.#factsOf(rule)])),
      rulePrefix: '',
    };
  }

  #check({ id, version }: Type.Static<typeof checkShape>): void {
    this.#checks.set(id, version);
  }

  #factsOf({ id, cwe = [], version }: Type.Static<typeof ruleShape>): RuleFacts {
    const engine = this.#checks.get(id.slice(0, id.indexOf('/'))) ?? 0;
    return { cwe, severity: SEVERITY.medium, version, engine };
  }
}

/** Others have looked at a part only. */
const WHOLE: ReadonlySet<string> = new Set(['directory', 'endpoints']);

function timeOf(value: unknown): string {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw new BadReport('now: it is no time');
  return new Date(time).toISOString();
}

/** One finding as such a report has it; throws BadReport. */
export function readFinding(value: unknown, where: string): IncomingFinding {
  return findingOf(believed(isFinding, value, where), value);
}

function findingOf(finding: Type.Static<typeof findingShape>, value: unknown): IncomingFinding {
  const { rule, fingerprint, state, stage, effect, severity, confidence, message } = finding;
  const { location, identities } = finding;
  // oxlint-disable-next-line no-unsafe-type-assertion -- it is an object: its shape was checked
  const { excerpt, evidence, why, origin } = value as Record<string, unknown>;
  return {
    fingerprint,
    identity: digestOf(identities.primary),
    identityMoved: digestOf(identities.moved),
    identityLoose: digestOf(identities.loose),
    rule,
    cwe: [],
    severity: SEVERITY[severity],
    confidence: CONFIDENCE[confidence],
    path: location.path,
    line: location.region.startLine,
    message,
    detail: { location, excerpt, evidence, why, origin },
    stage,
    effect,
    isNew: state === 'new',
    isGone: state === 'fixed',
  };
}

/** Without the index among equals. */
function digestOf(identity: string): string {
  return identity.replace(/:\d{1,9}$/u, '');
}
