import type { ScanMode, StarttlsProtocol } from './endpoint.ts';
import type { CodeSettings } from './code-settings.ts';
import type { ComponentSettings } from './component-settings.ts';
import type { RolloutSettings } from './rollout-settings.ts';
import type { Severity } from './severity.ts';
import type { Stage } from './stage.ts';
import type { CustomProfile } from './tls-settings.ts';

/** Where a part of the policy stands, for messages. 1-based. */
export interface PolicyPosition {
  readonly line: number;
  readonly column: number;
}

/** `secrets/*: warn` or `secrets/*: { stage, when }`. The most specific pattern wins; of equals, the last. */
export interface RuleSetting {
  /** `*`, `<check>/*` or a rule id. */
  readonly pattern: string;
  readonly stage: Stage;
  /** CEL; the setting holds only for findings for which it is true. */
  readonly when?: string;
  readonly position: PolicyPosition;
}

/** An accepted risk: what it covers, why, who of both parties agreed, until when. */
export interface Waiver {
  /** Rule id or `<check>/*`. */
  readonly rule: string;
  readonly scope: {
    /** Glob of paths. */
    readonly path?: string;
    readonly fingerprint?: string;
    /** Package URL and advisory, for components. */
    readonly purl?: string;
    readonly advisory?: string;
    /** Name of an endpoint, `shop.example:443`; `*` stands for any characters. */
    readonly endpoint?: string;
  };
  readonly reason: string;
  readonly approved: { readonly development: string; readonly security: string };
  /** `YYYY-MM-DD`, the last day on which it holds. */
  readonly expires: string;
  readonly position: PolicyPosition;
}

/** An endpoint as the inventory declares it: one for each server name. */
export interface EndpointEntry {
  /** As in `Endpoint.host`. */
  readonly host: string;
  readonly port: number;
  readonly starttls?: StarttlsProtocol;
  /** Names to ask for (SNI); empty: the host, where it is a name. */
  readonly serverNames: readonly string[];
  readonly addresses?: readonly string[];
  readonly zone?: string;
  readonly profile?: string;
  readonly position: PolicyPosition;
}

export interface ZonePolicy {
  readonly name: string;
  readonly isPublic: boolean;
  /** Paths of PEM files in the target. */
  readonly anchors: readonly string[];
  readonly onlyOwnAnchors: boolean;
  readonly intrusive: boolean;
  readonly profile?: string;
  readonly position: PolicyPosition;
}

/** A VEX document that both parties agreed on: the bytes, not only the name. */
export interface VexFile {
  /** From the root of the target. */
  readonly path: string;
  /** `sha256:<hex>` of its bytes. */
  readonly digest: string;
}

/** How many connections may be made, and how long they may take. */
export interface TlsLimits {
  readonly endpointsInFlight: number;
  readonly connections: number;
  /** To one address at a time. */
  readonly perAddress: number;
  /** New ones to one address in a second. */
  readonly perSecond: number;
  readonly connectTimeoutMs: number;
  readonly handshakeTimeoutMs: number;
  readonly endpointTimeoutMs: number;
}

/** What the policy says for the tls check; files that it names are not read yet. */
export interface TlsPolicy {
  readonly profile: string;
  /** Where `profile` stands. */
  readonly position: PolicyPosition;
  readonly profiles: readonly (CustomProfile & { readonly position: PolicyPosition })[];
  readonly zones: readonly ZonePolicy[];
  readonly servers: readonly string[];
  /** How thoroughly `lockstep check` looks. */
  readonly mode: ScanMode;
  readonly limits: TlsLimits;
}

/** `lockstep.yaml`, read, checked and completed with the defaults. Plain data: it can be stored and replayed. */
export interface Policy {
  readonly version: 1;
  readonly product: {
    readonly name: string;
    /** 1 (most critical) to 4. */
    readonly tier: number;
    readonly exposure: 'internet' | 'partner' | 'internal' | 'unknown';
    readonly dataClasses: readonly string[];
  };
  /** What both teams tolerate; evidence is measured against it. Shares from 0 to 1. */
  readonly tolerance: {
    readonly blocks: number;
    readonly wrongBlocks: number;
    readonly cost: { readonly falsePositive: number; readonly miss: number };
  };
  readonly endpoints: readonly EndpointEntry[];
  /** Path of a file in the target that lists further endpoints. */
  readonly endpointsFile?: string;
  readonly tls: TlsPolicy;
  readonly code: CodeSettings;
  readonly components: ComponentSettings;
  /** VEX documents whose statements count like waivers. */
  readonly vex: readonly VexFile[];
  /** How rules rise and fall. */
  readonly rollout: RolloutSettings;
  readonly parties: {
    readonly development: readonly string[];
    readonly security: readonly string[];
  };
  readonly rules: readonly RuleSetting[];
  /** A finding less severe than its stage's threshold falls to the next lower stage. */
  readonly thresholds: { readonly warn: Severity; readonly block: Severity };
  /** Days within which an open finding is to be mended, by severity; without an entry it has no deadline. It decides nothing. */
  readonly fixWithin: Readonly<Partial<Record<Severity, number>>>;
  /** Which findings can block. */
  readonly blocks: 'new' | 'all';
  /** `open`: incomplete never stops; `closed`: always; `auto`: only where a rule of that check blocks. */
  readonly onIncomplete: 'open' | 'closed' | 'auto';
  /** Globs with the meaning of .gitignore lines; an empty `include` means everything. */
  readonly paths: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly checks: readonly string[] | 'all';
  /** Whose signatures a change needs that only tightens; one that loosens needs both parties whatever this says. */
  readonly agreement: { readonly tightening: 'none' | 'one' | 'both' };
  readonly suppressions: {
    /** `forbid`: inline comments are listed but suppress nothing. */
    readonly inline: 'allow' | 'forbid';
    /** Rule patterns that no comment may suppress. */
    readonly forbiddenRules: readonly string[];
    /** A suppression without `until=` or further away than this many days is bad; undefined: no bound. */
    readonly maxDays?: number;
  };
  readonly limits: {
    readonly maxFileBytes: number;
    readonly maxFiles: number;
    readonly maxDepth: number;
    readonly unitTimeoutMs: number;
  };
  readonly waivers: readonly Waiver[];
}

/** Who agreed on the policy that judges a run, by keys that the run verified. */
export interface PolicyAgreement {
  /** Of its statement: `sha256:<hex>`. */
  readonly digest: string;
  /** When it was drawn up, ISO 8601. */
  readonly at: string;
  readonly signed: readonly {
    readonly party: 'development' | 'security';
    readonly name: string;
  }[];
}

/** Where the policy in force was read from. */
export interface PolicySource {
  /** `lockstep.yaml`, `lockstep.yaml at origin/main (1a2b3c4)` or `built-in default`. */
  readonly name: string;
  /** `sha256:<hex>` of its bytes. */
  readonly digest: string;
  /** The bytes, so that a decision can be recomputed from its record alone. */
  readonly text: string;
  /** What both parties agreed on last: the policy in force is this one, or one that only tightens it. */
  readonly agreement?: PolicyAgreement;
  /** Set when the file of the work tree is not what is in force, or its agreement does not count: what and why. */
  readonly differs?: string;
}
