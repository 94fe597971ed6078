import type { ComponentEvidence } from '../../model/finding.ts';
import { componentOfPurl, purlOf, type PackageVersion } from '../../model/purl.ts';
import type { VexUse } from '../../model/vex-use.ts';
import { lenientParts } from '../../model/purl/parse.ts';
import type { VexScope, VexStatement, VexStatus } from './statement.ts';

export interface VexContext {
  /** Name of the product in the policy: a statement about it as a whole is about every component. */
  readonly product: string;
  /** ISO 8601; good news that was said later is not believed. */
  readonly now: string;
}

/** What the documents say of one finding; undefined where that is nothing, or bad news. */
export type VexAnswers = (finding: Asked) => VexUse | undefined;

type Asked = Pick<
  ComponentEvidence,
  'purl' | 'ecosystem' | 'name' | 'version' | 'advisories' | 'path' | 'pathCount'
>;

/**
 * Makes the function that answers for single findings. Of several statements that fit, the latest counts; of equally late
 * ones the most careful. Only "not affected" and "fixed" are an answer.
 */
export function vexAnswers(statements: readonly VexStatement[], context: VexContext): VexAnswers {
  const prepared = new Map<string, Prepared[]>();
  for (const statement of statements) {
    const time = Date.parse(statement.timestamp);
    if (isAnswer(statement.status) && time > Date.parse(context.now)) continue;
    const entry = { statement, time: Number.isNaN(time) ? 0 : time, scopes: statement.scopes };
    for (const id of statement.vulnerabilities) {
      const key = id.toLowerCase();
      const known = prepared.get(key);
      if (known === undefined) prepared.set(key, [entry]);
      else known.push(entry);
    }
  }
  return (finding) => {
    const all = new Set(finding.advisories.flatMap((id) => prepared.get(id.toLowerCase()) ?? []));
    const fitting = [...all].filter(({ statement: { status }, scopes }) =>
      scopes.some((scope) => fits(scope, status, finding, context)),
    );
    const [latest] = fitting.toSorted(
      (a, b) => b.time - a.time || care(a.statement.status) - care(b.statement.status),
    );
    return latest === undefined ? undefined : useOf(latest.statement);
  };
}

interface Prepared {
  readonly statement: VexStatement;
  /** Milliseconds; 0 where it is not told. */
  readonly time: number;
  readonly scopes: readonly VexScope[];
}

const careful: readonly VexStatus[] = ['affected', 'under_investigation', 'fixed', 'not_affected'];

function isAnswer(status: VexStatus): status is VexUse['status'] {
  return status === 'not_affected' || status === 'fixed';
}

function care(status: VexStatus): number {
  return careful.indexOf(status);
}

function useOf(statement: VexStatement): VexUse | undefined {
  const { status, file, id, author, timestamp, justification, impact } = statement;
  if (!isAnswer(status)) return undefined;
  return { status, justification, impact, file, statement: id, author, timestamp };
}

function fits(
  { subject, versions, within }: VexScope,
  status: VexStatus,
  finding: Asked,
  context: VexContext,
): boolean {
  if (within !== undefined && !within.some((name) => isAround(name, finding, context))) {
    return false;
  }
  if (versions !== undefined && !versions.includes(finding.version)) return false;
  return subject.some((name) => {
    // Which version of the product this is nobody knows, so a statement about one of them says nothing.
    if (isProduct(name, context)) return within === undefined && versions === undefined;
    const fit = isAnswer(status) && !isPlain(name) ? undefined : fitOf(name, finding);
    // That some version is fixed does not say that this one is.
    return (
      fit === 'version' || (fit === 'package' && (status !== 'fixed' || versions !== undefined))
    );
  });
}

/** The product itself, or a dependency through which alone the component came in. */
function isAround(
  name: string,
  { ecosystem, path, pathCount }: Asked,
  context: VexContext,
): boolean {
  if (isProduct(name, context)) return true;
  const whole = componentOfPurl(name);
  if (whole === undefined || whole.ecosystem !== ecosystem || pathCount !== 1) return false;
  return path.slice(0, -1).some((step) => {
    const at = step.lastIndexOf('@');
    const found = { ecosystem, name: step.slice(0, at), version: step.slice(at + 1) };
    return fitOf(name, { ...found, purl: purlOf(found) }) !== undefined;
  });
}

function isProduct(name: string, { product }: VexContext): boolean {
  if (name === product) return true;
  const parts = lenientParts(name);
  return parts !== undefined && parts.version === '' && parts.name === product && isOwn(parts.type);
}

/** A package of a registry that happens to have the name of the product is another thing. */
function isOwn(type: string): boolean {
  return ['generic', 'github', 'gitlab', 'bitbucket', 'oci', 'docker'].includes(type);
}

function fitOf(
  name: string,
  finding: PackageVersion & { readonly purl: string },
): 'version' | 'package' | undefined {
  const stated = componentOfPurl(name);
  if (stated === undefined) return undefined;
  const purl = purlOf(stated);
  if (stated.version === '') {
    const { ecosystem, name: itsName } = finding;
    return purl === purlOf({ ecosystem, name: itsName, version: '' }) ? 'package' : undefined;
  }
  return purl === finding.purl ? 'version' : undefined;
}

/** A qualifier narrows it down to an artefact, of which we know nothing; a jar is what is meant without one. */
function isPlain(name: string): boolean {
  const parts = lenientParts(name);
  if (parts === undefined) return false;
  return [...parts.qualifiers].every(([key, value]) => key === 'type' && value === 'jar');
}
