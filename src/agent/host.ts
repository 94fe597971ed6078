import type { RunEnvironment, RunRequest } from '../pipeline/request.ts';
import type { Session } from '../pipeline/session.ts';

/** What the command line hands to a server of agents. */
export interface AgentHost {
  /** Absolute real paths: nothing outside of them is examined. */
  readonly roots: readonly string[];
  /** How a path is examined now. */
  requestOf(path: string): Omit<RunRequest, 'mode' | 'checkIds' | 'endpoints'>;
  readonly openAdvisories: NonNullable<RunEnvironment['openAdvisories']>;
  /** URL of the module that exports `checks`. */
  readonly registry: string;
  /** What runs on texts of a folder leave for one another. */
  sessionOf(folder: string): Session;
  stop(): void;
}
