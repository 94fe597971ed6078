import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { IncomingFinding } from '../../store/finding-import.ts';
import { BadReport } from './bad-report.ts';
import { believed } from './believed.ts';
import { findingOfComponent, packageOf, type ReportedPackage } from './component-finding.ts';
import type { JsonItem } from './json-items.ts';
import {
  SEVERITY,
  type ReportFacts,
  type ReportFormat,
  type ReportReader,
} from './report-format.ts';
import { severityOfScore, slugOf } from './sarif-values.ts';

const text = Type.String({ maxLength: 20_000 });
const optionalText = Type.Optional(text);
interface Part {
  readonly 'bom-ref'?: string;
  readonly name?: string;
  readonly version?: string;
  readonly purl?: string;
  readonly components?: readonly Part[];
}
const partShape = Type.Object({
  'bom-ref': optionalText,
  name: optionalText,
  version: optionalText,
  purl: optionalText,
  components: Type.Optional(Type.Array(Type.Unknown())),
});
/** CycloneDX 1.4 to 1.7, `vulnerabilities`, as far as it is stored. */
const vulnerabilityShape = Type.Object({
  id: optionalText,
  references: Type.Optional(Type.Array(Type.Object({ id: optionalText }))),
  ratings: Type.Optional(
    Type.Array(Type.Object({ score: Type.Optional(Type.Number()), severity: optionalText })),
  ),
  cwes: Type.Optional(Type.Array(Type.Integer({ minimum: 0, maximum: 100_000 }), { maxItems: 50 })),
  description: optionalText,
  analysis: Type.Optional(Type.Object({ state: optionalText })),
  affects: Type.Optional(
    Type.Array(
      Type.Object({
        ref: text,
        versions: Type.Optional(Type.Array(Type.Object({ status: optionalText }))),
      }),
    ),
  ),
});
type Vulnerability = Type.Static<typeof vulnerabilityShape>;
const toolShape = Type.Object({ name: optionalText, version: optionalText });
const metadataShape = Type.Object({
  timestamp: optionalText,
  tools: Type.Optional(
    Type.Union([
      Type.Array(toolShape),
      // Since 1.5.
      Type.Object({ components: Type.Optional(Type.Array(toolShape)) }),
    ]),
  ),
});
const isPart = Compile(partShape);
const isVulnerability = Compile(vulnerabilityShape);
const isMetadata = Compile(metadataShape);

/** What each says of one component; of a larger document the rest is refused. Chosen: ten times the largest image. */
const MAX_PARTS = 500_000;
const MAX_WAITING = 50_000;
const MAX_NESTING = 20;

/**
 * CycloneDX with a section of vulnerabilities, as scanners of components write it (VDR), or as VEX: what is `not_affected` or a
 * `false_positive` is suppressed, what is `resolved` is gone. One finding is one vulnerability of one component.
 */
export const cycloneDxReport: ReportFormat = {
  name: 'cyclonedx',
  paths: [
    '$.bomFormat',
    '$.metadata',
    '$.components.*',
    '$.vulnerabilities.*',
    // Not stored, and not kept in memory until the end.
    '$.dependencies.*',
    '$.services.*',
    '$.compositions.*',
    '$.externalReferences.*',
    '$.annotations.*',
    '$.formulation.*',
    '$.properties.*',
  ],
  open: () => new CycloneDxReader(),
};

class CycloneDxReader implements ReportReader {
  readonly #parts = new Map<string, ReportedPackage>();
  /** Of components that come later in the document. */
  #waiting: Vulnerability[] = [];
  #metadata: Type.Static<typeof metadataShape> = {};
  #isCycloneDx = false;
  #hasVulnerabilities = false;

  sees(key: string): void {
    if (key === 'vulnerabilities') this.#hasVulnerabilities = true;
  }

  read({ path: [name, index], value }: JsonItem): readonly IncomingFinding[] {
    const where = index === undefined ? String(name) : `${name}[${index}]`;
    switch (String(name)) {
      case 'bomFormat':
        this.#isCycloneDx = value === 'CycloneDX';
        return [];
      case 'metadata':
        this.#metadata = believed(isMetadata, value, where);
        return [];
      case 'components':
        this.#add(believed(isPart, value, where), where, 0);
        return [];
      case 'vulnerabilities':
        return this.#vulnerability(believed(isVulnerability, value, where));
      default:
        return [];
    }
  }

