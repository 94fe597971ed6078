import { AUTHORS, Chance, NOUNS } from './chance.ts';
import { dayFrom } from './dates.ts';
import { hostileProduct } from './hostile.ts';
import type { Organisation, Product } from './plan.ts';
import { shop } from './shop.ts';
import { gradleFiles } from './packages.ts';
import { cleanService, exportService, manual, oldPages } from './sources.ts';

export interface OrganisationOptions {
  readonly seed: number;
  /** What `daysAgo` counts from, and what waivers end by. */
  readonly today: Date;
  /** Products that another tool examines. */
  readonly fleet: number;
  /** With a product in which every name and text tries to be run. */
  readonly hostile: boolean;
}

/**
 * An organisation as a pure function of seed and day. Which products there are, and what has become of their rules, is always the
 * same: a shop whose rules rise and fall, payments under an agreement by two keys, a forgotten system, a clean one, one that nothing
 * has examined. Names of files, authors, days and the fleet are chosen by the seed.
 */
export function organisation({ seed, today, fleet, hostile }: OrganisationOptions): Organisation {
  const chance = new Chance(seed);
  return {
    products: [
      shop(chance, today),
      payments(chance),
      legacy(chance),
      docs(chance),
      warehouse(),
      prototype(),
      ...(hostile ? [hostileProduct(dayFrom(today, 30))] : []),
    ],
    fleet: Array.from({ length: fleet }, (_, index) => ({
      name: `service-${String(index + 1).padStart(2, '0')}`,
      findings: chance.below(5),
      severity: chance.below(5),
      daysAgo: chance.below(12),
    })),
  };
}

/** Both parties have signed its policy by keys of their own. */
function payments(chance: Chance): Product {
  const [a = '', b = ''] = chance.shuffled(NOUNS);
  const author = chance.one(AUTHORS);
  const policy = `version: 1
product: payments
tier: 1
exposure: partner
data: [payment]
parties: { development: [a.lopez], security: [k.ito] }
agreement: { tightening: one }
rules:
  "*": observe
  secrets/*: block
  components/critical-fixable: warn
`;
  return {
    name: 'payments',
    sboms: ['payments'],
    endpoints: ['ending'],
    steps: [
      {
        daysAgo: 50,
        repository: 'payments',
        message: 'payments',
        author,
        isAgreed: true,
        files: {
          'lockstep.yaml': policy,
          ...gradleFiles('2.14.1'),
          ...cleanService(a),
          ...oldPages(b),
        },
      },
      {
        daysAgo: 12,
        repository: 'payments',
        message: 'exports',
        author,
        files: exportService(b),
      },
    ],
  };
}

/** Nobody has looked at it for two months. */
function legacy(chance: Chance): Product {
  return {
    name: 'legacy-crm',
    sboms: ['legacy-crm'],
    steps: [
      {
        daysAgo: 61,
        repository: 'legacy-crm',
        message: 'as it was found',
        author: chance.one(AUTHORS),
        files: {
          'lockstep.yaml': 'version: 1\nproduct: legacy-crm\ntier: 3\nexposure: internal\n',
          ...gradleFiles('2.13.3'),
          ...oldPages('customer'),
          ...oldPages('contract'),
        },
      },
    ],
  };
}

/** Nothing is wrong with it, as the service has found out by itself. */
function docs(chance: Chance): Product {
  return {
    name: 'docs-site',
    scheduled: ['docs-site'],
    steps: [
      {
        daysAgo: 6,
        repository: 'docs-site',
        message: 'the manual',
        isUnexamined: true,
        author: chance.one(AUTHORS),
        files: {
          'lockstep.yaml':
            'version: 1\nproduct: docs-site\ntier: 4\nexposure: internet\nchecks: [code, secrets]\n',
          ...manual('Questions'),
        },
      },
    ],
  };
}

/** What it consists of is known, and nothing else. */
function warehouse(): Product {
  return {
    name: 'warehouse',
    sboms: ['warehouse'],
    steps: [
      {
        daysAgo: 30,
        repository: 'warehouse',
        message: 'bought',
        author: 'm.silva',
        isUnexamined: true,
        files: gradleFiles('2.24.3'),
      },
    ],
  };
}

/** The service was to examine it, and could not. */
function prototype(): Product {
  return { name: 'prototype', steps: [], lost: ['https://git.invalid/prototype.git'] };
}
