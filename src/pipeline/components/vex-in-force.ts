import { readFileAt } from '../../collect/blobs.ts';
import { readConfined } from '../../collect/confined-file.ts';
import type { Check } from '../../model/check.ts';
import type { GitBase } from '../../model/git.ts';
import type { Policy, VexFile } from '../../model/policy.ts';
import { digestOf } from '../../policy/canonical-json.ts';
import { vexAnswers, type VexAnswers } from '../../policy/vex/answer.ts';
import { MAX_VEX_BYTES, parseVex } from '../../policy/vex/parse-vex.ts';
import type { VexStatement } from '../../policy/vex/statement.ts';
import type { RunRequest } from '../request.ts';

export interface VexInForce {
  readonly answers: VexAnswers;
  /** What was not used, and why. */
  readonly notes: readonly string[];
}

interface VexWork {
  readonly target: { readonly root: string };
  readonly policy: Policy;
  readonly checks: readonly Check[];
  readonly request: Pick<RunRequest, 'policyFile' | 'now'>;
}

/**
 * What the VEX documents of the policy say, read where the policy was: a change cannot excuse itself. A document whose
 * bytes are not those that were agreed on is not used; that excuses less, so it stops no run, and is told.
 */
export async function vexInForce(
  { target: { root }, policy, checks, request }: VexWork,
  base: GitBase | undefined,
): Promise<VexInForce> {
  const statements: VexStatement[] = [];
  const notes: string[] = [];
  const isAsked = checks.some(({ components }) => components !== undefined);
  const commit = request.policyFile === undefined ? base?.commit : undefined;
  for (const file of isAsked ? policy.vex : []) {
    const read = await statementsOf(file, root, commit);
    statements.push(...read.statements);
    notes.push(...read.notes);
  }
  const context = { product: policy.product.name, now: request.now };
  return { answers: vexAnswers(statements, context), notes };
}

interface ReadFile {
  readonly statements: readonly VexStatement[];
  readonly notes: readonly string[];
}

async function statementsOf(
  { path, digest }: VexFile,
  root: string,
  commit: string | undefined,
): Promise<ReadFile> {
  const bytes = await bytesOf(path, root, commit);
  if (typeof bytes === 'string') return unused(path, bytes);
  const found = digestOf(bytes);
  if (found !== digest) return unused(path, `its digest is ${found}, and the policy has ${digest}`);
  const parsed = parseVex(Buffer.from(bytes).toString('utf8'), path);
  if (parsed.kind === 'failed') return unused(path, parsed.detail);
  const { statements, problems } = parsed;
  return { statements, notes: problems.map((problem) => `${path} is used in part: ${problem}.`) };
}

async function bytesOf(
  path: string,
  root: string,
  commit: string | undefined,
): Promise<Uint8Array | string> {
  if (commit !== undefined) {
    const bytes = await readFileAt(root, commit, path, MAX_VEX_BYTES);
    return bytes ?? `it is not in ${commit.slice(0, 10)}`;
  }
  const read = readConfined(root, path, MAX_VEX_BYTES);
  if (read.state === 'read') return read.bytes;
  return read.state === 'too-large' ? 'it is larger than 16 MiB' : read.detail;
}

function unused(path: string, why: string): ReadFile {
  return { statements: [], notes: [`The VEX document ${path} is not used: ${why}.`] };
}
