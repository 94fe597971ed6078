import type { Gathered } from '../gather.ts';
import type { ExaminedEndpoints } from './examine-endpoints.ts';

/** What was found in files, and at endpoints. */
export function withEndpoints(
  gathered: Gathered,
  { findings, incomplete }: ExaminedEndpoints,
): Gathered {
  return {
    ...gathered,
    findings: [...gathered.findings, ...findings],
    incomplete: [...gathered.incomplete, ...incomplete],
  };
}
