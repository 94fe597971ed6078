import { breakingStep } from '../versions/breaking-step.ts';
import { compareVersions } from '../versions/compare.ts';
import { satisfies } from '../versions/constraint.ts';
import type { VersionOrder } from './versions.ts';

/** The version schemes of the ecosystems, as remedies ask for them. */
export const versionOrder: VersionOrder = {
  compare: compareVersions,
  satisfies,
  breaks: breakingStep,
};
