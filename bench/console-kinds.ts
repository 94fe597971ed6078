/** What the pages are asked with: names that are in the database. */
export interface Asked {
  /** From the largest to the smallest. */
  readonly products: readonly string[];
  /** From the most frequent to the rarest. */
  readonly rules: readonly string[];
  readonly repositories: readonly string[];
  readonly findings: readonly {
    readonly id: number;
    readonly fingerprint: string;
    readonly path: string;
  }[];
  readonly runs: readonly string[];
  readonly tokens: Readonly<Record<Asker, string>>;
}

/** Who may see everything, and who works on thirty products. */
export type Asker = 'admin' | 'developer';

export interface RequestKind {
  readonly page: string;
  readonly what: string;
  readonly url: (asked: Asked, index: number) => string;
  readonly by?: Asker;
}

/** One of a list, each time another, spread over all of it. */
function one<T>(all: readonly T[], index: number): T {
  const found = all[Math.floor(all.length * ((index * 0.618_034) % 1))];
  if (found === undefined) throw new Error('there is nothing to ask for');
  return found;
}

const name = encodeURIComponent;
const product = ({ products }: Asked, index: number): string => name(one(products, index));
const largest = ({ products }: Asked): string => name(products[0] ?? '');
const rule = ({ rules }: Asked, index: number): string => name(one(rules, index));
const TEXTS = {
  'a text that most have': ['src/', 'this value', '.ts', 'user'],
  'a text that some have': ['regular expression', 'wallet', 'password', 'semgrep/cache'],
  'a text that few have': [
    'log4shell',
    'passwordOfCache',
    'src/queue/config-document.ts',
    'ofWallet(',
  ],
  'a text that none has': ['zzqqx', 'no such text', 'qqq'],
} as const;
const GROUPS = ['rule', 'product', 'repository', 'path', 'severity'] as const;

function list(
  what: string,
  query: (asked: Asked, index: number) => string,
  by?: Asker,
): RequestKind {
  return {
    page: 'Findings',
    what,
    url: (asked, index) => `/v1/findings?${query(asked, index)}`,
    ...(by === undefined ? {} : { by }),
  };
}

function group(
  what: string,
  query: (asked: Asked, index: number) => string,
  by?: Asker,
): RequestKind {
  return {
    page: 'Findings, grouped',
    what,
    url: (asked, index) => `/v1/findings/groups?${query(asked, index)}`,
    ...(by === undefined ? {} : { by }),
  };
}

const filters: readonly (readonly [string, (asked: Asked, index: number) => string])[] = [
  ['open', () => 'state=open'],
  ['fixed', () => 'state=fixed'],
  ['of any state', () => ''],
  ['of a product', (asked, index) => `state=open&product=${product(asked, index)}`],
  ['of the largest product', (asked) => `state=open&product=${largest(asked)}`],
  ['of a rule', (asked, index) => `state=open&rule=${rule(asked, index)}`],
  [
    'of a check',
    (_, index) =>
      `state=open&check=${one(['code', 'components', 'secrets', 'tls', 'semgrep', 'trivy'], index)}`,
  ],
  ['of a severity and worse', (_, index) => `state=open&severity=${1 + (index % 4)}`],
  [
    'of an effect',
    (_, index) =>
      `state=open&effect=${one(['blocks', 'warns', 'observed', 'existing', 'suppressed', 'waived'], index)}`,
  ],
  [
    'of a repository',
    ({ repositories }, index) => `state=open&repository=${name(one(repositories, index))}`,
  ],
  [
    'of a branch',
    (_, index) =>
      `state=open&branch=${one(['main', 'release-2', 'feature/login', 'no-such'], index)}`,
  ],
  ['judged', () => 'state=open&judged=true'],
  ['not judged', () => 'state=open&judged=false'],
  [
    'of a product, not judged',
    (asked, index) => `state=open&judged=false&product=${product(asked, index)}`,
  ],
  ...Object.entries(TEXTS).map(
    ([what, texts]) =>
      [
        `with ${what}`,
        (_: Asked, index: number) => `state=open&text=${name(texts[index % texts.length] ?? '')}`,
      ] as const,
  ),
  [
    'of the largest product, with a text',
    (asked, index) =>
      `product=${largest(asked)}&text=${name(one(['wallet', 'src', 'log4shell', 'zzqqx'], index))}`,
  ],
];

