import { hash } from 'node:crypto';
import type { AdvisoryData, DataAge } from '../../model/advisory.ts';
import {
  answerOn,
  lookUp,
  type KnownPackage,
  type PackageKnowledge,
} from '../../pipeline/components/package-knowledge.ts';
import type { Database, Queryable } from '../../store/database.ts';
import {
  advisoryStates,
  keepAdvisoryStates,
  keepKnowledge,
  keepLookUp,
  listPackages,
  lockLookUp,
  lockPackages,
  makeDue,
  type AdvisoryState,
  type PackageName,
  type PackageVersion,
  type UsedVersions,
} from '../../store/packages.ts';

/** What a look-up has changed. */
export interface LookedUpAll {
  /** `behind`: another machine has newer advisories, and looks. */
  readonly state: 'unchanged' | 'changed' | 'behind';
  /** Packages about which something else is known now. */
  readonly packages: number;
  /** SBOMs that are to be judged again. */
  readonly sboms: number;
}

/** Of one transaction. */
const AT_ONCE = 500;

/**
 * Looks up every package in use when the advisories have changed since the last time, then those that are new. A version about which
 * something else is said now has the SBOMs judged again that have it; no other SBOM is touched, and none is read. Ended or killed at
 * any time, it is gone on with where it was. Of several processes one looks at a time, and one whose advisories are older than
 * those that were looked up in does nothing.
 */
export async function lookUpPackages(
  database: Database,
  data: AdvisoryData,
  signal: AbortSignal,
): Promise<LookedUpAll> {
  const states = data.ages.map((age) => stateOf(age));
  const digest = digestOf(states);
  const position = await database.transaction((transaction) => begin(transaction, states, digest));
  const total = { packages: 0, sboms: 0 };
  if (position === 'behind') return { state: 'behind', ...total };
  const state = position === null ? 'unchanged' : 'changed';
  while (!signal.aborted) {
    const some = await database.transaction((transaction) =>
      lookFurther(transaction, data, digest),
    );
    if (some === 'behind') return { state: 'behind', ...total };
    total.packages += some.packages;
    total.sboms += some.sboms;
    if (!some.isMore) break;
  }
  return { state, ...total };
}

/** Where the look-up in these advisories is; null: it has looked at all. */
async function begin(
  transaction: Queryable,
  states: readonly AdvisoryState[],
  digest: string,
): Promise<number | null | 'behind'> {
  const before = await lockLookUp(transaction);
  const known = await advisoryStates(transaction);
  if (isBehind(states, known)) return 'behind';
  if (textOf(known) !== textOf(states)) await keepAdvisoryStates(transaction, states);
  if (before.digest === digest) return before.position;
  await keepLookUp(transaction, { digest, position: 0 });
  return 0;
}

interface Step {
  readonly packages: number;
  readonly sboms: number;
  readonly isMore: boolean;
}

/** Some packages more. Held by one process at a time: nobody writes over what newer advisories say. */
async function lookFurther(
  transaction: Queryable,
  data: AdvisoryData,
  digest: string,
): Promise<Step | 'behind'> {
  const { digest: current, position } = await lockLookUp(transaction);
  if (current !== digest) return 'behind';
  const isNew = position === null;
  const listed = await listPackages(transaction, { after: position ?? 0, limit: AT_ONCE, isNew });
  const changed = listed.filter((each) => lookUp(data, each).digest !== each.digest);
  const sboms = await settle(transaction, changed, data);
  const isFull = listed.length === AT_ONCE;
  if (!isNew) {
    await keepLookUp(transaction, { digest, position: isFull ? (listed.at(-1)?.id ?? 0) : null });
  }
  return { packages: changed.length, sboms, isMore: isFull };
}

/** Writes down what is known of some packages now, and has those SBOMs judged again to which it makes a difference. */
async function settle(
  transaction: Queryable,
  packages: readonly PackageName[],
  data: AdvisoryData,
): Promise<number> {
  if (packages.length === 0) return 0;
  const used = await lockPackages(
    transaction,
    packages.map(({ id }) => id),
  );
  const now = used.map((each) => ({ ...each, ...lookUp(data, each) }));
  await keepKnowledge(
    transaction,
    now.map(({ id, known, digest }) => ({ id, known: known ?? null, digest })),
  );
  const versions = used.flatMap((each, index) => {
    const next = now[index];
    return next === undefined ? [] : differing(each, next);
  });
  return versions.length === 0 ? 0 : makeDue(transaction, versions);
}

/** Versions in use about which something else is said now; of a package that was not looked up before, all of them. */
function differing(before: UsedVersions, now: KnownPackage): readonly PackageVersion[] {
  const { id, ecosystem, name, digest, versions } = before;
  const old =
    digest === null ? undefined : { ecosystem, name, digest, known: knowledge(before.known) };
  return versions
    .filter((version) => old === undefined || answerOn(old, version) !== answerOn(now, version))
    .map((version) => ({ id, version }));
}

/** What `lookUp` has made, and the store kept as JSON. */
function knowledge(stored: unknown): PackageKnowledge | undefined {
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by ourselves, and by nobody else
  return stored === null ? undefined : (stored as PackageKnowledge);
}

function stateOf({ kind, ecosystem, digest, pulled, newest, records }: DataAge): AdvisoryState {
  return { kind, ecosystem, digest, pulledAt: new Date(pulled).toISOString(), newest, records };
}

function digestOf(states: readonly AdvisoryState[]): string {
  return hash('sha256', textOf(states.map((state) => ({ ...state, pulledAt: '' }))), 'hex');
}

/** Equal for equal states, whatever their order. */
function textOf(states: readonly AdvisoryState[]): string {
  const lines = states.map(({ kind, ecosystem, digest, pulledAt }) =>
    [kind, ecosystem, digest, pulledAt].join('\0'),
  );
  return lines.toSorted().join('\n');
}

/** Whether a part of what was looked up in is missing here, or is newer than here. */
function isBehind(here: readonly AdvisoryState[], there: readonly AdvisoryState[]): boolean {
  return there.some(({ kind, ecosystem, pulledAt, digest }) => {
    const own = here.find((each) => each.kind === kind && each.ecosystem === ecosystem);
    return own === undefined || (own.digest !== digest && own.pulledAt < pulledAt);
  });
}
