import type { Observed } from './tls-observed.ts';

/** What asking costs beside the suites and groups: certificate, preference, compression, and two for old flaws. */
const EXTRA_CONNECTIONS = 5;

/**
 * The least connections that any scanner needs for this endpoint. A ServerHello proves one suite and one group, and what
 * is absent needs one refusal a version. One SSLv2 hello tells all its suites; one hello of TLS 1.1 that is refused with
 * an alert excludes TLS 1.0 too; in TLS 1.2 curves ride along with suites, in TLS 1.3 groups do.
 */
export function floorOf(observed: Observed): number {
  const suites = (version: string): number => observed.suites[version]?.length ?? 0;
  const groups = (version: string): number => observed.groups[version]?.length ?? 0;
  const has = (version: string): boolean => suites(version) > 0;
  const enumerated = (version: string): number =>
    has(version) ? Math.max(suites(version), groups(version)) + 1 : 1;
  const sslv2 = 1;
  const tls10 = has('TLS1.0') ? suites('TLS1.0') + 1 : 0;
  return (
    sslv2 +
    enumerated('SSLv3') +
    tls10 +
    // Refused together with TLS 1.0 where neither is there.
    (has('TLS1.1') || !has('TLS1.0') ? enumerated('TLS1.1') : 0) +
    enumerated('TLS1.2') +
    enumerated('TLS1.3') +
    EXTRA_CONNECTIONS
  );
}
