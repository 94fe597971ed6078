import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { IncomingFinding } from '../../store/finding-import.ts';
import type { RuleFacts } from '../../store/run.ts';
import { BadReport } from './bad-report.ts';
import { believed } from './believed.ts';
import type { JsonItem } from './json-items.ts';
import { cweNumbers, digestOf, pathOf, severityOf, slugOf } from './sarif-values.ts';
import {
  CONFIDENCE,
  SEVERITY,
  SEVERITY_OF_RULE,
  type ReportFacts,
  type ReportFormat,
  type ReportReader,
} from './report-format.ts';

const text = Type.String({ maxLength: 20_000 });
const names = Type.Record(Type.String(), Type.Unknown());
const message = Type.Object({ text: Type.Optional(text) });
const physical = Type.Object({
  artifactLocation: Type.Optional(Type.Object({ uri: Type.Optional(text) })),
  region: Type.Optional(
    Type.Object({
      startLine: Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 })),
      snippet: Type.Optional(Type.Object({ text: Type.Optional(text) })),
    }),
  ),
});
const location = Type.Object({
  physicalLocation: Type.Optional(physical),
  message: Type.Optional(message),
});
/** SARIF 2.1.0, §3.27, as far as it is stored. */
const resultShape = Type.Object({
  ruleId: Type.Optional(text),
  ruleIndex: Type.Optional(Type.Integer()),
  rule: Type.Optional(
    Type.Object({ id: Type.Optional(text), index: Type.Optional(Type.Integer()) }),
  ),
  level: Type.Optional(text),
  kind: Type.Optional(text),
  message,
  locations: Type.Optional(Type.Array(location)),
  codeFlows: Type.Optional(
    Type.Array(
      Type.Object({
        threadFlows: Type.Array(
          Type.Object({
            locations: Type.Array(Type.Object({ location: Type.Optional(location) })),
          }),
        ),
      }),
    ),
  ),
  fingerprints: Type.Optional(names),
  partialFingerprints: Type.Optional(names),
  baselineState: Type.Optional(text),
  suppressions: Type.Optional(Type.Array(Type.Object({ status: Type.Optional(text) }))),
  properties: Type.Optional(names),
});
type Result = Type.Static<typeof resultShape>;
const ruleShape = Type.Object({
  id: text,
  defaultConfiguration: Type.Optional(Type.Object({ level: Type.Optional(text) })),
  properties: Type.Optional(names),
  relationships: Type.Optional(
    Type.Array(Type.Object({ target: Type.Object({ id: Type.Optional(text) }) })),
  ),
});
const isResult = Compile(resultShape);
const isRule = Compile(ruleShape);
const isText = Compile(text);
const isProvenance = Compile(
  Type.Object({
    revisionId: Type.Optional(text),
    repositoryUri: Type.Optional(text),
    branch: Type.Optional(text),
  }),
);
const isInvocation = Compile(
  Type.Object({
    executionSuccessful: Type.Optional(Type.Boolean()),
    endTimeUtc: Type.Optional(text),
  }),
);

/** SARIF 2.1.0 of any tool. Several runs in one document are one run here, of the tool of the first. */
export const sarifReport: ReportFormat = {
  name: 'sarif',
  paths: [
    '$.version',
    '$.runs.*.results.*',
    '$.runs.*.tool.driver.name',
    '$.runs.*.tool.driver.version',
    '$.runs.*.tool.driver.semanticVersion',
    '$.runs.*.tool.driver.rules.*',
    '$.runs.*.automationDetails.id',
    '$.runs.*.versionControlProvenance.*',
    '$.runs.*.invocations.*',
    // Not stored, and not kept in memory until the end.
    '$.runs.*.artifacts.*',
    '$.runs.*.taxonomies.*',
    '$.runs.*.tool.extensions.*',
    '$.runs.*.threadFlowLocations.*',
    '$.runs.*.graphs.*',
    '$.runs.*.logicalLocations.*',
  ],
  open: () => new SarifReader(),
};

