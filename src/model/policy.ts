import type { Severity } from './severity.ts';
import type { Stage } from './stage.ts';

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
    /** `host:port`, for tls. */
    readonly endpoint?: string;
  };
  readonly reason: string;
  readonly approved: { readonly development: string; readonly security: string };
  /** `YYYY-MM-DD`, the last day on which it holds. */
  readonly expires: string;
  readonly position: PolicyPosition;
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
  readonly endpoints: readonly {
    readonly host: string;
    readonly port: number;
    readonly profile: string;
  }[];
  readonly parties: {
    readonly development: readonly string[];
    readonly security: readonly string[];
  };
  readonly rules: readonly RuleSetting[];
  /** A finding less severe than its stage's threshold falls to the next lower stage. */
  readonly thresholds: { readonly warn: Severity; readonly block: Severity };
  /** Which findings can block. */
  readonly blocks: 'new' | 'all';
  /** `open`: incomplete never stops; `closed`: always; `auto`: only where a rule of that check blocks. */
  readonly onIncomplete: 'open' | 'closed' | 'auto';
  /** Globs with the meaning of .gitignore lines; an empty `include` means everything. */
  readonly paths: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly checks: readonly string[] | 'all';
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

/** Where the policy in force was read from. */
export interface PolicySource {
  /** `lockstep.yaml`, `lockstep.yaml at origin/main (1a2b3c4)` or `built-in default`. */
  readonly name: string;
  /** `sha256:<hex>` of its bytes. */
  readonly digest: string;
  /** The bytes, so that a decision can be recomputed from its record alone. */
  readonly text: string;
  /** Set when the change under review alters the policy: what the work tree's file says is not in force. */
  readonly differs?: string;
}
