import type { ModelPack } from '../model.ts';

/**
 * Members whose name is computed: `[key]` is any such member, of anything. Of a write argument 0 is the value, 1 the
 * key, and of a member of a member 2 the key before; `[new]` is `new` of such a member.
 */
export const computedKeys: ModelPack = {
  id: 'computed-keys',
  languages: ['javascript'],
  about:
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Operators/Property_accessors',
  paths: {
    '*.[key]=': { sinks: [{ rule: 'property-injection', at: ['1'], confidence: 'low' }] },
    '*.[key].[key]=': {
      sinks: [
        { rule: 'prototype-pollution', at: ['2'], confidence: 'medium' },
        { rule: 'library-prototype-pollution', at: ['2'], confidence: 'low' },
      ],
    },
    '*.[new]()': {
      sinks: [{ rule: 'unsafe-reflection', at: ['0'], confidence: 'medium' }],
    },
    '*.[key]()': {
      sinks: [{ rule: 'dynamic-method-call', at: ['0'], confidence: 'medium' }],
    },
  },
};
