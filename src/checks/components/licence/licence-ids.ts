import ids from 'spdx-license-ids/index.json' with { type: 'json' };
import deprecated from 'spdx-license-ids/deprecated.json' with { type: 'json' };

/** Ids that are no longer used and say what is now a licence with an exception (spdx.org/licenses, "Deprecated"). */
const combined: ReadonlyMap<string, string> = new Map([
  ['GPL-2.0-with-autoconf-exception', 'GPL-2.0-only WITH Autoconf-exception-2.0'],
  ['GPL-2.0-with-bison-exception', 'GPL-2.0-or-later WITH Bison-exception-2.2'],
  ['GPL-2.0-with-classpath-exception', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  ['GPL-2.0-with-font-exception', 'GPL-2.0-only WITH Font-exception-2.0'],
  ['GPL-2.0-with-GCC-exception', 'GPL-2.0-or-later WITH GCC-exception-2.0'],
  ['GPL-3.0-with-autoconf-exception', 'GPL-3.0-only WITH Autoconf-exception-3.0'],
  ['GPL-3.0-with-GCC-exception', 'GPL-3.0-only WITH GCC-exception-3.1'],
]);

/** Licences whose ids end in `-only` and `-or-later`; the short form is deprecated. */
const gnu: ReadonlySet<string> = new Set(['GPL', 'LGPL', 'AGPL', 'GFDL']);

const byLowerCase: ReadonlyMap<string, string> = new Map(
  [...deprecated, ...ids]
    .filter((id) => !id.endsWith('+'))
    .map((id): [string, string] => [id.toLowerCase(), id]),
);

/** The id as the SPDX licence list writes it, whatever the case; undefined for what is not on the list. */
export function licenceId(text: string): string | undefined {
  return byLowerCase.get(text.toLowerCase());
}

/** A licence id taken apart. */
export interface LicenceId {
  /** As it is to be compared: `GPL-2.0-only` for the deprecated `GPL-2.0`. */
  readonly id: string;
  readonly orLater: boolean;
  readonly exception?: string;
}

/** What an id of the list means today, with `+` or without: `GPL-2.0` is `GPL-2.0-only`, `GPL-2.0-or-later` is it "or later". */
export function licenceOf(id: string): LicenceId {
  if (id.endsWith('+')) return { ...licenceOf(id.slice(0, -1)), orLater: true };
  const [base = id, exception] = (combined.get(id) ?? id).split(' WITH ');
  const orLater = base.endsWith('-or-later');
  const short = orLater ? base.slice(0, -'-or-later'.length) : base;
  const { family } = splitVersion(short);
  const full = gnu.has(family) && !short.endsWith('-only') ? `${short}-only` : short;
  // Without a family there are no later versions to choose from: then the id stays as it is listed.
  const isLone = orLater && !gnu.has(family);
  const licence = isLone ? { id: base, orLater: false } : { id: full, orLater };
  return exception === undefined ? licence : { ...licence, exception };
}

/** The licence as SPDX writes it. */
export function writeLicence({ id, orLater, exception }: LicenceId): string {
  const gnuBase = id.endsWith('-only') ? id.slice(0, -'-only'.length) : undefined;
  const later = gnuBase === undefined ? `${id}+` : `${gnuBase}-or-later`;
  return (orLater ? later : id) + (exception === undefined ? '' : ` WITH ${exception}`);
}

/** The ids that may be chosen for "this or any later version", the stated one first. */
export function versionsFrom(id: string): readonly string[] {
  const { family, version } = splitVersion(id);
  const later = (families.get(family) ?? []).filter(
    (other) => compareVersions(other.version, version) > 0,
  );
  return [id, ...later.map((other) => other.id)];
}

interface Versioned {
  readonly id: string;
  readonly version: string;
}

const families: ReadonlyMap<string, readonly Versioned[]> = familiesOf(ids);

function familiesOf(all: readonly string[]): ReadonlyMap<string, readonly Versioned[]> {
  const found = new Map<string, Versioned[]>();
  for (const id of all) {
    const { family, version } = splitVersion(id);
    if (version === '' || id.endsWith('-or-later')) continue;
    const versions = found.get(family);
    if (versions === undefined) found.set(family, [{ id, version }]);
    else versions.push({ id, version });
  }
  for (const versions of found.values()) {
    versions.sort((a, b) => compareVersions(a.version, b.version));
  }
  return found;
}

/** `MPL-2.0` → `MPL`, `2.0`; the version is empty where the id does not end in one. */
function splitVersion(id: string): { readonly family: string; readonly version: string } {
  const bare = id.endsWith('-only') ? id.slice(0, -'-only'.length) : id;
  const dash = bare.lastIndexOf('-');
  const version = bare.slice(dash + 1);
  return dash > 0 && /^\d[\d.]*$/.test(version)
    ? { family: bare.slice(0, dash), version }
    : { family: bare, version: '' };
}

function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
