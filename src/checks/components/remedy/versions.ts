/** What the remedies ask of the version schemes; one of the versions part, or a fake. Undefined: it cannot be told. */
export interface VersionOrder {
  compare(ecosystem: string, a: string, b: string): number | undefined;
  satisfies(ecosystem: string, version: string, constraint: string): boolean | undefined;
  breaks(ecosystem: string, from: string, to: string): boolean;
}

/** Where a constraint with nothing but a version installs that version, although newer ones would do (Go, NuGet: the lowest; Maven: the declared one). */
const lowestFirst: ReadonlySet<string> = new Set(['Go', 'Maven', 'NuGet']);

/**
 * Whether an installation made anew may take this version without any change of what is declared. Undefined where it
 * cannot be told.
 */
export function allows(
  order: Pick<VersionOrder, 'compare' | 'satisfies'>,
  ecosystem: string,
  version: string,
  constraint: string,
): boolean | undefined {
  const written = constraint.trim();
  if (lowestFirst.has(ecosystem) && !/^[[(]/.test(written)) {
    return written === '' ? undefined : order.compare(ecosystem, version, written) === 0;
  }
  if (written === '' && !anyWhenEmpty.has(ecosystem)) return undefined;
  if (written === '' || written === '*') return true;
  // Poetry has the caret and the tilde of npm (python-poetry.org/docs/dependency-specification).
  const isPoetry = ecosystem === 'PyPI' && /^[\^~](?!=)/.test(written);
  return order.satisfies(isPoetry ? 'npm' : ecosystem, version, written);
}

/** Where no constraint means that any version will do; elsewhere it means that the file does not say it. */
const anyWhenEmpty: ReadonlySet<string> = new Set(['npm', 'PyPI', 'RubyGems']);

/** A date as a version: Maven has artefacts that numbered so before they counted (`commons-beanutils:20020520`). */
const DATE = /^(?:19|20)\d{6}(?:\.|$)/;

/** Whether `a` is newer than `b`, as people mean it. */
export function isNewer(
  order: Pick<VersionOrder, 'compare'>,
  ecosystem: string,
  a: string,
  b: string,
): boolean {
  if (DATE.test(b) !== DATE.test(a)) return DATE.test(b);
  return (order.compare(ecosystem, a, b) ?? 0) > 0;
}

/** Versions that the scheme knows, ascending, each once. */
export function ascending(
  order: VersionOrder,
  ecosystem: string,
  versions: readonly string[],
): readonly string[] {
  return [...new Set(versions)]
    .filter((each) => order.compare(ecosystem, each, each) !== undefined)
    .toSorted((a, b) => order.compare(ecosystem, a, b) ?? 0);
}

/**
 * Those of the same flavour where a version has one (`31.1-jre`, `31.1-android` of Guava), because the other is another
 * build; all where there is none of it.
 */
export function sameFlavour(from: string, versions: readonly string[]): readonly string[] {
  const wanted = flavourOf(from);
  const alike = versions.filter((each) => flavourOf(each) === wanted);
  if (alike.length > 0) return alike;
  // Guava 20 became 22-jre and 22-android: who had neither runs on a full Java.
  const full = versions.filter((each) => flavourOf(each) === 'jre');
  return full.length > 0 ? full : versions;
}

function flavourOf(version: string): string {
  return /-(jre\d{0,2}|android)$/.exec(version)?.[1] ?? '';
}
