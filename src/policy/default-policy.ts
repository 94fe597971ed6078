import { defaultCodeSettings } from '../model/code-settings.ts';
import { defaultComponentSettings } from '../model/component-settings.ts';
import type { Policy } from '../model/policy.ts';
import { defaultRollout } from '../model/rollout-settings.ts';
import type { LoadedPolicy } from './parse-policy.ts';

/** What holds without a `lockstep.yaml`, and for every key that it leaves out: everything is observed. */
export const defaultPolicy: Policy = {
  version: 1,
  product: { name: '', tier: 3, exposure: 'unknown', dataClasses: [] },
  tolerance: { blocks: 0.01, wrongBlocks: 0.002, cost: { falsePositive: 9, miss: 1 } },
  rollout: defaultRollout,
  endpoints: [],
  tls: {
    profile: 'intermediate',
    position: { line: 0, column: 0 },
    profiles: [],
    zones: [],
    servers: [],
    mode: 'quick',
    limits: {
      endpointsInFlight: 100,
      connections: 300,
      perAddress: 4,
      perSecond: 20,
      connectTimeoutMs: 5_000,
      handshakeTimeoutMs: 5_000,
      endpointTimeoutMs: 60_000,
    },
  },
  code: defaultCodeSettings,
  components: defaultComponentSettings,
  vex: [],
  parties: { development: [], security: [] },
  agreement: { tightening: 'none' },
  rules: [{ pattern: '*', stage: 'observe', position: { line: 0, column: 0 } }],
  thresholds: { warn: 'info', block: 'info' },
  fixWithin: {},
  blocks: 'new',
  onIncomplete: 'auto',
  paths: { include: [], exclude: [] },
  checks: 'all',
  suppressions: { inline: 'allow', forbiddenRules: [] },
  limits: {
    maxFileBytes: 16 * 2 ** 20,
    maxFiles: 500_000,
    maxDepth: 200,
    unitTimeoutMs: 30_000,
  },
  waivers: [],
};

/** The default, ready to decide with. */
export const defaultLoadedPolicy: LoadedPolicy = { policy: defaultPolicy, whens: new Map() };