/** What the pages of the console ask for. */
export const requestKinds: readonly RequestKind[] = [
  { page: 'every page', what: 'who asks', url: () => '/v1/me' },
  { page: 'Products', what: 'the most threatened', url: () => '/v1/standing' },
  {
    page: 'Products',
    what: 'the same, of thirty products',
    url: () => '/v1/standing',
    by: 'developer',
  },
  { page: 'Products', what: 'by name', url: () => '/v1/standing?order=name' },
  {
    page: 'Products',
    what: 'with a text',
    url: (_, index) => `/v1/standing?text=${one(['pay', 'cache', 'a', 'zzz'], index)}`,
  },
  { page: 'Products', what: 'in order of name (API)', url: () => '/v1/products?limit=50' },
  {
    page: 'a product',
    what: 'its standing',
    url: (asked, index) => `/v1/standing/${product(asked, index)}`,
  },
  { page: 'a product', what: 'the largest', url: (asked) => `/v1/standing/${largest(asked)}` },
  {
    page: 'a product',
    what: 'its trend',
    url: (asked, index) => `/v1/trend?product=${product(asked, index)}`,
  },
  {
    page: 'a product',
    what: 'trend of the largest',
    url: (asked) => `/v1/trend?product=${largest(asked)}`,
  },
  {
    page: 'a product',
    what: 'what blocks',
    url: (asked, index) =>
      `/v1/findings?product=${product(asked, index)}&state=open&effect=blocks&limit=10`,
  },
  ...filters.map(([what, query]) => list(what, query)),
  list('open, of thirty products', () => 'state=open', 'developer'),
  list(
    'with a text that few have, of thirty products',
    (_, index) => `state=open&text=${one(TEXTS['a text that few have'], index)}`,
    'developer',
  ),
  list(
    'by fingerprint',
    ({ findings }, index) => `fingerprint=${one(findings, index).fingerprint}`,
  ),
  ...GROUPS.map((by) => group(`open, by ${by}`, () => `by=${by}&state=open`)),
  ...filters
    .slice(1)
    .map(([what, query]) =>
      group(
        `${what}, by any`,
        (asked, index) => `by=${GROUPS[index % GROUPS.length]}&${query(asked, index)}`,
      ),
    ),
  group(
    'open, of thirty products, by any',
    (_, index) => `by=${GROUPS[index % GROUPS.length]}&state=open`,
    'developer',
  ),
  {
    page: 'a finding',
    what: 'all of it',
    url: ({ findings }, index) => `/v1/findings/${one(findings, index).id}`,
  },
  {
    page: 'Triage',
    what: 'the queue',
    url: (asked, index) => `/v1/triage?product=${product(asked, index)}&limit=100`,
  },
  {
    page: 'Triage',
    what: 'of the largest product',
    url: (asked) => `/v1/triage?product=${largest(asked)}&limit=100`,
  },
  {
    page: 'Rules',
    what: 'the ladder',
    url: (asked, index) => `/v1/rules?limit=100&product=${product(asked, index)}`,
  },
  {
    page: 'Rules',
    what: 'of the largest product',
    url: (asked) => `/v1/rules?limit=100&product=${largest(asked)}`,
  },
  {
    page: 'a rule',
    what: 'its evidence, of the largest product',
    url: (asked, index) =>
      `/v1/rules/${name(asked.rules[index % 10] ?? '')}?product=${largest(asked)}`,
  },
  {
    page: 'Effect',
    what: 'of thirty days',
    url: (asked, index) => `/v1/effect?days=30&product=${product(asked, index)}`,
  },
  {
    page: 'Effect',
    what: 'of ninety days, of the largest product',
    url: (asked) => `/v1/effect?days=90&product=${largest(asked)}`,
  },
  {
    page: 'Proposals',
    what: 'of a product',
    url: (asked, index) => `/v1/proposals?product=${product(asked, index)}`,
  },
  {
    page: 'Runs',
    what: 'of a product',
    url: (asked, index) => `/v1/runs?product=${product(asked, index)}`,
  },
  { page: 'a run', what: 'all of it', url: ({ runs }, index) => `/v1/runs/${one(runs, index)}` },
  {
    page: 'a run',
    what: 'its decisions',
    url: ({ runs }, index) => `/v1/runs/${one(runs, index)}/decisions`,
  },
  {
    page: 'Decisions',
    what: 'of a product',
    url: (asked, index) => `/v1/decisions?product=${product(asked, index)}`,
  },
  { page: 'Waivers', what: 'of all', url: () => '/v1/waivers' },
  {
    page: 'Waivers',
    what: 'of a product',
    url: (asked, index) => `/v1/waivers?product=${product(asked, index)}`,
  },
  { page: 'Endpoints', what: 'of all', url: () => '/v1/endpoints' },
  { page: 'Audit log', what: 'the latest', url: () => '/v1/audit' },
  { page: 'Settings', what: 'people', url: () => '/v1/users' },
  { page: 'Settings', what: 'repositories', url: () => '/v1/repositories' },
];
