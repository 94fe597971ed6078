import { createHash } from 'node:crypto';
import type { Bill, BillComponent, HashName } from './bill.ts';
import type { SbomSubject } from './cyclonedx.ts';
import { isLicenceExpression } from './licence-words.ts';

const creation = '_:creation';

/** SPDX 3.0.1 in JSON-LD, profiles core, software and simple licensing. Ids are made of the content, as in SPDX 2.3. */
export function spdx3(bill: Bill, subject: SbomSubject): object {
  const { tool, name, now } = subject;
  const namespace = `urn:sha256:${digestOf(JSON.stringify([name, now, bill]))}`;
  const writer = new Writer(namespace);
  const maker = writer.id('tool');
  const root = writer.id('target');
  const elements = [
    {
      type: 'SoftwareAgent',
      spdxId: maker,
      creationInfo: creation,
      name: `${tool.name}-${tool.version}`,
    },
    rootPackage(subject, root),
    ...bill.components.map((component) => writer.packageOf(component)),
    ...writer.licences(bill.components),
    ...writer.needsOf(bill, root, subject.isWhole),
  ];
  return {
    '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    '@graph': [
      {
        type: 'CreationInfo',
        '@id': creation,
        specVersion: '3.0.1',
        created: now.replace(/\.\d+Z$/, 'Z'),
        createdBy: [maker],
      },
      {
        type: 'SpdxDocument',
        spdxId: writer.id('document'),
        creationInfo: creation,
        name,
        profileConformance: ['core', 'software', 'simpleLicensing'],
        dataLicense: 'https://spdx.org/licenses/CC0-1.0',
        rootElement: [writer.id('bill')],
      },
      {
        type: 'software_Sbom',
        spdxId: writer.id('bill'),
        creationInfo: creation,
        software_sbomType: ['source'],
        rootElement: [root],
        element: elements.map(({ spdxId }) => spdxId),
      },
      ...elements,
    ],
  };
}

interface Element {
  readonly type: string;
  readonly spdxId: string;
  readonly [field: string]: unknown;
}

function rootPackage({ name, version }: SbomSubject, spdxId: string): Element {
  const element = {
    type: 'software_Package',
    spdxId,
    creationInfo: creation,
    name,
    software_primaryPurpose: 'application',
  };
  return version === undefined ? element : { ...element, software_packageVersion: version };
}

/** Writes elements under ids within one document. */
class Writer {
  readonly #namespace: string;

  constructor(namespace: string) {
    this.#namespace = namespace;
  }

  id(word: string): string {
    return `${this.#namespace}#${word}`;
  }

  packageOf(component: BillComponent): Element {
    const { purl, name, version, licence, hashes, places } = component;
    const isNamed = licence !== undefined && !isLicenceExpression(licence);
    const element = {
      type: 'software_Package',
      spdxId: this.#idOf(purl),
      creationInfo: creation,
      name,
      software_packageUrl: purl,
      software_primaryPurpose: 'library',
      software_sourceInfo: `stated in ${places.join(', ')}`,
    };
    return {
      ...element,
      ...(version === '' ? {} : { software_packageVersion: version }),
      ...(isNamed ? { comment: `licence as stated: ${licence}` } : {}),
      ...(hashes.length === 0 ? {} : { verifiedUsing: hashes.map(hashOf) }),
    };
  }

  /** Each expression once, with a relation from each package that declares it. */
  licences(components: readonly BillComponent[]): readonly Element[] {
    const declaring = new Map<string, string[]>();
    for (const { licence, purl } of components) {
      if (licence === undefined || !isLicenceExpression(licence)) continue;
      const known = declaring.get(licence);
      if (known === undefined) declaring.set(licence, [purl]);
      else known.push(purl);
    }
    return [...declaring].flatMap(([expression, purls]) => {
      const spdxId = this.id(`licence-${digestOf(expression).slice(0, 24)}`);
      return [
        {
          type: 'simplelicensing_LicenseExpression',
          spdxId,
          creationInfo: creation,
          simplelicensing_licenseExpression: expression,
        },
        ...purls.map((purl) => this.#relation(this.#idOf(purl), 'hasDeclaredLicense', [spdxId])),
      ];
    });
  }

  /** What the target and each package needs; what is for development alone apart. */
  needsOf({ components, direct }: Bill, root: string, isWhole: boolean): readonly Element[] {
    const forDevelopment = new Set(
      components.flatMap(({ purl, scope }) => (scope === 'dev' ? [purl] : [])),
    );
    const parted = (from: string, purls: readonly string[], more: object): readonly Element[] => [
      ...this.#needs(
        from,
        purls.filter((purl) => !forDevelopment.has(purl)),
        more,
      ),
      ...this.#needs(
        from,
        purls.filter((purl) => forDevelopment.has(purl)),
        {
          ...more,
          type: 'LifecycleScopedRelationship',
          scope: 'development',
        },
      ),
    ];
    return [
      ...parted(root, direct, { completeness: isWhole ? 'noAssertion' : 'incomplete' }),
      ...components.flatMap(({ purl, dependsOn }) => parted(this.#idOf(purl), dependsOn, {})),
    ];
  }

  #needs(from: string, purls: readonly string[], more: object): readonly Element[] {
    if (purls.length === 0) return [];
    const to = purls.map((purl) => this.#idOf(purl));
    return [this.#relation(from, 'dependsOn', to, more)];
  }

  #relation(from: string, kind: string, to: readonly string[], more: object = {}): Element {
    return {
      type: 'Relationship',
      spdxId: this.id(`relation-${digestOf(JSON.stringify([from, kind, to])).slice(0, 24)}`),
      creationInfo: creation,
      from,
      relationshipType: kind,
      to,
      ...more,
    };
  }

  #idOf(purl: string): string {
    return this.id(`package-${digestOf(purl).slice(0, 24)}`);
  }
}

function hashOf({ name, hex }: { readonly name: HashName; readonly hex: string }): object {
  return { type: 'Hash', algorithm: name.toLowerCase().replace('-', ''), hashValue: hex };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
