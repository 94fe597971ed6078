import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { matchList } from '../../src/checks/components/match/hits.ts';
import { listOf } from '../../src/checks/components/tests/example-lists.ts';
import type { AdvisoryData, AdvisoryMatch } from '../../src/model/advisory.ts';
import { normaliseName } from '../../src/model/package-name.ts';
import { indexOf } from './advisory-index.ts';
import { corpusOf, lackingCorpus } from './corpus.ts';
import { fixtures, lackingFixtures } from './fixtures.ts';

/** A recorded answer of OSV: every id that it knew for a package in a version. */
interface Answer {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly ids: readonly string[];
}

/**
 * Answers that the corpus contradicts: OSV gave them from the record of GitHub, which calls all older versions affected; the
 * corpus has only that of PyPA about the same problem, which lists versions from 3.2 or later.
 */
const contradicted = new Set([
  'GHSA-6w2r-r2m5-xq5w',
  'GHSA-7xr5-9hcq-chf9',
  'GHSA-8x94-hmjh-97hq',
  'GHSA-frmv-pr5f-9mcr',
  'GHSA-qw25-v68c-qjf3',
]);

/** Records of the corpus that name no alias, and what OSV calls the same problem. */
const sameProblem: ReadonlyMap<string, string> = new Map([
  ['CVE-2018-3784', 'GHSA-38f5-ghc2-fcmv'],
  ['CVE-2019-0820', 'GHSA-cmhx-cq75-c4mj'],
  ['CVE-2020-7598', 'GHSA-vh95-rmgr-6w4m'],
  ['CVE-2021-23424', 'GHSA-whgm-jr23-g3j9'],
  ['CVE-2021-28169', 'GHSA-gwcr-j4wh-j3cq'],
  ['CVE-2021-32708', 'GHSA-9f46-5r25-5wfm'],
  ['CVE-2021-44906', 'GHSA-xvch-5gv4-984h'],
  ['CVE-2022-31159', 'GHSA-c28r-hw5m-5gv3'],
  ['CVE-2023-36479', 'GHSA-3gh6-v5v9-6v9j'],
  ['CVE-2024-6763', 'GHSA-qh8g-58pp-2wxh'],
  ['CVE-2024-7254', 'GHSA-735f-pc8j-v9w8'],
  ['CVE-2024-9823', 'GHSA-j26w-f9rq-mr2q'],
  ['CVE-2024-21634', 'GHSA-264p-99wq-f4j6'],
]);

/** Why we say more than the recorded answers, by the id of a record. */
const explanations: readonly (readonly [RegExp, string])[] = [
  [/^GO-2026-|^GHSA-g9g8-vgvw-g3vf$/, 'published after the answer was recorded'],
  [/^x_roave-/, 'a database that OSV does not have'],
  [/^CVE-2023-4586$|^GHSA-7fhm-mqm4-2wp7$/, 'withdrawn since; the corpus does not say so'],
];

describe('what OSV answered', { skip: lackingCorpus || lackingFixtures }, () => {
  let answers: readonly Answer[] = [];
  let index: AdvisoryData | undefined;

  before(async () => {
    const file = path.join(fixtures('osv-api-truth'), 'osv-truth.ndjson');
    answers = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line): Answer => JSON.parse(line));
    index = indexOf(await corpusOf([...new Set(answers.map(({ ecosystem }) => ecosystem))]));
  });

  test('every answer that the corpus can give is given', () => {
    assert.ok(index !== undefined);
    const data: AdvisoryData = index;
    let given = 0;
    for (const answer of answers) {
      const ids: ReadonlySet<string> = new Set(problemsOf(answer, data).flat());
      const records: readonly AdvisoryMatch[] = data.matches(
        answer.ecosystem,
        normaliseName(answer.ecosystem, answer.name),
      );
      const possible = new Set(records.flatMap(({ id, aliases }) => [id, ...aliases]));
      const missed = answer.ids.filter((id) => possible.has(id) && !ids.has(id));
      const surprising = missed.filter((id) => !contradicted.has(id));
      assert.deepEqual(surprising, [], `${answer.name} ${answer.version}`);
      given += answer.ids.filter((id) => ids.has(id)).length;
    }
    assert.equal(given, 454);
  });

  test('what is said beyond the answers has an explanation', () => {
    assert.ok(index !== undefined);
    const data: AdvisoryData = index;
    for (const answer of answers) {
      for (const ids of problemsOf(answer, data)) {
        const names = ids.flatMap((id) => [id, sameProblem.get(id) ?? id]);
        if (names.some((id) => answer.ids.includes(id))) continue;
        const isExplained = ids.some((id) => explanations.some(([pattern]) => pattern.test(id)));
        assert.ok(isExplained, `${answer.name} ${answer.version}: ${ids.join()}`);
      }
    }
  });
});

function problemsOf(
  { ecosystem, name, version }: Answer,
  data: AdvisoryData,
): readonly (readonly string[])[] {
  const list = listOf([{ ecosystem, name, version }]);
  return matchList(list, data).hits.flatMap(({ problems }) => problems.map(({ ids }) => ids));
}
