/** What stands after the question mark of an address. Whatever is not understood is left out: an old link still opens. */
type Search = Readonly<Record<string, unknown>>;

const MAX_TEXT = 300;

/** A text of this name, where there is one. */
export function textOf<Key extends string>(search: Search, key: Key): { [K in Key]?: string } {
  const value = search[key];
  const isText = typeof value === 'string' && value !== '';
  // oxlint-disable-next-line no-unsafe-type-assertion -- a computed key widens to string
  return (isText ? { [key]: value.slice(0, MAX_TEXT) } : {}) as { [K in Key]?: string };
}

/** One of these words. */
export function only<Key extends string, const Word extends string>(
  search: Search,
  key: Key,
  words: readonly Word[],
): { [K in Key]?: Word } {
  const word = words.find((each) => each === search[key]);
  // oxlint-disable-next-line no-unsafe-type-assertion -- a computed key widens to string
  return (word === undefined ? {} : { [key]: word }) as { [K in Key]?: Word };
}

/** Which page of a list. */
export function pageSearch(search: Search): { cursor?: string } {
  return textOf(search, 'cursor');
}

/** What the page of components shows. */
export interface ComponentSearch {
  cursor?: string;
  /** Without it: where a package is. */
  view?: 'licences' | 'advisories';
  name?: string;
  version?: string;
  licence?: string;
  product?: string;
  /** At least so severe. */
  severity?: '1' | '2' | '3' | '4';
  exploited?: 'true';
}

export function componentSearch(search: Search): ComponentSearch {
  return {
    ...pageSearch(search),
    ...only(search, 'view', ['licences', 'advisories']),
    ...textOf(search, 'name'),
    ...textOf(search, 'version'),
    ...textOf(search, 'licence'),
    ...textOf(search, 'product'),
    ...only(search, 'severity', ['1', '2', '3', '4']),
    ...only(search, 'exploited', ['true']),
  };
}

export const deliveryStates = ['open', 'waiting', 'sent', 'dead'] as const;
/** Shorter ones no index finds: the service refuses them. */
export const MIN_FINDING_TEXT = 3;

export const proposalStates = ['open', 'agreed', 'rejected', 'withdrawn', 'all'] as const;
/** Without it: those of which anything is said. */
export const shownRules = ['all', 'observe', 'warn', 'block'] as const;
export const states = ['open', 'fixed', 'all'] as const;
export const effects = ['blocks', 'warns', 'observed', 'existing', 'suppressed', 'waived'] as const;
export const groupings = ['rule', 'product', 'repository', 'path', 'severity'] as const;
export type Grouping = (typeof groupings)[number];

/** The filter of the list of findings. */
export interface FindingSearch {
  cursor?: string;
  product?: string;
  rule?: string;
  fingerprint?: string;
  check?: string;
  repository?: string;
  branch?: string;
  text?: string;
  /** Without it: open ones. */
  state?: (typeof states)[number];
  effect?: (typeof effects)[number];
  judged?: 'true' | 'false';
  severity?: '1' | '2' | '3' | '4';
  by?: Grouping;
}

export function findingSearch(search: Search): FindingSearch {
  const { text = '' } = textOf(search, 'text');
  return {
    ...pageSearch(search),
    ...textOf(search, 'product'),
    ...textOf(search, 'rule'),
    ...textOf(search, 'fingerprint'),
    ...textOf(search, 'check'),
    ...textOf(search, 'repository'),
    ...textOf(search, 'branch'),
    ...(text.length < MIN_FINDING_TEXT ? {} : { text }),
    ...only(search, 'state', states),
    ...only(search, 'effect', effects),
    ...only(search, 'judged', ['true', 'false']),
    ...only(search, 'severity', ['1', '2', '3', '4']),
    ...only(search, 'by', groupings),
  };
}

export const productOrders = ['threat', 'name', 'tier', 'age', 'waivers'] as const;
export const tiers = ['1', '2', '3', '4', '0'] as const;
export const exposures = ['internet', 'partner', 'internal', 'unknown'] as const;
/** What Lockstep itself can look at. */
export const checks = ['code', 'secrets', 'components', 'tls'] as const;
export const silences = ['1', '7', '30', '90'] as const;
export const waiverStates = ['some', 'ending', 'expired'] as const;
export const levels = ['5', '4', '3', '2'] as const;

/** The filter of the list of products. */
export interface ProductSearch {
  cursor?: string;
  text?: string;
  owner?: string;
  tier?: (typeof tiers)[number];
  exposure?: (typeof exposures)[number];
  lacks?: (typeof checks)[number];
  silent?: (typeof silences)[number];
  waivers?: (typeof waiverStates)[number];
  agreed?: 'true' | 'false';
  level?: (typeof levels)[number];
  /** Without it: the most threatened first. */
  order?: (typeof productOrders)[number];
}

export function productSearch(search: Search): ProductSearch {
  return {
    ...pageSearch(search),
    ...textOf(search, 'text'),
    ...textOf(search, 'owner'),
    ...only(search, 'tier', tiers),
    ...only(search, 'exposure', exposures),
    ...only(search, 'lacks', checks),
    ...only(search, 'silent', silences),
    ...only(search, 'waivers', waiverStates),
    ...only(search, 'agreed', ['true', 'false']),
    ...only(search, 'level', levels),
    ...only(search, 'order', productOrders),
  };
}

export const effectDays = ['7', '30', '90', '365'] as const;
export type EffectDays = (typeof effectDays)[number];
