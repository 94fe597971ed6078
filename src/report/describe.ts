import type { Evidence, Finding } from '../model/finding.ts';
import type { Excerpt, Location } from '../model/location.ts';
import type { BaselineSource, RunReport, Target } from '../model/report.ts';
import type { PolicySource } from '../model/policy.ts';
import { visible } from './safe-text.ts';
import { worstFirst } from './view.ts';
import { count, shortCommit } from './words.ts';
import { codeClaims } from './code-claims.ts';
import { componentClaims } from './component-claims.ts';

/** `src/app.ts:12:7`, `lib.zip!inner/app.ts:12:7` inside an archive, or the name of an endpoint; inert. */
export function place({ path, inner, region, endpoint }: Location): string {
  if (endpoint !== undefined) return visible(path);
  const file = inner === undefined ? path : `${path}!${inner}`;
  return `${visible(file)}:${region.startLine}:${region.startColumn}`;
}

/**
 * File and lines of the target for platforms that show findings only there: of an endpoint where the inventory declares
 * it, undefined where nothing does.
 */
export function filePlace({ path, region, endpoint }: Location): FilePlace | undefined {
  if (endpoint === undefined) {
    const { startLine: line, endLine } = region;
    return {
      path,
      line,
      endLine,
      // Platforms ignore columns of places over several lines.
      ...(line === endLine ? { column: region.startColumn, endColumn: region.endColumn } : {}),
    };
  }
  const { declaredAt } = endpoint;
  return declaredAt && { ...declaredAt, endLine: declaredAt.line };
}

export interface FilePlace {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly column?: number;
  readonly endColumn?: number;
}

/**
 * The same with something in every case: of an endpoint that is declared nowhere, the first line of the policy. For
 * formats that take no finding without a file.
 */
export function filePlaceOr(location: Location, report: RunReport): FilePlace {
  return filePlace(location) ?? { path: policyFile(report), line: 1, endLine: 1 };
}

/** The file that declares endpoints, or would. */
export function policyFile({ policy }: RunReport): string {
  // `lockstep.yaml at origin/main (c0ffee0)`: only the file is a place; `built-in default` is none.
  const [named = ''] = policy.name.split(' at ');
  return named === '' || named.startsWith('built-in ') ? 'lockstep.yaml' : named;
}

/** The message, with the endpoint where the place that a platform shows is not it. */
export function messageAtPlace({ location, message }: Finding): string {
  return location.endpoint === undefined ? message : `${location.path}: ${message}`;
}

/** What to do so that a finding no longer counts, for a reason: a comment, or a waiver where there is no line. */
export function ignoreAdvice(ruleId: string, { path, endpoint }: Location): string {
  return endpoint === undefined
    ? `lockstep-ignore ${ruleId} -- <reason>   in a comment on the line`
    : `a waiver in the policy: rule ${ruleId}, scope: { endpoint: "${path}" }`;
}

/** The same for a rule, wherever its findings are. */
export function suppressAdvice(ruleId: string): string {
  const comment = `lockstep-ignore ${ruleId} -- <reason>`;
  return aboutEndpoints(ruleId)
    ? `${comment} in a comment of a configuration file; for an endpoint a waiver in the policy with scope.endpoint`
    : comment;
}

/** Whether the rule's findings may be at an endpoint, where there is no line for a comment. */
export function aboutEndpoints(ruleId: string): boolean {
  return ruleId.startsWith('tls/');
}

/** What to write into configurations, by server; none for evidence of other kinds. */
export function snippetsOf(
  evidence: Evidence,
): readonly { readonly server: string; readonly text: string }[] {
  return evidence.kind === 'tls' ? evidence.snippets : [];
}

/** What proves the finding, one short claim each; inert, and never the secret itself. */
export function evidenceClaims(evidence: Evidence): readonly string[] {
  if (evidence.kind === 'recorded') return [];
  if (evidence.kind === 'tls') return evidence.facts.map((fact) => visible(fact));
  if (evidence.kind === 'component') {
    return componentClaims(evidence).map((claim) => visible(claim));
  }
  if (evidence.kind === 'code') return codeClaims(evidence).map((claim) => visible(claim));
  const shape =
    evidence.prefix === ''
      ? count(evidence.length, 'character')
      : `starts with ${evidence.prefix}, ${count(evidence.length, 'character')}`;
  const encoding = evidence.encoding === undefined ? [] : [writtenAs[evidence.encoding]];
  return [shape, ...encoding, ...evidence.reasons].map(visible);
}

/** The first claims, with the number of the others: a legacy server has hundreds. */
export function firstClaims(evidence: Evidence, limit: number): readonly string[] {
  const claims = evidenceClaims(evidence);
  const rest = claims.length - limit;
  return rest > 0 ? [...claims.slice(0, limit), `and ${rest} more`] : claims;
}

const writtenAs = {
  base64: 'written as base64',
  hex: 'written as hex',
  url: 'percent-encoded',
  archive: 'inside an archive',
} as const;

/** Where else the value of a finding stands; one short claim or none; inert. */
export type Twins = (finding: Finding) => readonly string[];

