import type { Confidence } from '../../../model/finding.ts';

/** What code can do. Each alone is ordinary. */
const capabilities = [
  'network',
  'dns',
  'process',
  'read-files',
  'write-files',
  'environment',
  'evaluation',
  'clipboard',
  'wallet',
  'native',
] as const;
export type Capability = (typeof capabilities)[number];

/** What honest code seldom has a reason for. Each alone proves nothing. */
export type Threat =
  | 'evaluates-decoded-text'
  | 'evaluates-answers'
  | 'evaluates-data'
  | 'obfuscated-names'
  | 'escaped-text'
  | 'invisible-text'
  | 'code-behind-spaces'
  | 'encoded-code'
  | 'credential-files'
  | 'browser-or-wallet-files'
  | 'collects-addresses'
  | 'address-without-name'
  | 'whole-environment'
  | 'surveys-machine'
  | 'listens-to-keys'
  | 'wallet-addresses'
  | 'hooks-requests'
  | 'shell-to-elsewhere'
  | 'publishes-packages'
  | 'searches-secrets'
  | 'downloads-at-install';

export type Mark = Capability | Threat;

const capabilitySet: ReadonlySet<string> = new Set(capabilities);

export function isCapability(mark: Mark): mark is Capability {
  return capabilitySet.has(mark);
}

export function isThreat(mark: Mark): mark is Threat {
  return !isCapability(mark);
}

/** What one file of a package shows that together is no accident. */
export interface ThreatFinding {
  /** From the package's folder. */
  readonly path: string;
  /** 1-based: of the first threat. */
  readonly line: number;
  readonly threats: readonly Threat[];
  readonly capabilities: readonly Capability[];
  /** 5 to 10. */
  readonly score: number;
  /** One short claim each: the first says what met. */
  readonly reasons: readonly string[];
  readonly confidence: Confidence;
}
