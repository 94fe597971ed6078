// What Lockstep and other scanners find in real lockfiles with the same advisories, difference by difference.
// npm run build && LOCKSTEP_PEERS=DIR node --import tsx bench/components-findings.ts
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fixtures } from '../test/components/fixtures.ts';
import { advisoryExport } from './components-data.ts';
import { installedPeers, type Peer } from './components-peers.ts';
import { product, repository } from './paths.ts';

/** One problem of one package in one version, by whatever ids it has. */
export interface Found {
  readonly name: string;
  readonly version: string;
  readonly ids: readonly string[];
}

/** Why the two differ, by who says more, package and id; a difference without an entry is told as unexplained. */
const explanations: readonly (readonly ['ours' | 'theirs', RegExp, string])[] = [
  [
    'theirs',
    /^@babel\/traverse 0\.0\.0-use\.local /,
    'a member of the workspace itself, which has the name of a published package and no version of it',
  ],
];

const real = await advisoryExport('real');
const peers = installedPeers();
const lines: string[] = [];
for (const peer of peers) {
  await peer.prepare(real);
  lines.push(
    `## ${peer.name}`,
    '',
    '| lockfile | both | only Lockstep | only the other |',
    '| --- | ---: | ---: | ---: |',
  );
  const told: string[] = [];
  for (const name of projects()) told.push(...compare(peer, name));
  lines.push('', ...(told.length === 0 ? ['No difference.'] : told), '');
}
const page = `# Findings beside other scanners

\`npm run build && LOCKSTEP_PEERS=DIR node --import tsx bench/components-findings.ts\`. Eight real lockfiles, the same advisories for
all (npm, PyPI, Go and RubyGems of the corpus), no network. Findings are compared by package, version and any of their ids.

${peers.length === 0 ? 'No other scanner was there.\n' : lines.join('\n')}`;
writeFileSync(path.join(repository, 'bench', 'components-findings.md'), page);
process.stdout.write(page);

function projects(): readonly string[] {
  return readdirSync(fixtures('real-lockfiles'), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
}

function compare(peer: Peer, name: string): readonly string[] {
  const folder = path.join(fixtures('real-lockfiles'), name);
  const theirs = peer.findings(folder, real);
  if (theirs === undefined) {
    lines.push(`| ${name} | not read by it | | |`);
    return [];
  }
  const ours = findingsOfOurs(folder);
  const onlyOurs = ours.filter((each) => !theirs.some((other) => isSame(each, other)));
  const onlyTheirs = theirs.filter((each) => !ours.some((other) => isSame(each, other)));
  lines.push(
    `| ${name} | ${ours.length - onlyOurs.length} | ${onlyOurs.length} | ${onlyTheirs.length} |`,
  );
  return [
    ...onlyOurs.map((each) => explained('ours', name, each)),
    ...onlyTheirs.map((each) => explained('theirs', name, each)),
  ];
}

function explained(who: 'ours' | 'theirs', project: string, { name, version, ids }: Found): string {
  const text = `${name} ${version} ${ids.join(' ')}`;
  const entry = explanations.find(([whose, pattern]) => whose === who && pattern.test(text));
  const side = who === 'ours' ? 'only Lockstep' : 'only the other';
  return `- ${side}, ${project}: ${text}: ${entry?.[2] ?? '**not explained**'}`;
}

function isSame(a: Found, b: Found): boolean {
  const plain = ({ name, version }: Found): string =>
    `${name.toLowerCase()} ${version.replace(/^v/, '')}`;
  return plain(a) === plain(b) && a.ids.some((id) => b.ids.includes(id));
}

interface OurReport {
  readonly findings: readonly {
    readonly evidence: {
      readonly name: string;
      readonly version: string;
      readonly advisories: readonly string[];
    };
  }[];
}

function findingsOfOurs(folder: string): readonly Found[] {
  const args = [product, 'components', folder, '-f', 'json', '--quiet', '--no-cache'];
  const { stdout } = spawnSync(process.execPath, args, {
    env: { ...process.env, LOCKSTEP_ADVISORIES: real.index },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const report: OurReport = JSON.parse(stdout);
  return report.findings
    .map(({ evidence }) => ({ ...evidence, ids: evidence.advisories }))
    .filter(({ ids }) => ids.length > 0);
}
