import type { VersionOrder } from './remedy/versions.ts';
import { breakingStep } from './versions/breaking-step.ts';
import { compareVersions } from './versions/compare.ts';
import { satisfies } from './versions/constraint.ts';

/** What remedies and plans ask of the version schemes. */
export const versionOrder: VersionOrder = {
  compare: compareVersions,
  satisfies,
  breaks: breakingStep,
};
