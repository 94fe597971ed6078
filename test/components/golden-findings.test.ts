import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { engine } from '../../src/checks/components/evaluate.ts';
import { contextOf } from '../../src/checks/components/tests/example-lists.ts';
import { manifestFormats } from '../../src/collect/manifests/formats.ts';
import { readManifests } from '../../src/collect/manifests/read-manifests.ts';
import { textsOnDisk } from '../../src/collect/manifests/texts.ts';
import type { AdvisoryData } from '../../src/model/advisory.ts';
import type { Detection } from '../../src/model/finding.ts';
import { indexOf } from './advisory-index.ts';
import { corpusOf, lackingCorpus } from './corpus.ts';
import { fixtures, lackingFixtures } from './fixtures.ts';

/** What was found in real lockfiles when somebody last looked at it line by line; `UPDATE_SNAPSHOTS=1` writes it anew. */
const file = path.resolve('test/components/golden-findings.txt');

describe('findings in real lockfiles', { skip: lackingCorpus || lackingFixtures }, () => {
  let data: AdvisoryData | undefined;
  before(async () => {
    data = indexOf(await corpusOf(['npm', 'PyPI', 'Go', 'RubyGems']), '2026-11-25T00:00:00.000Z');
  });

  test('are those that were looked at', async () => {
    assert.ok(data !== undefined);
    const lines: string[] = [];
    for (const project of readdirSync(fixtures('real-lockfiles'), { withFileTypes: true })) {
      if (!project.isDirectory()) continue;
      lines.push(`# ${project.name}`, ...(await findingsIn(project.name, data)), '');
    }
    const found = lines.join('\n');
    if (process.env['UPDATE_SNAPSHOTS'] === '1') writeFileSync(file, found);
    assert.equal(found, existsSync(file) ? readFileSync(file, 'utf8') : '');
  });
});

async function findingsIn(project: string, data: AdvisoryData): Promise<readonly string[]> {
  const root = path.join(fixtures('real-lockfiles'), project);
  const texts = textsOnDisk(root);
  const { lists, missed } = await readManifests(
    readdirSync(root).toSorted(),
    manifestFormats,
    texts,
  );
  const judged = engine.evaluate(lists, { ...contextOf({}), data });
  const found = judged.results.flatMap(({ detections }) => detections.map((each) => lineOf(each)));
  const untold = [...missed, ...judged.incomplete].map(
    ({ what, detail }) => `? ${what}: ${detail}`,
  );
  return [...found.toSorted(), ...untold];
}

/** `rule package version ids: the shortest path | fixed versions | the best remedy`. */
function lineOf({ ruleId, evidence, message }: Detection): string {
  assert.ok(evidence.kind === 'component');
  const { name, version, advisories, path: way, pathCount, fixedIn, remedies } = evidence;
  const [best] = remedies;
  const what = advisories.length === 0 ? message : advisories.join(' ');
  const mended = best === undefined ? 'none' : `${best.kind} ${best.name} ${best.to}`;
  return `${ruleId.slice('components/'.length)} ${name} ${version} ${what}: ${way.join(' > ')} (${pathCount}) | ${fixedIn.join(' ')} | ${mended}`;
}
