import type { ModelPack } from '../model.ts';

/**
 * Members whose name is computed: `[key]` is any such member, of anything. Of a write argument 0 is the value, 1 the
 * key, and of a member of a member 2 the key before; `[chosen]` is a member that a key chose, however long ago, 2 that key; `[new]` is `new` of such a member, `[code]` one of the global object or of a function.
 */
export const computedKeys: ModelPack = {
  id: 'computed-keys',
  languages: ['javascript'],
  about:
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Operators/Property_accessors',
  paths: {
    '*.[key]=': { sinks: [{ rule: 'property-injection', at: ['1'], confidence: 'low' }] },
    '*.[key].[key]=': {
      sinks: [{ rule: 'library-prototype-pollution', at: ['2'], confidence: 'low' }],
    },
    '*.[chosen].[key]=': {
      sinks: [
        { rule: 'prototype-pollution', at: ['2'], confidence: 'medium' },
        { rule: 'polluting-merge', at: ['2'], confidence: 'medium' },
      ],
    },
    '*.[chosen].key=': {
      sinks: [{ rule: 'prototype-pollution', at: ['2'], confidence: 'low' }],
    },
    '*.[new]()': {
      sinks: [{ rule: 'unsafe-reflection', at: ['0'], confidence: 'medium' }],
    },
    // What is put together can name few members: those that begin or end so.
    '*.[key]()': {
      sinks: [
        {
          rule: 'dynamic-method-call',
          at: ['0'],
          confidence: 'medium',
          when: [{ at: '0', built: false }],
        },
      ],
    },
    '*.[code]()': {
      sinks: [
        {
          rule: 'code-injection',
          at: ['0'],
          confidence: 'medium',
          when: [{ at: '0', built: false }],
        },
      ],
    },
  },
};
