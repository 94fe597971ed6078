/** Components within components deeper than this are not followed. */
const MAX_NESTING = 50;

/**
 * The package URLs of an SBOM in JSON: of CycloneDX (any version) or SPDX 2. Undefined for what is neither. Components
 * without a package URL are counted: they cannot be compared.
 */
export function readSbom(
  value: unknown,
): { readonly purls: readonly string[]; readonly unnamed: number } | undefined {
  const fields = fieldsOf(value);
  if (fields?.get('bomFormat') === 'CycloneDX') return counted(cycloneDxPurls(fields, 0));
  const version = fields?.get('spdxVersion');
  const isSpdx = typeof version === 'string' && version.startsWith('SPDX-2.');
  return fields !== undefined && isSpdx ? counted(spdxPurls(fields)) : undefined;
}

function counted(all: readonly (string | undefined)[]): {
  readonly purls: readonly string[];
  readonly unnamed: number;
} {
  const purls = all.filter((purl) => purl !== undefined);
  return { purls, unnamed: all.length - purls.length };
}

function cycloneDxPurls(
  fields: ReadonlyMap<string, unknown>,
  depth: number,
): readonly (string | undefined)[] {
  if (depth > MAX_NESTING) return [];
  return listOf(fields.get('components')).flatMap((value) => {
    const component = fieldsOf(value);
    if (component === undefined) return [];
    return [textOf(component.get('purl')), ...cycloneDxPurls(component, depth + 1)];
  });
}

/** The package that the document describes is the target, no component of it. */
function spdxPurls(fields: ReadonlyMap<string, unknown>): readonly (string | undefined)[] {
  const described = new Set(
    listOf(fields.get('relationships')).flatMap((value) => {
      const relation = fieldsOf(value);
      return relation?.get('relationshipType') === 'DESCRIBES'
        ? [relation.get('relatedSpdxElement')]
        : [];
    }),
  );
  return listOf(fields.get('packages')).flatMap((value) => {
    const each = fieldsOf(value);
    if (each === undefined || described.has(each.get('SPDXID'))) return [];
    const references = listOf(each.get('externalRefs')).map((reference) => fieldsOf(reference));
    const purl = references.find((reference) => reference?.get('referenceType') === 'purl');
    return [textOf(purl?.get('referenceLocator'))];
  });
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.startsWith('pkg:') ? value : undefined;
}
