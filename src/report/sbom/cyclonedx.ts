import { contentUuid } from '../content-uuid.ts';
import { spdxLicences } from './licence-words.ts';
import type { Bill, BillComponent } from './bill.ts';
import { nameParts } from './name-parts.ts';
import { cycloneDxVulnerabilities } from './vulnerabilities.ts';

/** Versions that can be written; what is used of them is the same in both. */
export const cycloneDxVersions = ['1.6', '1.7'] as const;
export type CycloneDxVersion = (typeof cycloneDxVersions)[number];

/** What an SBOM is about, and who made it when. */
export interface SbomSubject {
  readonly name: string;
  /** Commit, where there is one. */
  readonly version?: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601. */
  readonly now: string;
  /** Whether everything that states components could be read. */
  readonly isWhole: boolean;
}

const root = 'lockstep:target';

/** CycloneDX in JSON (ECMA-424). The serial number is made of the content: the same target at the same time has the same. */
export function cycloneDx(bill: Bill, subject: SbomSubject, specVersion: CycloneDxVersion): object {
  const content = {
    version: 1,
    metadata: {
      timestamp: subject.now,
      // Made of what files state, before anything is built (CISA, "Types of SBOM", 2023: source).
      lifecycles: [{ phase: 'pre-build' }],
      tools: { components: [{ type: 'application', ...subject.tool }] },
      component: {
        type: 'application',
        'bom-ref': root,
        name: subject.name,
        ...(subject.version === undefined ? {} : { version: subject.version }),
      },
    },
    components: bill.components.map(componentOf),
    dependencies: [
      { ref: root, dependsOn: bill.direct },
      ...bill.components.map(({ purl, dependsOn }) => ({ ref: purl, dependsOn })),
    ],
    ...vulnerabilitiesOf(bill),
    compositions: [{ aggregate: subject.isWhole ? 'unknown' : 'incomplete', assemblies: [root] }],
  };
  return {
    $schema: `http://cyclonedx.org/schema/bom-${specVersion}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion,
    serialNumber: `urn:uuid:${contentUuid(JSON.stringify(content))}`,
    ...content,
  };
}

/** Without a run that looked, the bill says nothing; after one that found nothing, that there is none. */
function vulnerabilitiesOf({ components, findings }: Bill): object {
  if (findings === undefined) return {};
  const purls = new Set(components.map(({ purl }) => purl));
  return { vulnerabilities: cycloneDxVulnerabilities(findings, purls) };
}

function componentOf(component: BillComponent): object {
  const { purl, version, scope, licence, hashes, places } = component;
  const { group, name } = nameParts(component);
  return {
    type: 'library',
    'bom-ref': purl,
    ...(group === '' ? {} : { group }),
    name,
    ...(version === '' ? {} : { version }),
    // CycloneDX has no word for development; what production does not need is excluded from it.
    scope: scope === 'prod' ? 'required' : scope === 'dev' ? 'excluded' : 'optional',
    ...(hashes.length === 0
      ? {}
      : { hashes: hashes.map((hash) => ({ alg: hash.name, content: hash.hex })) }),
    ...(licence === undefined ? {} : { licenses: spdxLicences(licence) }),
    purl,
    evidence: { occurrences: places.map((location) => ({ location })) },
    properties: [
      { name: 'lockstep:direct', value: String(component.direct) },
      { name: 'lockstep:scope', value: scope },
    ],
  };
}
