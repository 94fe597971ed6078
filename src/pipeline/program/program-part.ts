import type { OpenTarget } from '../../collect/target.ts';
import type { Check } from '../../model/check.ts';
import type { CodeSettings } from '../../model/code-settings.ts';
import type { Finding } from '../../model/finding.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { Policy } from '../../model/policy.ts';
import type { Rule } from '../../model/rule.ts';
import type { LoadProgramEngine } from '../../model/program-check.ts';
import type { Suppression } from '../../model/suppression.ts';
import type { TlsSettings } from '../../model/tls-settings.ts';
import type { Crew } from '../crew.ts';
import type { Plan } from '../plan.ts';
import type { RunEnvironment, RunRequest } from '../request.ts';
import type { Session } from '../session.ts';

/** What became of the program that the files of a run are. */
export interface ExaminedProgram {
  readonly findings: readonly Finding[];
  /** The same of the state before the change. */
  readonly baseFindings: readonly Finding[];
  /** Comments in files that the change does not touch, and that findings stand in. */
  readonly suppressions: readonly Suppression[];
  readonly baseSuppressions: readonly Suppression[];
  readonly incomplete: readonly Incomplete[];
  /** Id of the check; undefined where no check asks. */
  readonly checkId?: string;
  /** Sources of the head that are part of it. */
  readonly count: number;
  /** Rules that the target has of its own. */
  readonly rules: readonly Rule[];
  readonly notes: readonly string[];
}

const noProgram: ExaminedProgram = {
  findings: [],
  baseFindings: [],
  suppressions: [],
  baseSuppressions: [],
  incomplete: [],
  count: 0,
  rules: [],
  notes: [],
};

export interface ProgramWork {
  readonly target: OpenTarget;
  readonly plan: Plan;
  readonly checks: readonly Check[];
  readonly settings: CodeSettings;
  readonly limits: Policy['limits'];
  readonly request: RunRequest;
  readonly crew: Crew;
  readonly tls: TlsSettings;
  readonly signal: AbortSignal;
  readonly session?: Session | undefined;
  readonly onProgress: NonNullable<RunEnvironment['onProgress']>;
}

/** A check that examines files together. */
export type ProgramCheck = Check & { readonly program: LoadProgramEngine };

/** The rest of the work: it does not wait for anything but keeps this thread busy. */
export type JoinProgram = () => Promise<ExaminedProgram>;

/** Reads and lowers the files of a program on threads, or nothing; what is returned joins them. */
export async function lowerProgramPart(work: ProgramWork): Promise<JoinProgram> {
  const check = work.checks.find((each) => examinesPrograms(each));
  const nothing = check === undefined ? noProgram : { ...noProgram, checkId: check.id };
  if (check === undefined || !hasProgram(work.plan)) return () => Promise.resolve(nothing);
  const { lowerProgram } = await import('./examine-program.ts');
  return lowerProgram(work, check);
}

function examinesPrograms(check: Check): check is ProgramCheck {
  return check.program !== undefined;
}

/** The contents of a history belong to many programs. */
function hasProgram({ kind, head, tree = head }: Plan): boolean {
  return kind !== 'history' && kind !== 'endpoints' && tree.length > 0;
}
