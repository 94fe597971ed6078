import type { AddressObservation } from '../observation.ts';
import { groupByCode } from '../tables/groups.ts';

/** Curves of less than 224 bits: codes 1 to 5 and 15 to 19 of the IANA registry "TLS Supported Groups". */
export const weakGroups: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 15, 16, 17, 18, 19]);

/** Name of the registry, or the code. */
export function groupName(code: number): string {
  return groupByCode(code)?.name ?? `0x${code.toString(16).padStart(4, '0')}`;
}

/** Hybrids, and ML-KEM alone. */
export function isPostQuantum(code: number): boolean {
  const kind = groupByCode(code)?.kind;
  return kind === 'hybrid' || kind === 'post-quantum';
}

/** Groups that are accepted, by version. */
export function offeredGroups({ groups }: AddressObservation): readonly {
  readonly version: 'TLS1.2' | 'TLS1.3';
  readonly code: number;
  readonly name: string;
}[] {
  return (['TLS1.2', 'TLS1.3'] as const).flatMap((version) =>
    (groups[version]?.codes ?? []).map((code) => ({ version, code, name: groupName(code) })),
  );
}
