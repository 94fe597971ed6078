import { existsSync } from 'node:fs';
import path from 'node:path';
import { openTarget } from '../../collect/target.ts';
import { readBounded } from '../../io/files.ts';
import type { Check } from '../../model/check.ts';
import type { ProgramUnit } from '../../model/program-check.ts';
import type { Rule } from '../../model/rule.ts';
import { listTree } from '../plan-tree.ts';
import { policyAsWritten } from '../policy-in-force.ts';
import type { RunRequest } from '../request.ts';
import { rolesIn } from './roles.ts';

/** Where rule files lie without a word of the policy. */
const RULE_FOLDER = '.lockstep/rules';

/** A rule file of a target. */
export interface OwnRuleFile {
  /** From the root of the target. */
  readonly path: string;
  /** Undefined: it cannot be read. */
  readonly bytes: Uint8Array | undefined;
}

type Asking = Pick<RunRequest, 'path' | 'policyFile' | 'now'>;

/** The rule files of a target: those in its folder of rules, and those that its policy names. */
export async function ownRuleFiles(
  asking: Asking,
  checks: readonly Check[],
  signal: AbortSignal,
): Promise<{ readonly root: string; readonly files: readonly OwnRuleFile[] }> {
  const named = await openTarget(asking.path, signal);
  const { loaded } = await policyAsWritten(named, asking, checks);
  const { code: settings, limits } = loaded.policy;
  const { root } = named;
  // Only what the policy names may lie anywhere.
  const within = settings.rules.length === 0 ? RULE_FOLDER : '';
  if (!existsSync(path.join(root, within))) return { root, files: [] };
  const { head } = await listTree({ ...named, kind: 'directory', within }, loaded.policy, signal);
  const engine = await checks.find(({ program }) => program !== undefined)?.program?.();
  if (engine === undefined) return { root, files: [] };
  const roleOf = rolesIn(engine, settings);
  const files = head.flatMap(({ path: file, content }): readonly OwnRuleFile[] => {
    if (roleOf(file) !== 'rules' || content.kind !== 'file') return [];
    const name = typeof content.file === 'string' ? content.file : Buffer.from(content.file);
    const read = readBounded(name, limits.maxFileBytes);
    return [{ path: file, bytes: read.state === 'read' ? read.bytes : undefined }];
  });
  return { root, files };
}

/** The rules that a target has of its own, as reports show them. */
export async function ownRules(
  asking: Asking,
  checks: readonly Check[],
  signal: AbortSignal,
): Promise<readonly Rule[]> {
  const { files } = await ownRuleFiles(asking, checks, signal);
  const engine = await checks.find(({ program }) => program !== undefined)?.program?.();
  if (engine === undefined || files.length === 0) return [];
  const units = files.flatMap(({ path: file, bytes }): readonly ProgramUnit[] => {
    const summary = bytes && engine.summarise({ path: file, bytes, fileClass: 'text' });
    return summary?.state === 'unit' ? [{ path: file, unit: summary.unit }] : [];
  });
  const link = await engine.linker();
  const { rules = [] } = await link(units, () => Promise.resolve(new Map()));
  return rules;
}
