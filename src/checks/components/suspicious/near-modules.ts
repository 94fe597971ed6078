import { skeletonOf } from './look-alike.ts';
import { isOneEdit } from './name-index.ts';
import { goModules } from './popular/go.ts';
import type { Suspicion } from './suspicion.ts';

/** Shorter owners have honest neighbours everywhere. */
const MIN_OWNER_UNITS = 4;

/**
 * Module paths of Go that can be taken for a popular one: the repository has its name and the owner is nearly its owner
 * (`boltdb-go/bolt`), or the host is nearly its host. A copy by any other owner is a fork, which is common.
 */
export function nearModule(path: string): Omit<Suspicion, 'component'> | undefined {
  const { hosts, repositories, owners } = prepared();
  const [host = '', owner = '', repository = ''] = path.toLowerCase().split('/', 3);
  const twin = hosts.has(host) ? undefined : [...hosts].find((known) => isOneEdit(known, host));
  if (twin !== undefined && twin.length >= MIN_OWNER_UNITS) {
    return said(`its host is one letter from ${twin}, which serves popular modules`);
  }
  if (owners.has(`${host}/${owner}`)) return undefined;
  for (const known of repositories.get(`${host} ${repository}`) ?? []) {
    if (isNearOwner(owner, known)) {
      return said(`its path can be taken for that of the popular ${host}/${known}/${repository}`);
    }
  }
  return undefined;
}

function said(fact: string): Omit<Suspicion, 'component'> {
  return { signal: 'name-near-popular', fact, confidence: 'medium' };
}

function isNearOwner(owner: string, known: string): boolean {
  if (known.length < MIN_OWNER_UNITS) return false;
  const bare = owner.replace(/^go-|-(?:go|golang|io|labs|org|dev)$/, '');
  return bare === known || isOneEdit(owner, known) || skeletonOf(owner) === skeletonOf(known);
}

interface Known {
  readonly hosts: ReadonlySet<string>;
  /** Host and repository → owners. */
  readonly repositories: ReadonlyMap<string, readonly string[]>;
  /** Host and owner. */
  readonly owners: ReadonlySet<string>;
}

let known: Known | undefined;

function prepared(): Known {
  if (known !== undefined) return known;
  const repositories = new Map<string, string[]>();
  const hosts = new Set<string>();
  const owners = new Set<string>();
  for (const path of goModules.split(/\s+/).filter((word) => word !== '')) {
    const [host = '', owner = '', repository = ''] = path.toLowerCase().split('/', 3);
    hosts.add(host);
    owners.add(`${host}/${owner}`);
    const key = `${host} ${repository}`;
    repositories.set(key, [...(repositories.get(key) ?? []), owner]);
  }
  known = { hosts, repositories, owners };
  return known;
}
