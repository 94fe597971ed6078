import type { Endpoint, ScanMode } from './endpoint.ts';
import type { EndpointSummary } from './endpoint-summary.ts';
import type { Detection } from './finding.ts';
import type { IncompleteReason } from './incomplete.ts';
import type { Network } from './network.ts';
import type { TlsSettings } from './tls-settings.ts';

/** Facts about one endpoint as a check recorded them: plain JSON of which only the check knows more. */
export interface EndpointRecord {
  readonly format: string;
  /** `Endpoint.name`. */
  readonly endpoint: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface ObserveOptions {
  readonly mode: ScanMode;
  /** ISO 8601, the time that the record will bear. */
  readonly now: string;
  /** The zone allows probes that look like an attack. */
  readonly intrusive: boolean;
  /** Ask the authorities about revocation (OCSP, CRL): sends the certificate's number to third parties. */
  readonly revocation: boolean;
  /** Connections to one address at a time. */
  readonly parallel: number;
  readonly connectTimeoutMs: number;
  readonly handshakeTimeoutMs: number;
  readonly endpointTimeoutMs: number;
  /** Pauses between tries of what was lost; their number is the number of retries. */
  readonly backoffMs: readonly number[];
}

/** What is known of one endpoint besides its record. */
export interface EndpointSetting {
  readonly endpoint: Endpoint;
  /** Whether the inventory of the policy declares it; undefined where there is no inventory. */
  readonly isDeclared?: boolean;
  /** The record before this one, if any is known. */
  readonly previous?: EndpointRecord;
}

/** What the records say under the settings in force. */
export interface EndpointResult {
  readonly endpoint: string;
  readonly detections: readonly Detection[];
  readonly incomplete: readonly { readonly reason: IncompleteReason; readonly detail: string }[];
  /**
   * Rules that did not decide here: facts that they need could not be told, or were not asked for in this mode. That such
   * a rule has no finding proves nothing, so an earlier finding of it is not fixed.
   */
  readonly undecided: readonly string[];
  readonly summary: EndpointSummary;
}

/**
 * The part of a check that works on endpoints: first facts, then judgement. `observe` never throws for what the network
 * or the other side does; what it could not tell is in the record.
 */
export interface EndpointEngine<Recorded extends EndpointRecord = EndpointRecord> {
  observe(endpoint: Endpoint, network: Network, options: ObserveOptions): Promise<Recorded>;
  /** Takes a record from a file; a `LockstepError` says what is wrong with it. */
  parse(value: unknown, name: string): Recorded;
  /** Makes an excerpt whole with the facts of a good endpoint: rules carry such excerpts as examples. */
  complete(excerpt: unknown): Recorded;
  /**
   * Pure; a promise only because tables and roots are loaded when they are needed. All records of a run at once, because
   * some rules compare endpoints; the results are in the order of the records.
   */
  evaluate(
    records: readonly Recorded[],
    context: {
      readonly settings: TlsSettings;
      readonly of: ReadonlyMap<string, EndpointSetting>;
      readonly now: string;
    },
  ): Promise<readonly EndpointResult[]>;
}
