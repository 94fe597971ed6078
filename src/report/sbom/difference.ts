/** What changed between two SBOMs, by package. */
export interface SbomDifference {
  /** Package URLs, in order. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The same package in other versions. */
  readonly changed: readonly {
    /** Package URL without a version. */
    readonly package: string;
    readonly before: readonly string[];
    readonly after: readonly string[];
  }[];
}

/** Compares two lists of package URLs; the order in them, and how often one stands there, does not matter. */
export function differenceOf(before: readonly string[], after: readonly string[]): SbomDifference {
  const old = versionsByPackage(before);
  const now = versionsByPackage(after);
  const added: string[] = [];
  const removed: string[] = [];
  const changed: SbomDifference['changed'][number][] = [];
  for (const name of [...new Set([...old.keys(), ...now.keys()])].toSorted()) {
    const [was, is] = [old.get(name), now.get(name)];
    if (was === undefined) for (const version of is ?? []) added.push(joined(name, version));
    else if (is === undefined) for (const version of was) removed.push(joined(name, version));
    else if (was.join(' ') !== is.join(' ')) {
      changed.push({ package: name, before: was, after: is });
    }
  }
  return { added, removed, changed };
}

function versionsByPackage(purls: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const versions = new Map<string, Set<string>>();
  for (const purl of purls) {
    const { name, version } = parted(purl);
    const known = versions.get(name);
    if (known === undefined) versions.set(name, new Set([version]));
    else known.add(version);
  }
  return new Map([...versions].map(([name, known]) => [name, [...known].toSorted()]));
}

/** The version stands behind the last `@` after the last slash; qualifiers and subpath are no part of it (purl-spec). */
function parted(purl: string): { readonly name: string; readonly version: string } {
  const plain = purl.split(/[?#]/, 1)[0] ?? '';
  const at = plain.indexOf('@', plain.lastIndexOf('/') + 1);
  return at === -1
    ? { name: plain, version: '' }
    : { name: plain.slice(0, at), version: plain.slice(at + 1) };
}

function joined(name: string, version: string): string {
  return version === '' ? name : `${name}@${version}`;
}
