import { common, example, type ComponentRule } from './rule.ts';

const left = { name: 'left-pad', version: '1.3.0' };
const hash = (letter: string): readonly string[] => [`sha512-${letter.repeat(86)}==`];
const attack = 'https://slsa.dev/spec/v1.1/threats-overview';

/** About what a version holds, and since when it is there. */
export const contentRules: readonly ComponentRule[] = [
  {
    id: 'components/integrity-changed',
    title: 'The same version has other content',
    severity: 'critical',
    cwe: [353, 494],
    ...common,
    what: 'The lockfile of the base states another hash for the same package in the same version.',
    why: 'A version that was published does not change. Somebody exchanged the package, or the lockfile was edited by hand.',
    fix: 'Do not install it. Make the lockfile anew from the registry and compare.',
    tags: ['supply-chain'],
    references: [attack],
    examples: {
      hit: [
        example(
          {
            list: [{ ...left, integrity: hash('B') }],
            before: [{ ...left, integrity: hash('A') }],
          },
          'another hash than in the base',
        ),
      ],
      ok: [
        example(
          {
            list: [{ ...left, integrity: hash('A') }],
            before: [{ ...left, integrity: hash('A') }],
          },
          'the same hash',
        ),
      ],
    },
  },
  {
    id: 'components/integrity-missing',
    title: 'No hash where the others have one',
    severity: 'low',
    cwe: [353],
    ...common,
    what: 'A component of a registry has no hash, though most others of the same lockfile have one.',
    why: 'Whatever the registry or somebody in between sends is installed.',
    fix: 'Make the lockfile anew with the package manager.',
    tags: ['supply-chain'],
    references: [attack],
    examples: {
      hit: [
        example(
          {
            list: [
              ...Array.from('abcdefghij', (letter) => ({
                name: `package-${letter}`,
                integrity: hash('A'),
              })),
              left,
            ],
          },
          'the last has none',
        ),
      ],
      ok: [
        example(
          { list: [left, { ...left, name: 'right-pad-left' }] },
          'the lockfile states none at all',
        ),
      ],
    },
  },
  {
    id: 'components/install-script-added',
    title: 'A script that runs at installation is new',
    severity: 'medium',
    cwe: [506, 829],
    ...common,
    what: 'A change brings in a package that runs a script when it is installed, where the version before did not.',
    why: 'Most malicious packages act at installation, on the machine of the developer or of the pipeline.',
    fix: 'Read the script, or install with scripts off (npm ci --ignore-scripts).',
    tags: ['supply-chain'],
    references: [attack],
    examples: {
      hit: [
        example(
          {
            list: [{ ...left, version: '1.3.1', installScript: true }],
            before: [{ ...left, installScript: false }],
          },
          'not in the version before',
        ),
      ],
      ok: [
        example(
          {
            list: [{ ...left, version: '1.3.1', installScript: true }],
            before: [{ ...left, installScript: true }],
          },
          'the version before had one too',
        ),
      ],
    },
  },
  {
    id: 'components/young-version',
    title: 'Younger than the agreed cooldown',
    severity: 'low',
    cwe: [1357],
    ...common,
    what: 'A version was published more recently than components.cooldown of the policy allows, where its date is known.',
    why: 'Most malicious versions are found and taken down within days.',
    fix: 'Wait, or take the version before.',
    tags: ['supply-chain'],
    references: [attack],
    examples: {
      hit: [
        example(
          {
            ecosystem: 'Go',
            list: [{ name: 'example.com/m', version: 'v0.0.0-20261124120000-0123456789ab' }],
            settings: { cooldownDays: 3 },
          },
          'of yesterday',
        ),
      ],
      ok: [
        example(
          {
            ecosystem: 'Go',
            list: [{ name: 'example.com/m', version: 'v0.0.0-20261024120000-0123456789ab' }],
            settings: { cooldownDays: 3 },
          },
          'a month old',
        ),
      ],
    },
  },
];
