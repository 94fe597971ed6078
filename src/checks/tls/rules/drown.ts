import type { TlsRule } from '../rule.ts';
import { defineRule } from './define.ts';
import { fail, notApplicable, notAsked, pass } from './verdicts.ts';

/**
 * Attacks that follow from one setting of the endpoint itself (POODLE, BEAST, …) are named in the evidence of the rule
 * about that setting. This one follows from another endpoint, so it has a rule of its own.
 */
export const drownRules: readonly TlsRule[] = [
  defineRule({
    slug: 'drown',
    title: 'DROWN: another endpoint with the same RSA key accepts SSL 2.0',
    severity: 'critical',
    about: 'certificate',
    what: 'In the same run another endpoint was seen that uses the same key and accepts SSL 2.0. An endpoint that accepts SSL 2.0 itself has the finding tls/sslv2.',
    why: 'Through the other endpoint an attacker decrypts recorded sessions of this one.',
    fix: 'Switch SSL 2.0 off on the other endpoint, then give each of them a key of its own.',
    references: ['https://drownattack.com/', 'https://nvd.nist.gov/vuln/detail/CVE-2016-0800'],
    cwe: [327, 320],
    tags: ['certificate'],
    hit: [
      [
        [
          {
            endpoint: 'old.example:443',
            addresses: [{ versions: { SSLv2: { is: 'yes', why: 'SERVER-HELLO' } } }],
          },
          {},
        ],
        'another endpoint with SSL 2.0 and this key',
      ],
    ],
    ok: [[{}, 'nobody else has the key']],
    judge({ facts, observation, chains, sharedKeys }) {
      if (facts.versions.SSLv2.is === 'yes') return notApplicable;
      const keys = new Set(chains.flatMap(({ leaf: own }) => own?.spki ?? []));
      if (keys.size === 0) return notAsked;
      const others = [...keys].flatMap((key) =>
        (sharedKeys.get(key) ?? []).filter(
          ({ endpoint, acceptsSslv2 }) =>
            acceptsSslv2 === true && endpoint !== observation.endpoint,
        ),
      );
      if (others.length === 0) return pass;
      const names = [...new Set(others.map(({ endpoint }) => endpoint))].toSorted();
      return fail(
        'Another endpoint with the same key accepts SSL 2.0',
        names.map((name) => `SSLv2 at ${name}`),
      );
    },
  }),
];
