import { members } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { sinks } from './terms.ts';

/** Expressions of AngularJS are code of the page. */
const EXPRESSION: Model = {
  flows: [],
  sinks: sinks('code-injection', '0', { kinds: ['dom', 'remote'], confidence: 'medium' }),
};
const KEEP: Model = { flows: [], sinks: sinks('sensitive-data-in-storage', '1 1*') };

/** Services of AngularJS 1: functions get them by the names of their parameters. */
export const angularjs: ModelPack = {
  id: 'angularjs',
  languages: ['javascript'],
  about: 'https://docs.angularjs.org/api/ng/service, https://docs.angularjs.org/guide/security',
  paths: {
    ...members('', '$compile() $parse() $interpolate()', EXPRESSION),
    '*.$watchGroup()': EXPRESSION,
    '$filter()': { flows: [], sets: { 'result.name': '0' }, type: '$filter.Filter' },
    '$filter.Filter()': {
      flows: [['0', 'result']],
      sinks: sinks('code-injection', '1', {
        kinds: ['dom', 'remote'],
        confidence: 'medium',
        when: [{ at: 'this.name', is: 'orderBy' }],
      }),
    },
    ...members('', '$cookies $cacheFactory $templateCache $window', {}),
    ...members('$cookies', 'put() putObject()', KEEP),
    ...members('', '$cacheFactory.put() $templateCache.put()', KEEP),
    'angular.merge()': {
      flows: [
        ['*', 'result'],
        ['1+', '0'],
      ],
      sinks: sinks('prototype-pollution', '1+', {
        kinds: ['dom', 'remote'],
        confidence: 'medium',
      }),
    },
  },
};
