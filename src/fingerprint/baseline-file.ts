import assert from 'node:assert';
import { Buffer } from 'node:buffer';
import { LockstepError } from '../model/error.ts';
import type { Confidence, Finding } from '../model/finding.ts';
import type { RunReport } from '../model/report.ts';
import { severities } from '../model/severity.ts';
import { BaselineProblem, Fields } from './baseline-fields.ts';
import { checkStructure } from './baseline-structure.ts';
import { FINGERPRINT_VERSION } from './digest.ts';
import { compareFindings } from './order.ts';

/** Grows with every change of the shape that an older reader would misread (schema/baseline.schema.json). */
const BASELINE_FORMAT = 'lockstep-baseline/1';

export const MAX_BASELINE_BYTES: number = 32 * 2 ** 20;
/** A path of 4096 bytes (PATH_MAX of Linux), each shown as `\xNN`. */
const MAX_PATH_UNITS = 4 * 4096;
const confidences: readonly Confidence[] = ['high', 'medium', 'low'];
const REPAIR = 'Write it again with "lockstep baseline", or take back the last version from git.';

const timeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/u;
const keyIdForm = /^[0-9a-f]{8}$/u;
const ruleForm = /^[a-z][a-z0-9-]{0,63}\/[a-z0-9][a-z0-9-]{0,127}$/u;
const pathForm = new RegExp(`^[^\\0]{1,${MAX_PATH_UNITS}}$`, 'su');
const identityForm = /^[0-9a-v]{20}:\d{1,9}$/u;
const lineHashForm = /^[0-9a-f]{1,16}:\d{1,9}$/u;
const discriminatorForm = /^[0-9a-f]{24}$/u;

export interface BaselineOrigin {
  /** Names the key of the discriminators, so that those of another key are not compared. */
  readonly keyId: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly tool: RunReport['tool'];
}

/** A baseline as it was stored: what `matchBaseline` needs of it, and its age. */
export interface StoredBaseline {
  readonly findings: readonly Finding[];
  readonly keyId: string;
  readonly createdAt: string;
}

/**
 * The text of `.lockstep/baseline.json` for the findings of a run, as `matchBaseline` gives them; those that are fixed
 * are left out. One finding a line in order of place, so that git shows what came and went. Holds where findings are and
 * their identities: no source, no message, and of a secret only its keyed hash, not even its length.
 */