/** Programs whose results quote what they have found, and rules of others that do. */
const SECRET_SCANNERS =
  /gitleaks|trufflehog|detect-secrets|ggshield|gitguardian|kingfisher|titus|secret/iu;
const SECRET_RULE = /secret|credential|password|passwd|token|private[-_ ]?key|api[-_ ]?key/iu;
/** Chosen: a trace of more is not read by anybody. */
const MAX_STEPS = 50;
/** Names of keys of `partialFingerprints` and `fingerprints` that identify best, by GitHub's documentation and §3.27.17. */
const GITHUB_HASH = 'primaryLocationLineHash';

class SarifReader implements ReportReader {
  readonly #texts = new Map<string, string>();
  readonly #rules = new Map<string, RuleFacts>();
  /** By run and index, for results that name their rule by that only. */
  readonly #ruleIds = new Map<string, string>();
  /** As the first run says it. */
  #origin: Pick<ReportFacts, 'commit' | 'repository' | 'branch' | 'ranAt'> = {};
  #failed = false;

  read({ path, value }: JsonItem): readonly IncomingFinding[] {
    const [first, run, part, ...rest] = path;
    if (first === 'version') {
      this.#texts.set('version', believed(isText, value, 'version'));
      return [];
    }
    const where = path.join('.');
    if (part === 'results') {
      const result = believed(isResult, value, where);
      return isOpen(result) ? [this.#finding(result, Number(run))] : [];
    }
    if (part === 'tool' && rest[1] === 'rules') this.#rule(value, `${run}`, rest[2], where);
    else if (part === 'versionControlProvenance') this.#provenance(value);
    else if (part === 'invocations') this.#invocation(value);
    else this.#text(`${run}.${rest.at(-1)}`, value);
    return [];
  }

  end(): ReportFacts {
    if (this.#texts.get('version') !== '2.1.0') throw new BadReport('it is no SARIF 2.1.0');
    const name = this.#texts.get('0.name');
    if (name === undefined) throw new BadReport('runs.0.tool.driver.name: is missing');
    const version = this.#texts.get('0.semanticVersion') ?? this.#texts.get('0.version');
    // `category/run-id`: the last part tells runs apart, not what they look at (SARIF §3.17.3).
    const category = (this.#texts.get('0.id') ?? '').split('/').slice(0, -1);
    return {
      ...this.#origin,
      tool: [name, version ?? ''].join(' ').trim(),
      source: [slugOf(name), ...category].join(' '),
      outcome: this.#failed ? 'incomplete' : 'pass',
      reasons: [],
      incomplete: this.#failed ? [failedRun(name)] : [],
      scope: { checks: undefined, within: '', isWhole: !this.#failed, unknownPaths: [] },
      rules: this.#rules,
      // The name may come after the results.
      rulePrefix: `${slugOf(name)}/`,
      quotesSecrets: SECRET_SCANNERS.test(name),
    };
  }

  #text(name: string, value: unknown): void {
    if (typeof value === 'string') this.#texts.set(name, value.slice(0, 200));
  }

  #finding(result: Result, run: number): IncomingFinding {
    const rule = this.#ruleOf(result, run).slice(0, 300);
    const { path, line, text: snippet } = stepOf(result.locations?.[0]);
    const said = result.message.text ?? '';
    const code = snippet === '' ? said : snippet.replaceAll(/\s+/gu, '');
    const key = keyOf(result) ?? code;
    const identity = digestOf(rule, path, key);
    return {
      fingerprint: `${identity}:0`,
      identity,
      identityMoved: digestOf(rule, key),
      identityLoose: digestOf(rule, path, said),
      rule,
      cwe: [],
      severity: severityOf(result.properties, result.level),
      confidence: CONFIDENCE.medium,
      path,
      line,
      message: said,
      detail: SECRET_RULE.test(rule)
        ? {}
        : { excerpt: { text: snippet }, evidence: { kind: 'sarif', steps: stepsOf(result) } },
      stage: 'observe',
      effect: isSuppressed(result) ? 'suppressed' : 'observed',
      isGone: result.baselineState === 'absent',
    };
  }

  #ruleOf({ ruleId, ruleIndex, rule }: Result, run: number): string {
    const index = ruleIndex ?? rule?.index;
    return ruleId ?? rule?.id ?? this.#ruleIds.get(`${run}.${index}`) ?? 'unnamed';
  }

  #rule(value: unknown, run: string, index: string | number | undefined, where: string): void {
    const {
      id,
      defaultConfiguration,
      properties,
      relationships = [],
    } = believed(isRule, value, where);
    const tags = properties?.['tags'];
    const named = [
      ...relationships.map(({ target }) => target.id ?? ''),
      ...(Array.isArray(tags) ? tags.map(String) : []),
    ];
    const stated = severityOf(properties, defaultConfiguration?.level);
    this.#ruleIds.set(`${run}.${index}`, id);
    this.#rules.set(id.slice(0, 300), {
      cwe: cweNumbers(named),
      severity: stated === SEVERITY_OF_RULE ? SEVERITY.medium : stated,
      version: 0,
      engine: 0,
    });
  }

  #provenance(value: unknown): void {
    const { revisionId, repositoryUri, branch } = believed(
      isProvenance,
      value,
      'versionControlProvenance',
    );
    this.#origin = {
      ...(revisionId === undefined ? {} : { commit: revisionId }),
      ...(repositoryUri === undefined ? {} : { repository: repositoryUri }),
      ...(branch === undefined ? {} : { branch }),
      ...this.#origin,
    };
  }

  #invocation(value: unknown): void {
    const { executionSuccessful = true, endTimeUtc = '' } = believed(
      isInvocation,
      value,
      'invocations',
    );
    if (!executionSuccessful) this.#failed = true;
    const time = Date.parse(endTimeUtc);
    if (Number.isNaN(time)) return;
    this.#origin = { ranAt: new Date(time).toISOString(), ...this.#origin };
  }
}

