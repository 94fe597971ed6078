import { classifyBytes, classifyPath } from '../collect/classify.ts';
import { decode } from '../collect/decode.ts';
import { identify } from '../fingerprint/identify.ts';
import { findSuppressions } from '../fingerprint/suppressions.ts';
import type { Check, CheckContext } from '../model/check.ts';
import type { SourceFile } from '../model/file.ts';
import type { Detection, Finding } from '../model/finding.ts';
import type { BadSuppression, Suppression } from '../model/suppression.ts';
import type { FileResult } from './unit.ts';

/** More findings in one file are a flood that nobody reads; the rest is `incomplete`, never silently dropped. */
const MAX_FINDINGS_PER_FILE = 1_000;

const SUPPRESSION_TOKEN = Buffer.from('lockstep-ignore');

type CheckIncomplete = FileResult['incomplete'][number];

/** Everything that the checks say about one file. Pure: the same path and bytes give the same result. */
export function examine(
  path: string,
  raw: Uint8Array,
  checks: readonly Check[],
  context: CheckContext,
): FileResult {
  const fileClass = classifyPath(path) ?? classifyBytes(path, raw);
  const wanting = checks.filter((check) => check.needs.files.includes(fileClass));
  const bytes = wanting.length === 0 ? raw : decode(raw).bytes;
  const file = { path, bytes, fileClass };
  const findings: Finding[] = [];
  const incomplete: CheckIncomplete[] = [];
  for (const check of wanting) {
    const said = ask(check, file, context);
    if (said.detections.length > 0) {
      findings.push(...identify({ checkId: check.id, path, text: textOf(bytes) }, said.detections));
    }
    incomplete.push(...said.incomplete);
  }
  return { fileClass, findings, incomplete, ...suppressionsOf(file, wanting) };
}

/** Lets one check speak; what it throws is a bug of the check and makes this file incomplete, not the run a failure. */
function ask(
  check: Check,
  file: SourceFile,
  context: CheckContext,
): { detections: readonly Detection[]; incomplete: readonly CheckIncomplete[] } {
  const detections: Detection[] = [];
  const incomplete: CheckIncomplete[] = [];
  try {
    for (const emission of check.examine(file, context)) {
      if (emission.kind === 'incomplete') {
        incomplete.push({ checkId: check.id, reason: emission.reason, detail: emission.detail });
      } else if (detections.length < MAX_FINDINGS_PER_FILE) {
        detections.push(emission.finding);
      } else {
        const detail = `more than ${MAX_FINDINGS_PER_FILE} findings in this file; the rest is not listed`;
        incomplete.push({ checkId: check.id, reason: 'limit', detail });
        break;
      }
    }
  } catch (error) {
    incomplete.push({ checkId: check.id, reason: 'crash', detail: describeCrash(check.id, error) });
  }
  return { detections, incomplete };
}

/** Names the place of the crash only: a message could quote the file, and with it a secret. */
export function describeCrash(checkId: string, error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const place = /\/(?<file>[\w.-]+\.[jt]s:\d+):\d+\)?$/mu.exec(stack)?.groups?.['file'];
  return `the ${checkId} check crashed on this file (${name}${place === undefined ? '' : ` at ${place}`}): a bug of Lockstep, please report it`;
}

function suppressionsOf(
  file: SourceFile,
  wanting: readonly Check[],
): { suppressions: readonly Suppression[]; badSuppressions: readonly BadSuppression[] } {
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  if (wanting.length === 0 || file.fileClass === 'archive' || !bytes.includes(SUPPRESSION_TOKEN)) {
    return { suppressions: [], badSuppressions: [] };
  }
  const found = findSuppressions(file.path, textOf(file.bytes));
  return { suppressions: found.suppressions, badSuppressions: found.bad };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
