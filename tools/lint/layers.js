/**
 * The architecture in one table: what each folder of src/ may import besides itself.
 * `lockstep/direction` (rules.js) enforces it; test/architecture.test.ts keeps ARCHITECTURE.md equal to it.
 * Only src/main.ts and src/index.ts stand outside it.
 */
export const layers = {
  model: [],
  io: ['model'],
  collect: ['model', 'io'],
  advisories: ['model', 'io'],
  checks: ['model'],
  fingerprint: ['model'],
  policy: ['model'],
  rollout: ['model', 'policy'],
  pipeline: ['model', 'io', 'collect', 'advisories', 'checks', 'fingerprint', 'policy', 'rollout'],
  report: ['model'],
  editor: ['model', 'io', 'collect', 'pipeline', 'report'],
  agent: ['model', 'io', 'collect', 'pipeline', 'report'],
  store: ['model', 'io'],
  service: [
    'model',
    'io',
    'collect',
    'advisories',
    'checks',
    'pipeline',
    'policy',
    'rollout',
    'report',
    'store',
  ],
  console: [],
  cli: [
    'model',
    'io',
    'collect',
    'advisories',
    'checks',
    'fingerprint',
    'policy',
    'rollout',
    'pipeline',
    'report',
    'editor',
    'agent',
    'store',
    'service',
  ],
};