  rest(): readonly IncomingFinding[] {
    return this.#waiting.flatMap((each) => this.#findings(each));
  }

  end(): ReportFacts {
    if (!this.#isCycloneDx) throw new BadReport('it is no CycloneDX');
    if (!this.#hasVulnerabilities) {
      throw new BadReport(
        'it has no vulnerabilities section, so that nobody has looked for any: send it to /v1/sboms',
      );
    }
    const { name, version } = this.#tool();
    const time = Date.parse(this.#metadata.timestamp ?? '');
    return {
      tool: `${name} ${version}`.trim(),
      source: slugOf(name),
      ...(Number.isNaN(time) ? {} : { ranAt: new Date(time).toISOString() }),
      outcome: 'pass',
      reasons: [],
      incomplete: [],
      scope: { checks: undefined, within: '', isWhole: true, unknownPaths: [] },
      rules: new Map(),
      rulePrefix: `${slugOf(name)}/`,
    };
  }

  #tool(): { readonly name: string; readonly version: string } {
    const { tools = [] } = this.#metadata;
    const [first = {}] = Array.isArray(tools) ? tools : (tools.components ?? []);
    return { name: first.name ?? 'CycloneDX', version: first.version ?? '' };
  }

  #add(part: Part | Type.Static<typeof partShape>, where: string, depth: number): void {
    const { name = '', version = '', purl = '', components = [] } = part;
    const ref = part['bom-ref'] ?? purl;
    if (this.#parts.size >= MAX_PARTS) {
      throw new BadReport(`it has more than ${MAX_PARTS} components`);
    }
    if (ref !== '') this.#parts.set(ref, packageOf(purl, name, version));
    if (depth >= MAX_NESTING) return;
    for (const each of components) this.#add(believed(isPart, each, where), where, depth + 1);
  }

  #vulnerability(said: Vulnerability): readonly IncomingFinding[] {
    const { affects = [] } = said;
    if (affects.every(({ ref }) => this.#parts.has(refOf(ref)))) return this.#findings(said);
    if (this.#waiting.length >= MAX_WAITING) {
      throw new BadReport(`it has more than ${MAX_WAITING} vulnerabilities before its components`);
    }
    this.#waiting.push(said);
    return [];
  }

  #findings(said: Vulnerability): readonly IncomingFinding[] {
    const { id = '', references = [], affects = [], cwes = [], description = '' } = said;
    const ids = [id, ...references.map((each) => each.id ?? '')].filter((each) => each !== '');
    const state = said.analysis?.state ?? '';
    return affects.filter(isAffected).map(({ ref }) =>
      findingOfComponent({
        package: this.#parts.get(refOf(ref)) ?? packageOf(refOf(ref)),
        ids: [...new Set(ids)],
        cwe: cwes,
        severity: worstOf(said),
        path: '',
        summary: firstSentence(description),
        fixedIn: [],
        isSuppressed: SUPPRESSED.has(state),
        isGone: RESOLVED.has(state),
      }),
    );
  }
}

/** `impactAnalysisState`. */
const SUPPRESSED: ReadonlySet<string> = new Set(['false_positive', 'not_affected']);
const RESOLVED: ReadonlySet<string> = new Set(['resolved', 'resolved_with_pedigree']);

/** A BOM-Link names the component behind `#` (`urn:cdx:serial/version#ref`). */
function refOf(ref: string): string {
  if (!ref.startsWith('urn:cdx:')) return ref;
  const inner = ref.slice(ref.indexOf('#') + 1);
  try {
    return decodeURIComponent(inner);
  } catch {
    return inner;
  }
}

function isAffected({
  versions = [],
}: {
  readonly versions?: readonly { readonly status?: string }[];
}): boolean {
  return versions.length === 0 || versions.some(({ status }) => status !== 'unaffected');
}

/** Several sources rate: the worst counts. */
function worstOf({ ratings = [] }: Vulnerability): number {
  const rated = ratings.map(({ severity = '', score }) =>
    Math.max(NAMED.get(severity) ?? -1, score === undefined ? -1 : severityOfScore(score)),
  );
  const worst = Math.max(-1, ...rated);
  return worst < 0 ? SEVERITY.medium : worst;
}

const NAMED: ReadonlyMap<string, number> = new Map(Object.entries({ ...SEVERITY, none: 0 }));

function firstSentence(description: string): string {
  return (description.trim().split('\n', 1)[0] ?? '').slice(0, 200);
}