export function writeBaseline(findings: readonly Finding[], origin: BaselineOrigin): string {
  const present = findings.filter(({ state }) => state !== 'fixed').toSorted(compareFindings);
  const names = new Set(present.map(({ fingerprint }) => fingerprint));
  assert.equal(names.size, present.length, 'a fingerprint names one finding');
  const head = {
    format: BASELINE_FORMAT,
    fingerprints: FINGERPRINT_VERSION,
    tool: { name: origin.tool.name, version: origin.tool.version },
    createdAt: origin.createdAt,
    keyId: origin.keyId,
  };
  const fields = Object.entries(head).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${oneLine(value)},\n`,
  );
  const lines = present.map((finding) => `\n    ${oneLine(entryOf(finding))}`).join(',');
  const list = lines === '' ? '[]' : `[${lines}\n  ]`;
  const text = `{\n${fields.join('')}  "findings": ${list}\n}\n`;
  if (Buffer.byteLength(text) <= MAX_BASELINE_BYTES) return text;
  throw new LockstepError('baseline', `a baseline of ${present.length} findings is too large`, {
    repair: 'Exclude what need not be examined: paths.exclude in the policy.',
  });
}

/** Reads what `writeBaseline` wrote. `name` is the file's, for messages. Throws LockstepError('baseline'). */
export function parseBaseline(text: string, name: string): StoredBaseline {
  try {
    return baselineOf(parseJson(text));
  } catch (error) {
    if (!(error instanceof BaselineProblem)) throw error;
    const { message, repair = REPAIR, cause } = error;
    throw new LockstepError('baseline', `${name}: ${message}`, { repair, cause });
  }
}

function parseJson(text: string): unknown {
  if (Buffer.byteLength(text) > MAX_BASELINE_BYTES) {
    throw new BaselineProblem(`it is larger than ${MAX_BASELINE_BYTES / 2 ** 20} MiB`);
  }
  const json = text.replace(/^\uFEFF/u, '');
  // First, because each side of a conflict repeats the fields of the other.
  if (/^(?:<{7}|>{7}) /mu.test(json)) throw new BaselineProblem('it holds a merge conflict');
  checkStructure(json);
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new BaselineProblem('it is not JSON, or torn', { cause: error });
  }
}

function baselineOf(value: unknown): StoredBaseline {
  const fields = new Fields(value, '');
  checkVersion(fields.text('format', /^.{0,80}$/u), BASELINE_FORMAT);
  checkVersion(fields.text('fingerprints', /^.{0,80}$/u), FINGERPRINT_VERSION);
  const tool = new Fields(fields.take('tool'), 'tool');
  tool.oneOf('name', ['lockstep']);
  tool.text('version', /^[\w.+-]{1,80}$/u);
  tool.end();
  const createdAt = fields.text('createdAt', timeForm);
  const keyId = fields.text('keyId', keyIdForm);
  const findings = fields
    .list('findings')
    .map((entry, index) => findingOf(entry, `findings[${index}]`));
  fields.end();
  checkNames(findings);
  return { findings, keyId, createdAt };
}

/** `name/version`: the same, or one that this version of the tool cannot read. */
function checkVersion(found: string, known: string): void {
  if (found === known) return;
  const [family = '', version = ''] = known.split('/');
  const [itsFamily, itsVersion = ''] = found.split('/');
  if (itsFamily !== family || !/^[1-9]\d{0,5}$/u.test(itsVersion)) {
    throw new BaselineProblem(`it is no baseline: it does not say ${known}`);
  }
  if (Number(itsVersion) < Number(version)) {
    throw new BaselineProblem(`it is of the old form ${found}, where ${known} is read`);
  }
  throw new BaselineProblem(`it is of the form ${found}, where only ${known} is known`, {
    repair: 'It was written by a newer Lockstep: use that one here too.',
  });
}

function entryOf(finding: Finding): object {
  const { path, inner, region, endpoint } = finding.location;
  const { primary, moved, loose, lineHash } = finding.identities;
  return {
    rule: finding.ruleId,
    path,
    inner,
    // Which of two places of one name: a file, or an endpoint.
    place: endpoint === undefined ? undefined : 'endpoint',
    line: region.startLine,
    column: region.startColumn,
    severity: finding.severity,
    confidence: finding.confidence,
    fingerprint: finding.fingerprint,
    primary,
    moved,
    loose,
    lineHash,
    discriminator: finding.discriminator,
  };
}

function findingOf(entry: unknown, place: string): Finding {
  const fields = new Fields(entry, place);
  const ruleId = fields.text('rule', ruleForm);
  const path = fields.text('path', pathForm);
  const inner = fields.optionalText('inner', pathForm);
  const isEndpoint = fields.optionalText('place', /^endpoint$/u) !== undefined;
  const line = fields.count('line');
  const column = fields.count('column');
  const discriminator = fields.optionalText('discriminator', discriminatorForm);
  const region = { startLine: line, startColumn: column, endLine: line, endColumn: column };
  const finding: Finding = {
    checkId: ruleId.slice(0, ruleId.indexOf('/')),
    ruleId,
    message: 'A finding of the stored baseline.',
    location: {
      path,
      ...(inner === undefined ? {} : { inner }),
      region,
      ...(isEndpoint ? { endpoint: {} } : {}),
    },
    excerpt: { text: '', highlight: { start: 0, length: 0 } },
    severity: fields.oneOf('severity', severities),
    confidence: fields.oneOf('confidence', confidences),
    evidence: { kind: 'recorded' },
    fingerprint: fields.text('fingerprint', identityForm),
    identities: {
      primary: fields.text('primary', identityForm),
      moved: fields.text('moved', identityForm),
      loose: fields.text('loose', identityForm),
      lineHash: fields.text('lineHash', lineHashForm),
    },
    ...(discriminator === undefined ? {} : { discriminator }),
    state: 'existing',
  };
  fields.end();
  return finding;
}

function checkNames(findings: readonly Finding[]): void {
  const seen = new Map<string, number>();
  for (const [index, { fingerprint }] of findings.entries()) {
    const before = seen.get(fingerprint);
    if (before !== undefined) {
      const what = `findings[${before}] and findings[${index}] have one fingerprint`;
      throw new BaselineProblem(`${what}: was it merged by hand?`);
    }
    seen.set(fingerprint, index);
  }
}

/** JSON on one line that looks the same in every editor: invisible and reordering characters are escapes. */
function oneLine(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