function failedRun(tool: string): ReportFacts['incomplete'][number] {
  return {
    checkId: '*',
    what: tool,
    reason: 'crash',
    detail: 'the tool says that it did not succeed (executionSuccessful is false)',
  };
}

/** `pass`, `notApplicable` and `informational` are no findings (§3.27.9). */
function isOpen({ kind = 'fail' }: Result): boolean {
  return kind === 'fail' || kind === 'review' || kind === 'open';
}

/** A suppression that is `underReview` or `rejected` holds nothing back (§3.35.3). */
function isSuppressed({ suppressions = [] }: Result): boolean {
  return suppressions.some(({ status = 'accepted' }) => status === 'accepted');
}

/** What the tool says identifies a result, without GitHub's index among equals. */
function keyOf({ fingerprints = {}, partialFingerprints = {} }: Result): string | undefined {
  const github = partialFingerprints[GITHUB_HASH];
  if (typeof github === 'string') return github.replace(/:\d{1,9}$/u, '');
  for (const [name, value] of Object.entries(fingerprints)) {
    if (typeof value === 'string' && value !== 'requires login') return `${name} ${value}`;
  }
  return undefined;
}

function stepsOf({ codeFlows = [] }: Result): readonly object[] {
  const places = codeFlows[0]?.threadFlows[0]?.locations ?? [];
  return places.slice(0, MAX_STEPS).map((step) => stepOf(step.location));
}

function shortened(said = ''): string {
  return said.slice(0, MAX_TEXT);
}

/** Chosen: what fits on a line. */
const MAX_TEXT = 240;

function stepOf(place: Type.Static<typeof location> | undefined): {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  readonly what: string;
} {
  const { physicalLocation = {}, message: said = {} } = place ?? {};
  const { artifactLocation = {}, region = {} } = physicalLocation;
  const { startLine = 1, snippet = {} } = region;
  return {
    path: pathOf(artifactLocation.uri ?? ''),
    line: Math.max(1, startLine),
    text: shortened(snippet.text),
    what: shortened(said.text),
  };
}
