import type { Check } from '../../model/check.ts';
import type { EndpointEngine } from '../../model/endpoint-check.ts';
import type { Observation } from './observation.ts';
import { profileNames } from './profiles/all.ts';
import { completeObservation } from './record/complete.ts';
import { parseObservation } from './record/parse-observation.ts';
import { tlsRules } from './rules/all.ts';

/** Loaded when a run has endpoints: the command line starts without prober, tables of roots and evaluation. */
const engine: EndpointEngine<Observation> = {
  async observe() {
    throw new Error('not there yet');
  },
  parse: parseObservation,
  complete: completeObservation,
  async evaluate(records, context) {
    const { evaluateObservations } = await import('./evaluate.ts');
    return evaluateObservations(records, context);
  },
};

export const tls: Check = {
  id: 'tls',
  title: 'Transport layer security of endpoints and server configurations',
  version: 1,
  needs: { files: ['text'], network: 'target' },
  rules: tlsRules,
  *examine() {
    // Nothing reads configuration files yet.
  },
  endpoints: engine,
  profiles: profileNames,
  async checkSettings(settings) {
    const { problemsOfSettings } = await import('./profiles/resolve.ts');
    return problemsOfSettings(settings);
  },
};
