/** What the policy says for the tls check, completed with defaults. Plain JSON: it crosses threads and is part of cache keys. */
export interface TlsSettings {
  /** Profile of endpoints and configuration files that name none. */
  readonly profile: string;
  readonly profiles: readonly CustomProfile[];
  readonly zones: readonly ZoneSettings[];
  /** Server programs that a fix is written out for; empty: told from the answer or the file, else all. */
  readonly servers: readonly string[];
}

/** A team's own profile: what it says replaces what the one that it extends says. */
export interface CustomProfile {
  readonly id: string;
  readonly extends: string;
  /** As in the check's `Profile`, only what differs; checked by the check (`Check.checkSettings`). */
  readonly overrides: Readonly<Record<string, unknown>>;
}

export interface ZoneSettings {
  readonly name: string;
  readonly isPublic: boolean;
  /** DER of further roots, base64; read from the files that the policy names. */
  readonly anchors: readonly string[];
  readonly onlyOwnAnchors: boolean;
  /** Whether probes that look like an attack are allowed. */
  readonly intrusive: boolean;
  /** Instead of `TlsSettings.profile`. */
  readonly profile?: string;
}

/** What holds without a word in the policy: one zone, `public`. */
export const defaultTlsSettings: TlsSettings = {
  profile: 'intermediate',
  profiles: [],
  zones: [
    { name: 'public', isPublic: true, anchors: [], onlyOwnAnchors: false, intrusive: false },
    { name: 'internal', isPublic: false, anchors: [], onlyOwnAnchors: false, intrusive: false },
  ],
  servers: [],
};

/** Server programs that a fix can be written out for. */
export const serverPrograms = ['nginx', 'apache', 'haproxy', 'caddy', 'node', 'envoy'] as const;
