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
  return {
    ...pageSearch(search),
    ...textOf(search, 'product'),
    ...textOf(search, 'rule'),
    ...textOf(search, 'fingerprint'),
    ...textOf(search, 'check'),
    ...textOf(search, 'repository'),
    ...textOf(search, 'branch'),
    ...textOf(search, 'text'),
    ...only(search, 'state', states),
    ...only(search, 'effect', effects),
    ...only(search, 'judged', ['true', 'false']),
    ...only(search, 'severity', ['1', '2', '3', '4']),
    ...only(search, 'by', groupings),
  };
}
