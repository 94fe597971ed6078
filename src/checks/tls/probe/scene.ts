import type { AddressObservation } from '../observation.ts';
import type { Asker } from './ask.ts';
import type { VersionMap } from './versions.ts';
import type { Witness } from './witness.ts';

/** The parts of an observation that one question or another fills in. */
export type Found = {
  -readonly [Key in keyof AddressObservation]?: AddressObservation[Key];
};

/** What the questions about one address share, once it is known that it speaks TLS. */
export interface Scene {
  readonly asker: Asker;
  readonly witness: Witness;
  readonly map: VersionMap;
  readonly found: Found;
  /** What was answered in one way and in another. */
  readonly inconsistent: readonly string[];
}
