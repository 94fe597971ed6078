import type { Check } from '../../model/check.ts';
import type { EndpointEngine } from '../../model/endpoint-check.ts';
import type { Observation } from './observation.ts';
import { profileNames } from './profiles/all.ts';
import { completeObservation } from './record/complete.ts';
import { parseObservation } from './record/parse-observation.ts';
import { tlsRules } from './rules/all.ts';
import type { examineSettings } from './settings/examine.ts';
import { readersFor } from './settings/select.ts';

/** Loaded when a run has endpoints: the command line starts without prober, tables of roots and evaluation. */
const engine: EndpointEngine<Observation> = {
  async observe(endpoint, network, options) {
    const { observe } = await import('./probe/observe.ts');
    const observation = await observe(endpoint, network, options);
    if (!options.revocation) return observation;
    const { withRevocation } = await import('./certificate/with-revocation.ts');
    return withRevocation(observation, network, options);
  },
  parse: parseObservation,
  complete: completeObservation,
  async evaluate(records, context) {
    const { evaluateObservations } = await import('./evaluate.ts');
    return evaluateObservations(records, context);
  },
};

/** Filled by `prepare`: readers and tables take six times as long to load as the rules. */
const loaded: { examine?: typeof examineSettings } = {};

export const tls: Check = {
  id: 'tls',
  title: 'Transport layer security of endpoints and server configurations',
  version: 1,
  needs: { files: ['text'], network: 'target' },
  rules: tlsRules,
  async prepare() {
    loaded.examine ??= (await import('./settings/examine.ts')).examineSettings;
  },
  *examine(file, context) {
    const readers = readersFor(file.path, file.bytes);
    if (readers.length === 0) return;
    if (loaded.examine === undefined) throw new Error('prepare() was not called');
    yield* loaded.examine(file, readers, context, tlsRules);
  },
  endpoints: engine,
  profiles: profileNames,
  async checkSettings(settings) {
    const { problemsOfSettings } = await import('./profiles/resolve.ts');
    return problemsOfSettings(settings);
  },
};
