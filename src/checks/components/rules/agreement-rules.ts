import { common, example, osv, type ComponentRule } from './rule.ts';

const lodash = { name: 'lodash', version: '4.17.15', line: 4 };
const copyleft = { name: 'ghost', version: '1.0.0', licence: 'AGPL-3.0-only' };

/** What the parties agreed on: licences, and the age of the data. */
export const agreementRules: readonly ComponentRule[] = [
  {
    id: 'components/licence',
    title: 'Licence that is not allowed',
    severity: 'high',
    cwe: [1357],
    ...common,
    what: 'The licence that a component states is denied by the policy, or not among those that it allows.',
    why: 'Its terms may ask for what the product cannot give, such as its own source.',
    fix: 'Use another component, or have the licence agreed and write it into components.licences of the policy.',
    tags: ['licence'],
    references: ['https://spdx.org/licenses/'],
    examples: {
      hit: [example({ list: [copyleft], licences: { deny: ['AGPL-3.0-only'] } }, 'denied')],
      ok: [
        example(
          {
            list: [{ ...copyleft, licence: 'MIT OR AGPL-3.0-only' }],
            licences: { deny: ['AGPL-3.0-only'] },
          },
          'there is a choice',
        ),
      ],
    },
  },
  {
    id: 'components/licence-review',
    title: 'Licence that a person is to look at',
    severity: 'low',
    cwe: [1357],
    ...common,
    what: 'The policy asks for a look at this licence, or at components whose licence is not known.',
    why: 'Whether its terms fit depends on how the component is used.',
    fix: 'Have it looked at, and write the result into components.licences of the policy, or into a waiver.',
    tags: ['licence'],
    references: ['https://spdx.org/licenses/'],
    examples: {
      hit: [
        example(
          { list: [{ name: 'ghost', version: '1.0.0' }], licences: { unknown: 'review' } },
          'no licence is stated',
        ),
      ],
      ok: [
        example(
          { list: [{ ...copyleft, licence: 'MIT' }], licences: { unknown: 'review' } },
          'MIT',
        ),
      ],
    },
  },
  {
    id: 'components/stale-data',
    title: 'Advisories are too old',
    severity: 'medium',
    cwe: [1104],
    ...common,
    what: 'The advisories on this machine were pulled longer ago than components.max-age of the policy allows.',
    why: 'What became known since is missing from this report.',
    fix: 'Pull them anew (lockstep advisories pull), or let the pipeline do so once a day.',
    tags: ['data'],
    references: [osv],
    examples: {
      hit: [
        example(
          { list: [lodash], advisories: [], pulled: '2026-11-01T00:00:00Z' },
          'pulled 24 days ago',
        ),
      ],
      ok: [
        example(
          { list: [lodash], advisories: [], pulled: '2026-11-24T00:00:00Z' },
          'pulled yesterday',
        ),
      ],
    },
  },
];
