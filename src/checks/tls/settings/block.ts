import type { Confidence } from '../../../model/finding.ts';
import type { ServerSoftware } from '../fixes/server.ts';
import type { ProtocolVersion } from '../observation.ts';

/** Part of a text: UTF-16 code units, `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a file says about one thing, and where. */
export interface Setting<Value> {
  /** undefined: written with a variable, a template or a condition, so that it cannot be told. */
  readonly value: Value | undefined;
  readonly span: Span;
  /** Names of the block that the directive stands in, from the outside in: `['http', 'server shop.example']`. */
  readonly scope: readonly string[];
}

/** Protocol versions that are switched on and off; what is left out cannot be told. */
export type VersionSwitches = Readonly<Partial<Record<ProtocolVersion, boolean>>>;

/**
 * The settings in force for one server block (or for one set of client options). A missing key: the file does not say,
 * and the default of the program depends on its version, or may come from another file.
 */
export interface TlsBlock {
  readonly software: ServerSoftware;
  readonly role: 'server' | 'client';
  readonly scope: readonly string[];
  /** What to point to where a directive is missing. */
  readonly span: Span;
  readonly versions?: Setting<VersionSwitches> | undefined;
  /** OpenSSL cipher list for SSLv3 to TLS 1.2. */
  readonly ciphers?: Setting<string> | undefined;
  /** Names of TLS 1.3 suites, separated by colons. */
  readonly ciphersuites?: Setting<string> | undefined;
  readonly order?: Setting<'server' | 'client'> | undefined;
  /** Names of groups as OpenSSL knows them, separated by colons. */
  readonly groups?: Setting<string> | undefined;
  readonly dhBits?: Setting<number> | undefined;
  readonly compression?: Setting<boolean> | undefined;
  readonly tickets?: Setting<boolean> | undefined;
  readonly sessionSeconds?: Setting<number> | undefined;
  readonly earlyData?: Setting<boolean> | undefined;
  readonly stapling?: Setting<boolean> | undefined;
  readonly clientCertificate?: Setting<'none' | 'optional' | 'required'> | undefined;
  readonly insecureRenegotiation?: Setting<boolean> | undefined;
  readonly alpn?: Setting<readonly string[]> | undefined;
  /** Value of Strict-Transport-Security; null: it is certainly not sent. */
  readonly hsts?: Setting<string | null> | undefined;
  /** Whether plain HTTP leads to HTTPS. */
  readonly redirect?: Setting<boolean> | undefined;
}

/** Something that a reader knows to be wrong by itself, for rules that only configurations can break. */
export interface Remark {
  readonly ruleId: string;
  readonly message: string;
  readonly span: Span;
  readonly scope: readonly string[];
  readonly facts: readonly string[];
  readonly confidence: Confidence;
  readonly snippet: { readonly server: string; readonly text: string };
}

export interface Reading {
  readonly blocks: readonly TlsBlock[];
  readonly remarks: readonly Remark[];
  /** A bound was hit: the rest of the file was not read. */
  readonly isCut: boolean;
}

/** Characters of a file that readers look at; configurations and sources written by hand are far smaller. */
export const maxTextChars: number = 2 * 1024 * 1024;

/** `$name`, `${name}`, `{{ name }}`, `<%= name %>`, `@NAME@`, `%{name}`, `__NAME__`: only known when it runs. */
export function isTemplate(value: string): boolean {
  return (
    value.includes('$') ||
    value.includes('{{') ||
    value.includes('{%') ||
    value.includes('<%') ||
    value.includes('%{') ||
    value.includes('__') ||
    /@[A-Z][A-Z0-9_]{1,60}@/.test(value.slice(0, 4096))
  );
}
