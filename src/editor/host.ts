import type { VerdictKind } from '../model/log-entry.ts';
import type { RunEnvironment, RunRequest } from '../pipeline/request.ts';
import type { ShownFinding } from './shown.ts';

/** What the command line hands to a server of editors. */
export interface EditorHost {
  /** How a folder is examined now, but for what the editor knows better. */
  requestOf(folder: string): Omit<RunRequest, 'mode' | 'checkIds' | 'endpoints'>;
  readonly openAdvisories: NonNullable<RunEnvironment['openAdvisories']>;
  /** URL of the module that exports `checks`. */
  readonly registry: string;
  /** Writes a verdict into the log; says what was recorded. Throws LockstepError. */
  recordVerdict(shown: ShownFinding, verdict: VerdictKind): Promise<string>;
}
