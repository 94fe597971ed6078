import type { LoadComponentEngine } from './component-check.ts';
import type { EndpointEngine } from './endpoint-check.ts';
import type { FileClass, SourceFile } from './file.ts';
import type { Detection } from './finding.ts';
import type { IncompleteReason } from './incomplete.ts';
import type { LoadProgramEngine } from './program-check.ts';
import type { Rule } from './rule.ts';
import type { TlsSettings } from './tls-settings.ts';

/** One step of what a check says about a unit. */
export type Emission =
  | { readonly kind: 'finding'; readonly finding: Detection }
  | { readonly kind: 'incomplete'; readonly reason: IncompleteReason; readonly detail: string };

/** What a check gets from the house besides its unit. */
export interface CheckContext {
  /** HMAC-SHA-256 under a key that never leaves the machine, 24 hex digits. */
  keyedHash(secret: string): string;
  /** What the policy says for the tls check. */
  readonly tls: TlsSettings;
}

/** What a check needs from its surroundings; the runner hands it nothing else. */
export interface Needs {
  /** Which files it wants to see. */
  readonly files: readonly FileClass[];
  readonly network: 'none' | 'target' | 'registry';
}

/**
 * A family of rules with one engine. Its unit of work is a file: pure, so that a result can be cached by content and
 * units can run on any number of threads. Knows nothing of policy, stages, reports or storage.
 */
export interface Check {
  /** Lower case, unique, the folder's name. */
  readonly id: string;
  readonly title: string;
  /** Grows with every change of the engine that can change a finding: cached results of other versions are dropped. */
  readonly version: number;
  readonly needs: Needs;
  readonly rules: readonly Rule[];
  /** Loads what `examine` needs and the start of the program does not; whoever calls `examine` has waited for it once. */
  prepare?(): Promise<void>;
  examine(file: SourceFile, context: CheckContext): Iterable<Emission>;
  /** Of a check that also examines endpoints over the network. */
  readonly endpoints?: EndpointEngine;
  /** Of a check that also judges what lockfiles and manifests state. */
  readonly components?: LoadComponentEngine;
  /** Of a check that examines files together, as one program. */
  readonly program?: LoadProgramEngine;
  /** Ids of the profiles that it knows by itself; a policy may name these and its own. */
  readonly profiles?: readonly string[];
  /** What is wrong with the policy's own profiles: unknown names in them, an `extends` that leads nowhere or in a circle. */
  checkSettings?(settings: TlsSettings): Promise<readonly SettingsProblem[]>;
}

export interface SettingsProblem {
  /** Id of the profile in the policy. */
  readonly profile: string;
  /** As in the messages of the policy: what is wrong, and how to mend it. */
  readonly what: string;
  readonly repair?: string;
}
