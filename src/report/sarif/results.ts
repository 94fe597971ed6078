import type { JudgedFinding } from '../../model/decision.ts';
import type { CodeStep, Evidence, Finding, FindingState } from '../../model/finding.ts';
import type { Location, Region } from '../../model/location.ts';
import { lineChanges, type LineChange } from '../../model/line-changes.ts';
import type { Stage } from '../../model/stage.ts';
import { flowClaims } from '../code-claims.ts';
import { type FilePlace, firstClaims, messageAtPlace, relativeUri } from '../describe.ts';
import { cut, visible } from '../safe-text.ts';

/** `uriBaseId` of all paths; its URI stays open, so that no path of the machine is told. */
export const sourceRoot = '%SRCROOT%';

const maxMessage = 1000;
/** Claims of one finding in its message; all of them stand in its properties. */
const maxClaims = 8;

const levels: Readonly<Record<Stage, string>> = {
  block: 'error',
  warn: 'warning',
  observe: 'note',
};

const baselineStates: Readonly<Record<FindingState, string>> = {
  new: 'new',
  existing: 'unchanged',
  moved: 'updated',
  fixed: 'absent',
};

export interface ResultContext {
  readonly ruleIndex: number | undefined;
  /** There was a baseline. */
  readonly compared: boolean;
  /** Where an endpoint is declared; undefined: nowhere. */
  readonly file: FilePlace | undefined;
}

/** One `result` (SARIF 2.1.0 §3.27). */
export function resultObject(
  judged: JudgedFinding,
  { ruleIndex, compared, file }: ResultContext,
): object {
  const { finding, stage, effect } = judged;
  const { location } = finding;
  const { evidence } = finding;
  // Steps are told by the code flow.
  const claims = evidence.kind === 'code' ? flowClaims(evidence) : firstClaims(evidence, maxClaims);
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[stage],
    message: { text: messageText([messageAtPlace(finding), ...claims].join(' · ')) },
    locations: [
      location.endpoint === undefined ? fileLocation(finding) : endpointLocation(location, file),
    ],
    ...flowsOf(evidence),
    ...fixesOf(finding),
    partialFingerprints: {
      primaryLocationLineHash: finding.identities.lineHash,
      'lockstep/v1': finding.fingerprint,
      'lockstep-moved/v1': finding.identities.moved,
    },
    ...(compared ? { baselineState: baselineStates[finding.state] } : {}),
    suppressions: suppressions(judged),
    properties: {
      stage,
      effect,
      severity: finding.severity,
      confidence: finding.confidence,
      why: judged.why,
      evidence: finding.evidence,
      ...(finding.movedFrom && { movedFrom: finding.movedFrom }),
      ...(finding.origin && { origin: finding.origin }),
    },
  };
}

function fileLocation(finding: Finding): object {
  const { location } = finding;
  return {
    physicalLocation: {
      artifactLocation: artifact(location.path),
      region: regionObject(location.region),
      ...contextRegion(finding),
    },
    ...innerLocation(location),
  };
}

/** The endpoint by name; a physical location only where a file of the target declares it (SARIF 2.1.0 §3.28.4). */
function endpointLocation(location: Location, file: FilePlace | undefined): object {
  return {
    ...(file === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: artifact(file.path),
            region: { startLine: file.line, startColumn: file.column ?? 1 },
          },
        }),
    logicalLocations: [{ fullyQualifiedName: visible(location.path), kind: 'resource' }],
  };
}

export function artifact(path: string): object {
  return { uri: relativeUri(path), uriBaseId: sourceRoot };
}

/** Invisible characters shown; `[text](target)`, which would be a link in a SARIF message (§3.11.6), escaped. */
export function messageText(text: string): string {
  return cut(visible(text), maxMessage).replace(/\[(?=[^[\]]*\]\()/g, '\\[');
}

function regionObject({ startLine, startColumn, endLine, endColumn }: Region): object {
  return { startLine, startColumn, endLine, endColumn };
}

/** The masked line. A context must cover its region (§3.29.5), so there is none for a finding over several lines. */
function contextRegion({ location: { region }, excerpt }: Finding): object {
  return region.startLine === region.endLine
    ? { contextRegion: { startLine: region.startLine, snippet: { text: excerpt.text } } }
    : {};
}

/**
 * The way of the data (SARIF 2.1.0 §3.36). GitHub shows the first 1,000 places of a flow; the engine keeps far fewer
 * (docs.github.com, "SARIF support", read 2026-11).
 */
function flowsOf(evidence: Evidence): object {
  if (evidence.kind !== 'code' || evidence.steps.length < 2) return {};
  const { steps, entry } = evidence;
  const from = entry === undefined ? {} : { message: { text: messageText(`by ${entry.route}`) } };
  return { codeFlows: [{ ...from, threadFlows: [{ locations: steps.map(flowLocation) }] }] };
}

function flowLocation({ path, region, text, what }: CodeStep): object {
  return {
    location: {
      physicalLocation: {
        artifactLocation: artifact(path),
        region: regionObject(region),
        contextRegion: { startLine: region.startLine, snippet: { text } },
      },
      message: { text: messageText(what) },
    },
  };
}

/** The change that mends it (SARIF 2.1.0 §3.55), by whole lines. */
function fixesOf({ evidence, location }: Finding): object {
  if (evidence.kind !== 'code' || evidence.diff === undefined) return {};
  const replacements = lineChanges(evidence.diff).map(replacement);
  const description = { text: evidence.remedy === '' ? 'A safe change.' : evidence.remedy };
  return {
    fixes: [
      {
        description,
        artifactChanges: [{ artifactLocation: artifact(location.path), replacements }],
      },
    ],
  };
}

function replacement({ line, removed, added }: LineChange): object {
  // The line feed of the last line stays, unless there is no line before it that ends.
  const isReplaced = removed.length > 0 && added.length > 0;
  const endLine = isReplaced ? line + removed.length - 1 : line + removed.length;
  const endColumn = isReplaced ? (removed.at(-1)?.length ?? 0) + 1 : 1;
  const text = isReplaced ? added.join('\n') : added.map((each) => `${each}\n`).join('');
  return {
    deletedRegion: { startLine: line, startColumn: 1, endLine, endColumn },
    insertedContent: { text },
  };
}

/** A member of an archive has no URI of its own that a platform could open. */
function innerLocation({ inner }: Location): object {
  return inner === undefined
    ? {}
    : { logicalLocations: [{ fullyQualifiedName: visible(inner), kind: 'resource' }] };
}

function suppressions({ effect, suppression, why }: JudgedFinding): readonly object[] {
  if (effect === 'suppressed') {
    const place = suppression && {
      location: {
        physicalLocation: {
          artifactLocation: artifact(suppression.path),
          region: { startLine: suppression.line },
        },
      },
    };
    const justification = suppression?.reason ?? why.join('; ');
    return [{ kind: 'inSource', status: 'accepted', justification, ...place }];
  }
  if (effect === 'waived') {
    return [{ kind: 'external', status: 'accepted', justification: why.join('; ') }];
  }
  return [];
}
