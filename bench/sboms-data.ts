import type { Component, ComponentList } from '../src/model/component.ts';
import { popularNames } from '../src/checks/components/suspicious/popular/names.ts';
import { generator } from './seeded.ts';

/** SBOMs that are like those of an organisation: real names, a few used by nearly all, most by few. */
export interface Universe {
  readonly names: readonly { readonly ecosystem: string; readonly name: string }[];
  readonly listOf: (index: number) => ComponentList;
}

const ECOSYSTEMS = ['npm', 'PyPI', 'NuGet', 'RubyGems', 'crates.io'] as const;
const LOG4J = ['log4j-core', 'log4j-api', 'log4j-slf4j-impl'].map(
  (name) => `org.apache.logging.log4j:${name}`,
);
/** Components of one SBOM. */
const SIZE = { least: 200, most: 1_000 } as const;
/** Of a service in Java, one in five. */
const LOG4J_SHARE = 0.2;
const VERSIONS_OF_ONE = 12;

export function universe(seed: number): Universe {
  const ecosystems = ECOSYSTEMS.map((ecosystem) => ({
    ecosystem,
    names: popularNames(ecosystem)?.names ?? [],
  }));
  const names = [
    ...ecosystems.flatMap(({ ecosystem, names: all }) => all.map((name) => ({ ecosystem, name }))),
    ...LOG4J.map((name) => ({ ecosystem: 'Maven', name })),
  ];
  return {
    names,
    listOf(index) {
      const random = generator(seed + index);
      const { ecosystem, names: own } = ecosystems[index % 3] ?? { ecosystem: 'npm', names: [] };
      const size = Math.floor(SIZE.least * (SIZE.most / SIZE.least) ** random());
      const chosen = new Set<string>();
      // Zipf: the rank of a name is what its use falls with.
      for (let draw = 0; draw < size * 3 && chosen.size < size; draw += 1) {
        chosen.add(own[Math.floor(own.length ** random()) - 1] ?? 'semver');
      }
      const parts = [...chosen].map((name) => part(ecosystem, name, random));
      const java = random() < LOG4J_SHARE ? LOG4J.map((name) => part('Maven', name, random)) : [];
      const components = [...parts, ...java].map((each, at) => ({ ...each, line: 10 + at * 8 }));
      return {
        path: 'bom.json',
        format: 'cyclonedx',
        components,
        requirements: [],
        extent: 'whole',
      };
    },
  };
}

function part(ecosystem: string, name: string, random: () => number): Omit<Component, 'line'> {
  const at = Math.floor(random() * VERSIONS_OF_ONE);
  return {
    ecosystem,
    name,
    version: ecosystem === 'Maven' ? `2.${10 + at}.1` : `${1 + (at % 4)}.${at % 5}.${at}`,
    direct: random() < 0.1,
    scope: random() < 0.7 ? 'prod' : 'dev',
    integrity: [],
    source: { kind: 'registry' },
    dependsOn: [],
  };
}
