import { AUTHORS, type Chance, NOUNS } from './chance.ts';
import { dayFrom } from './dates.ts';
import { npmFiles } from './packages.ts';
import type { Product, Step } from './plan.ts';
import {
  cleanService,
  commandOfDigits,
  exportService,
  leakingScript,
  sqlInjection,
  type Files,
} from './sources.ts';

const REVIEWERS = ['r.chen', 'k.ito'] as const;

/**
 * A rule that has earned the next stage, one that fell because it stopped three builds wrongly, tokens that block, and risks that
 * were accepted. The numbers of `rollout` are those of a small house: eight clean verdicts of three repositories are enough.
 */
export function shop(chance: Chance, today: Date): Product {
  const [a = '', b = '', c = '', ...rest] = chance.shuffled(NOUNS);
  const fixtures = waiver(
    'ci/fixtures.sh',
    'made for the tests, used nowhere else',
    dayFrom(today, 200),
  );
  const old = waiver('ci/release.sh', 'is replaced with the new pipeline', dayFrom(today, -2));
  const soon = waiver(
    'ci/nightly.sh',
    'until the night build has an identity of its own',
    dayFrom(today, 9),
  );
  const step = (repository: string, daysAgo: number, message: string, files: Files): Step => ({
    daysAgo,
    repository,
    message,
    author: chance.one(AUTHORS),
    files,
  });
  const change = (repository: string, daysAgo: number, files: Files, keys: string): Step => ({
    ...step(repository, daysAgo, `${Object.keys(files)[0] ?? ''} is new`, files),
    change: {
      branch: `labels-${daysAgo}`,
      verdicts: [{ by: REVIEWERS[Math.round(daysAgo) % 2] ?? '', keys }],
    },
  });
  const [d = '', e = '', f = '', g = ''] = rest;
  return {
    name: 'shop',
    sboms: ['storefront', 'checkout', 'catalogue'],
    endpoints: ['modern', 'old'],
    proposal: {
      repository: 'checkout',
      policy: policyText(fixtures, '  code/path-traversal: warn\n'),
      reason: 'files of customers lie beside those of the program',
    },
    steps: [
      step('storefront', 64, 'the storefront', {
        ...policy(fixtures),
        ...cleanService(a),
        ...exportService(a),
        ...leakingScript('fixtures', [1]),
        ...npmFiles('storefront', { express: '4.19.2', lodash: '4.17.15' }),
      }),
      step('checkout', 60, 'the checkout', {
        ...policy(fixtures),
        ...cleanService(b),
        ...leakingScript('deploy', [2, 3]),
        ...npmFiles('checkout', { express: '4.19.2', minimist: '1.2.0' }),
      }),
      step('catalogue', 58, 'the catalogue', {
        ...policy(fixtures),
        ...cleanService(c),
        ...npmFiles('catalogue', { express: '4.19.2' }),
      }),
      change('storefront', 41, sqlInjection(d, ['name', 'city']), 'ff'),
      change('checkout', 34, sqlInjection(e, ['name', 'city', 'state']), 'fff'),
      change('catalogue', 27, sqlInjection(f, ['name', 'label']), 'ff'),
      change('storefront', 20, sqlInjection(g, ['owner']), 'f'),
      step('checkout', 16, 'tokens come from the pipeline', { 'ci/deploy.sh': './deploy\n' }),
      step('storefront', 9, 'a release by hand', {
        ...policy(`${fixtures}${old}${soon}`),
        ...leakingScript('release', [4]),
        ...leakingScript('nightly', [5]),
        ...sqlInjection(a, ['owner']),
      }),
      change('storefront', 3.1, commandOfDigits(a), 'w'),
      change('checkout', 3, commandOfDigits(b), 'w'),
      change('catalogue', 2.9, commandOfDigits(c), 'w'),
      step('catalogue', 1, 'labels', { ...sqlInjection(c, ['label', 'year']) }),
    ],
  };
}

/** Waivers and further rules are lines of YAML. */
function policyText(waivers: string, rules = ''): string {
  return `version: 1
product: shop
tier: 1
exposure: internet
data: [personal, payment]
parties: { development: [a.lopez], security: [k.ito] }
tolerance: { blocks: 100%, wrong-blocks: 100%, cost: { false-positive: 1, miss: 1 } }
rollout:
  warn: { precision: 50% }
  caps: { per-repository: 20, per-copy: 20, correlation: 0% }
rules:
  "*": observe
  code/sql-injection: warn
  code/command-injection: block
  secrets/*: block
${rules}waivers:
${waivers}`;
}

function policy(waivers: string): Files {
  return { 'lockstep.yaml': policyText(waivers) };
}

function waiver(where: string, reason: string, expires: string): string {
  return `  - rule: secrets/github-token
    scope: { path: "${where}" }
    reason: ${reason}
    approved: { development: a.lopez, security: k.ito }
    expires: ${expires}
`;
}
