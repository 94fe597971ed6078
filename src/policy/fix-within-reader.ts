import type { Policy } from '../model/policy.ts';
import { object, optional, quantity, type Reader } from '../model/yaml/reader.ts';

const days = quantity({ d: 1 }, { min: 1, max: 3_650 });

/** Days by severity. */
export const fixWithinReader: Reader<Policy['fixWithin']> = object({
  critical: optional(days),
  high: optional(days),
  medium: optional(days),
  low: optional(days),
  info: optional(days),
});