/** Findings whose keyed hash is equal hold the same secret: revoking it once mends them all. */
export function twinsIn({ decision }: RunReport): Twins {
  const byHash = new Map<string, { readonly places: Finding[]; count: number }>();
  for (const { finding } of worstFirst(decision.findings)) {
    if (finding.evidence.kind !== 'secret' || finding.state === 'fixed') continue;
    const known = byHash.get(finding.evidence.hash) ?? { places: [], count: 0 };
    // Two are enough to name one that is not the finding itself.
    if (known.places.length < 2) known.places.push(finding);
    known.count += 1;
    byHash.set(finding.evidence.hash, known);
  }
  return (finding) => {
    if (finding.evidence.kind !== 'secret' || finding.state === 'fixed') return [];
    const known = byHash.get(finding.evidence.hash);
    const other = known?.places.find((candidate) => candidate !== finding);
    if (known === undefined || other === undefined) return [];
    const more = known.count > 2 ? ` and ${count(known.count - 2, 'other place')}` : '';
    return [`the same secret as in ${place(other.location)}${more}`];
  };
}

/** Where a finding came from when that is more than its place: moved, or out of the history; inert. */
export function provenance({ movedFrom, origin }: Finding): readonly string[] {
  const lines: string[] = [];
  if (movedFrom !== undefined) {
    lines.push(`moved from ${visible(movedFrom.path)}:${movedFrom.line}`);
  }
  if (origin !== undefined) {
    const still = origin.present ? 'still present' : 'no longer present';
    const held = count(origin.occurrences, 'version');
    lines.push(
      `introduced in ${visible(shortCommit(origin.commit))} by ${visible(origin.author)} on ` +
        `${visible(origin.date.slice(0, 10))}, ${still}, in ${held} of the history`,
    );
  }
  return lines;
}

/** The excerpt in three inert parts, of which `marked` is what the finding is about. */
export function excerptParts({ text, highlight }: Excerpt): {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
} {
  const start = Math.max(0, highlight.start);
  const end = start + Math.max(0, highlight.length);
  const part = (from: number, to?: number): string =>
    visible(text.slice(from, to).replaceAll('\t', '  '));
  return { before: part(0, start), marked: part(start, end), after: part(end) };
}

/** What was examined, in words: `shop at 1a2b3c4d5e (main), staged changes`; inert. */
export function targetLine({ kind, name, within, git, base }: Target): string {
  const kinds = {
    directory: '',
    file: '',
    staged: ', staged changes',
    history: ', whole history',
    diff: ', a diff',
    stdin: ', standard input',
    endpoints: ', endpoints',
  } as const;
  const below = within === '' ? '' : `/${within}`;
  const branch = git?.branch === undefined ? '' : ` (${git.branch})`;
  const dirty = git?.dirty === true ? ' with uncommitted changes' : '';
  const commit = git === undefined ? '' : ` at ${shortCommit(git.commit)}${branch}${dirty}`;
  const since = base === undefined ? '' : `, against ${base.ref}`;
  return visible(`${name}${below}${commit}${kinds[kind]}${since}`);
}

/** What the findings were compared with; undefined when there was no baseline. */
export function baselineLine(baseline: BaselineSource): string | undefined {
  if (baseline.kind === 'none') return undefined;
  if (baseline.kind === 'merge-base') {
    const files = count(baseline.filesChanged, 'file');
    return visible(`compared with merge base ${shortCommit(baseline.commit)}, ${files} changed`);
  }
  const { path, created, digest } = baseline;
  return visible(`compared with ${path}, written ${created.slice(0, 10)} (${digest.slice(0, 19)})`);
}

/** What was examined by which check: `1,204 files examined by secrets with 120 rules`; never empty. */
export function examinedLine({ checks }: RunReport): string {
  if (checks.length === 0) return 'no check ran';
  return checks
    .map(({ id, units, endpoints, rules, state }) => {
      const fate = { finished: '', partial: ' (partly)', failed: ' (failed)' }[state];
      const what = examinedCount(units, endpoints);
      return `${what} examined by ${visible(id)} with ${count(rules.length, 'rule')}${fate}`;
    })
    .join('; ');
}

/** `12 files and 3 endpoints`; what there is none of is left out, but for files where there is neither. */
export function examinedCount(files: number, endpoints: number): string {
  const names = [
    ...(files > 0 || endpoints === 0 ? [count(files, 'file')] : []),
    ...(endpoints > 0 ? [count(endpoints, 'endpoint')] : []),
  ];
  return names.join(' and ');
}

/** `src/app.ts` and the like as an RFC 3986 relative reference: everything but unreserved characters and `/` escaped. */
export function relativeUri(path: string): string {
  let uri = '';
  for (const byte of new TextEncoder().encode(path)) {
    const character = String.fromCharCode(byte);
    uri += /[A-Za-z0-9\-._~/]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return uri;
}

/** Where the policy came from and its digest, short. */
export function policyLine({ name, digest }: PolicySource): string {
  return `${visible(name)} (${visible(digest.slice(0, 19))})`;
}
