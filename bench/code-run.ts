import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { lockstep, scratchPath } from './tools.ts';

/** What a bench reads of a finding of the code check. */
export interface CodeFinding {
  /** With its check: `code/sql-injection`. */
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  /** Lines of the steps that lie in the file of the sink. */
  readonly stepLines: readonly number[];
  readonly excerpt: string;
  readonly message: string;
  readonly confidence: string;
}

export interface CodeRun {
  readonly findings: readonly CodeFinding[];
  /** Files that were examined in part, or not. */
  readonly incomplete: number;
}

/** Of one project. Chosen: many times what the largest of them takes on a machine that does nothing else. */
const RUN_TIMEOUT_MS = 600_000;

/** Examines a folder by the code check as it is built, without a cache; throws when that fails or takes too long. */
export function examineCode(root: string): CodeRun {
  const file = scratchPath('code.json');
  const { program, args, env } = lockstep(file, ['code', root, '--no-cache']);
  const { status, stderr } = spawnSync(program, args, {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: RUN_TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  if (status !== 0) throw new Error(`exit code ${status} for ${root}: ${stderr}`);
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by the run before
  const report = JSON.parse(readFileSync(file, 'utf8')) as Written;
  const findings = report.findings
    .filter(({ check }) => check === 'code')
    .map((each): CodeFinding => {
      const { path, region } = each.location;
      const steps = (each.evidence.steps ?? []).filter((step) => step.path === path);
      return {
        rule: each.rule,
        path,
        line: region.startLine,
        stepLines: steps.map((step) => step.region.startLine),
        excerpt: each.excerpt?.text.trim() ?? '',
        message: each.message,
        confidence: each.confidence,
      };
    });
  return { findings, incomplete: report.incomplete.length };
}

interface Written {
  readonly incomplete: readonly unknown[];
  readonly findings: readonly {
    readonly check: string;
    readonly rule: string;
    readonly message: string;
    readonly confidence: string;
    readonly location: Place;
    readonly excerpt?: { readonly text: string };
    readonly evidence: { readonly steps?: readonly Place[] };
  }[];
}

interface Place {
  readonly path: string;
  readonly region: { readonly startLine: number };
}
