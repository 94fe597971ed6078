import { common, example, type ComponentRule } from './rule.ts';

const left = { name: 'left-pad', version: '1.3.0' };
const attack = 'https://slsa.dev/spec/v1.1/threats-overview';

/** About whose a component is, and where it comes from. */
export const originRules: readonly ComponentRule[] = [
  {
    id: 'components/name-near-popular',
    title: 'A name that is easily taken for a popular one',
    severity: 'high',
    cwe: [506, 1357],
    ...common,
    what: 'The name differs by one edit, by look-alike letters or by a swapped part from that of a package that very many use.',
    why: 'Attackers publish packages under such names and wait for typing mistakes.',
    fix: 'Check whether the package is meant. Where it is, record it: lockstep verdict <fingerprint> wrong.',
    tags: ['supply-chain', 'typosquatting'],
    references: [
      'https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-03-Dependency-Chain-Abuse',
    ],
    examples: {
      hit: [example({ list: [{ name: 'lodahs', version: '1.0.0' }] }, 'lodash is meant')],
      ok: [example({ list: [{ name: 'lodash', version: '4.17.21' }] }, 'the popular one')],
    },
  },
  {
    id: 'components/private-name-elsewhere',
    title: 'A private name that comes from elsewhere',
    severity: 'critical',
    cwe: [427, 1357],
    ...common,
    what: 'A name that the policy, or the configuration of the registry, calls your own comes from a host that is not yours.',
    why: 'Somebody may have published a package under your name where everybody can (dependency confusion).',
    fix: 'Have the scope resolved at your own registry, and reserve the name at the public one.',
    tags: ['supply-chain'],
    references: [
      'https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-03-Dependency-Chain-Abuse',
    ],
    examples: {
      hit: [
        example(
          {
            list: [
              {
                name: '@acme/pay',
                source: { kind: 'registry', url: 'https://public.example/@acme/pay.tgz' },
              },
            ],
            settings: { privateNames: [{ prefix: '@acme/', hosts: ['packages.acme.example'] }] },
          },
          'from a public host',
        ),
      ],
      ok: [
        example(
          {
            list: [
              {
                name: '@acme/pay',
                source: { kind: 'registry', url: 'https://packages.acme.example/@acme/pay.tgz' },
              },
            ],
            settings: { privateNames: [{ prefix: '@acme/', hosts: ['packages.acme.example'] }] },
          },
          'from your own',
        ),
      ],
    },
  },
  {
    id: 'components/insecure-source',
    title: 'Fetched without encryption',
    severity: 'medium',
    cwe: [319, 494],
    ...common,
    what: 'A component comes from an http: or git: address, which is neither encrypted nor authenticated.',
    why: 'Whoever is on the way can exchange what is installed.',
    fix: 'Take it from an https: or ssh: address.',
    tags: ['supply-chain'],
    references: [attack],
    examples: {
      hit: [
        example(
          {
            list: [
              { ...left, source: { kind: 'archive', url: 'http://files.example/left-pad.tgz' } },
            ],
          },
          'http:',
        ),
      ],
      ok: [
        example(
          {
            list: [
              { ...left, source: { kind: 'registry', url: 'https://files.example/left-pad.tgz' } },
            ],
          },
          'https:',
        ),
      ],
    },
  },
  {
    id: 'components/unpinned-source',
    title: 'From an address instead of a registry, without a fixed content',
    severity: 'low',
    cwe: [494, 1357],
    ...common,
    what: 'A component comes from a git address without a commit, or from an archive without a hash.',
    why: 'What is installed can change without any change of the lockfile, and no advisory will speak of it.',
    fix: 'Name a commit or a hash, or take a release from the registry.',
    tags: ['supply-chain'],
    references: [attack],
    examples: {
      hit: [
        example(
          {
            list: [{ ...left, source: { kind: 'git', url: 'https://code.example/left-pad.git' } }],
          },
          'no commit',
        ),
      ],
      ok: [
        example(
          {
            list: [
              {
                ...left,
                source: {
                  kind: 'git',
                  url: 'https://code.example/left-pad.git',
                  commit: '0123456789abcdef0123456789abcdef01234567',
                },
              },
            ],
          },
          'a commit',
        ),
      ],
    },
  },
  {
    id: 'components/odd-source',
    title: 'From where this package does not belong',
    severity: 'high',
    cwe: [494, 1357],
    ...common,
    what: 'The address belongs to another package, or to a host from which nothing else of the lockfile comes.',
    why: 'An edited lockfile installs whatever it names, and few people read lockfiles in a review.',
    fix: 'Make the lockfile anew with the package manager and see whether the address comes back.',
    tags: ['supply-chain'],
    references: [attack],
    examples: {
      hit: [
        example(
          {
            list: [
              {
                ...left,
                source: { kind: 'registry', url: 'https://registry.example/evil/-/evil-1.3.0.tgz' },
              },
            ],
          },
          'the archive of another package',
        ),
      ],
      ok: [
        example(
          {
            list: [
              {
                ...left,
                source: {
                  kind: 'registry',
                  url: 'https://registry.example/left-pad/-/left-pad-1.3.0.tgz',
                },
              },
            ],
          },
          'its own',
        ),
      ],
    },
  },
];
