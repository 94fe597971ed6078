import type { YaraScan } from '../io/yara.ts';
import type { OpenAdvisories } from './components/component-part.ts';
import type { Session } from './session.ts';
import type { HashKey } from '../io/key.ts';
import type { ScanMode, StarttlsProtocol } from '../model/endpoint.ts';
import type { Network } from '../model/network.ts';
import type { LogStore } from './log-store.ts';
import type { AgreementSource } from './service-agreement.ts';
import type { Override } from '../policy/decision-input.ts';

/** What one run examines. */
export type Mode =
  /** All files of the work tree or directory. */
  | { readonly kind: 'tree' }
  /** What changed against the merge base with a ref: the work tree against that commit. */
  | { readonly kind: 'since'; readonly ref: string }
  /** What is staged for the next commit, against HEAD. */
  | { readonly kind: 'staged' }
  /** Every blob that the history of any ref holds. */
  | { readonly kind: 'history' }
  /** The added lines of a unified diff. */
  | { readonly kind: 'diff'; readonly bytes: Uint8Array }
  | { readonly kind: 'stdin'; readonly name: string; readonly bytes: Uint8Array }
  | BufferMode
  /** No files: the endpoints that `RunRequest.endpoints` names. */
  | { readonly kind: 'endpoints' };

/** Files as an editor holds them: these texts instead of what lies on the disk. */
export interface BufferMode {
  readonly kind: 'buffers';
  /** Paths are as in `FileEntry.path`. */
  readonly buffers: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Each text by itself, without the program around it. */
  readonly alone: boolean;
}

/** An endpoint as it was named on the command line. */
export interface NamedEndpoint {
  readonly host: string;
  readonly port: number;
  readonly starttls?: StarttlsProtocol;
  /** Empty: what the inventory says, else the host. */
  readonly serverNames: readonly string[];
  readonly addresses?: readonly string[];
}

/** Which endpoints are examined, and how. */
export interface EndpointRequest {
  readonly from:
    | { readonly kind: 'inventory' }
    | { readonly kind: 'named'; readonly endpoints: readonly NamedEndpoint[] }
    /** Judges the observations of a file; nothing is connected to. */
    | { readonly kind: 'replay'; readonly file: string };
  /** Instead of the policy's mode. */
  readonly mode?: ScanMode;
  /** Instead of what the inventory and the policy say. */
  readonly profile?: string;
  /** Of named endpoints: where they stand. Of the inventory: only those that stand there. */
  readonly zone?: string;
  /** Of named endpoints: allow probes that look like an attack, whatever the zone says. */
  readonly intrusive?: boolean;
  readonly revocation?: boolean;
  /** File that takes each observation as it comes; `resume` goes on with one that is there. */
  readonly record?: { readonly file: string; readonly resume: boolean };
  /** Observations to compare with, instead of those that the cache folder holds. */
  readonly previousFile?: string;
  /** Connections to one address at a time, instead of the policy's. */
  readonly parallel?: number;
  /** For one endpoint, instead of the policy's. */
  readonly timeoutMs?: number;
}

export interface RunRequest {
  readonly mode: Mode;
  /** Absolute or relative to the working directory. Of a diff and a text: whose policy holds. */
  readonly path: string;
  /** Instead of the policy's `checks`. */
  readonly checkIds?: readonly string[] | undefined;
  /** Instead of the target's `lockstep.yaml`. */
  readonly policyFile?: string | undefined;
  /** Instead of the target's `.lockstep/baseline.json`; `none` compares with nothing. */
  readonly baselineFile?: string | undefined;
  /** Folder of the content cache; undefined: no cache. */
  readonly cacheDir?: string | undefined;
  /** By what results are remembered; undefined: by the folder of the target. */
  readonly cacheName?: string | undefined;
  /** What becomes of endpoints: those of the inventory when left out, in modes that look at the whole of the target. */
  readonly endpoints?: EndpointRequest | 'none' | undefined;
  /** A log that counts besides the target's own. */
  readonly log?: LogStore | undefined;
  /** Agreements by identities, which hold besides the policy in git. */
  readonly agreements?: AgreementSource | undefined;
  /** Break-glass. */
  readonly override?: Override | undefined;
  /** A registry of npm that may be asked for versions and what they need: `https:`, `file:`, `http:` of this machine. */
  readonly registry?: URL | undefined;
  /** Also looks into the code of packages that are installed in the target, by rules of YARA too where there are some. */
  readonly installed?: { readonly yara?: YaraScan } | undefined;
  readonly threads: number;
  readonly key: HashKey;
  /** ISO 8601. */
  readonly now: string;
}

/** What a run counts: files and endpoints that were examined, sources that were read for a program and that are joined. */
export type ProgressOf = 'files' | 'endpoints' | 'sources' | 'program';

/** What a run needs besides its request: how to stop it, whom to tell, and, for tests, which checks there are. */
export interface RunEnvironment {
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number, what: ProgressOf) => void;
  /** Instead of the real one. */
  readonly network?: (signal: AbortSignal) => Network;
  /** The advisories of this machine; without it there are none. */
  readonly openAdvisories?: OpenAdvisories;
  /** URL of the module that exports `checks`. */
  readonly registry?: string;
  /** What earlier runs of this process left. */
  readonly session?: Session;
}
