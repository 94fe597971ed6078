import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Files } from './sources.ts';

/** A package in a version. */
type Wanted = Readonly<Record<string, string>>;

/** What `npm install` leaves behind, for packages that need no others. */
export function npmFiles(name: string, wanted: Wanted): Files {
  const packages = Object.fromEntries(
    Object.entries(wanted).map(([each, version]) => [`node_modules/${each}`, { version }]),
  );
  const lock = {
    name,
    lockfileVersion: 3,
    packages: { '': { dependencies: wanted }, ...packages },
  };
  const manifest = { name, private: true, dependencies: wanted };
  return { 'package.json': json(manifest), 'package-lock.json': json(lock) };
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** A program in Java with log4j in it, and what else it uses, as Gradle locks it. */
export function gradleFiles(log4j: string): Files {
  const locked = [
    `org.apache.logging.log4j:log4j-api:${log4j}`,
    `org.apache.logging.log4j:log4j-core:${log4j}`,
    'org.apache.commons:commons-text:1.9',
  ];
  return {
    'gradle.lockfile': `# This is a Gradle generated file for dependency locking.
${locked.map((each) => `${each}=compileClasspath,runtimeClasspath`).join('\n')}
empty=annotationProcessor
`,
  };
}

interface Advisory {
  readonly id: string;
  readonly cve: string;
  readonly ecosystem: 'npm' | 'Maven';
  readonly name: string;
  readonly introduced: string;
  readonly fixed: string;
  readonly summary: string;
  /** CVSS 3.1. */
  readonly vector: string;
}

/** Ids, versions and vectors as the GitHub Advisory Database has them (CC BY 4.0); the summaries are ours. */
const advisories: readonly Advisory[] = [
  {
    id: 'GHSA-jfh8-c2jp-5v3q',
    cve: 'CVE-2021-44228',
    ecosystem: 'Maven',
    name: 'org.apache.logging.log4j:log4j-core',
    introduced: '2.13.0',
    fixed: '2.15.0',
    summary: 'Text that is logged can load code from elsewhere',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H',
  },
  {
    id: 'GHSA-599f-7c49-w659',
    cve: 'CVE-2022-42889',
    ecosystem: 'Maven',
    name: 'org.apache.commons:commons-text',
    introduced: '1.5',
    fixed: '1.10.0',
    summary: 'Text that is interpolated can run scripts',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  },
  {
    id: 'GHSA-35jh-r3h4-6jhm',
    cve: 'CVE-2021-23337',
    ecosystem: 'npm',
    name: 'lodash',
    introduced: '0',
    fixed: '4.17.21',
    summary: 'Templates can run commands',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H',
  },
  {
    id: 'GHSA-xvch-5gv4-984h',
    cve: 'CVE-2021-44906',
    ecosystem: 'npm',
    name: 'minimist',
    introduced: '1.0.0',
    fixed: '1.2.6',
    summary: 'Arguments can change the prototype of all objects',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  },
];

/** When all of them had been revised for the last time. */
const MODIFIED = '2024-06-01T00:00:00Z';

/** Writes them into a folder as OSV's export has them, for `lockstep advisories pull --mirror` and `serve --advisories-from`. */
export function writeAdvisories(folder: string): void {
  for (const ecosystem of ['npm', 'Maven'] as const) {
    const records = advisories
      .filter((each) => each.ecosystem === ecosystem)
      .map((each) => ({ id: each.id, text: JSON.stringify(recordOf(each)) }));
    const place = path.join(folder, ecosystem);
    mkdirSync(place, { recursive: true });
    const entries = records.map(({ id, text }) => [`${id}.json`, strToU8(text)] as const);
    writeFileSync(path.join(place, 'all.zip'), zipSync(Object.fromEntries(entries)));
    for (const [name, bytes] of entries) writeFileSync(path.join(place, name), bytes);
    const list = records.map(({ id }) => `${MODIFIED},${id}\n`).join('');
    writeFileSync(path.join(place, 'modified_id.csv'), list);
  }
}

function recordOf(advisory: Advisory): object {
  const { id, cve, ecosystem, name, introduced, fixed, summary, vector } = advisory;
  return {
    id,
    modified: MODIFIED,
    aliases: [cve],
    summary,
    severity: [{ type: 'CVSS_V3', score: vector }],
    affected: [
      {
        package: { ecosystem, name },
        ranges: [
          {
            type: ecosystem === 'npm' ? 'SEMVER' : 'ECOSYSTEM',
            events: [{ introduced }, { fixed }],
          },
        ],
      },
    ],
  };
}
