import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { it } from 'node:test';
import { gzipSync, strToU8 } from 'fflate';
import { openAdvisories } from '../../src/advisories/open-advisories.ts';
import { pullAdvisories, type PulledPart } from '../../src/advisories/pull.ts';
import { osvServer } from './osv-server.ts';

const kev = {
  dateReleased: '2026-05-05T16:45:47.0648Z',
  vulnerabilities: [
    { cveID: 'CVE-2021-44228', dateAdded: '2021-12-10' },
    { cveID: 'no CVE', dateAdded: '2021-12-10' },
  ],
};
const epss = `#model_version:v1,score_date:2026-05-06T00:00:00+0000
cve,epss,percentile
CVE-2021-44228,0.97565,1
CVE-1999-0001,1.2,0.5
CVE-2024-1000001,0.000430000,0.1
`;

it('the lists of exploited vulnerabilities are fetched, answer, and are refused when broken', async (context) => {
  const server = await osvServer(context);
  server.files.set('kev.json', strToU8(JSON.stringify(kev)));
  server.files.set('epss.csv.gz', gzipSync(strToU8(epss)));
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-lists-'));
  const pull = async (): Promise<readonly PulledPart[]> =>
    pullAdvisories({
      folder,
      ecosystems: [],
      base: new URL(server.url),
      kev: new URL('kev.json', server.url),
      epss: new URL('epss.csv.gz', server.url),
      full: false,
      now: new Date('2026-06-01T00:00:00Z'),
      signal: new AbortController().signal,
      allowHttp: false,
      wait: async () => undefined,
      onBytes: () => undefined,
      onWait: () => undefined,
      onPart: () => undefined,
    });
  assert.deepEqual(
    (await pull()).map(({ name, how, records }) => [name, how, records]),
    [
      ['KEV', 'whole', 1],
      ['EPSS', 'whole', 2],
    ],
  );
  const answers = (): readonly unknown[] => {
    const data = openAdvisories(folder);
    assert.ok(data);
    const told = [
      data.exploitedSince('CVE-2021-44228'),
      data.exploitProbability('CVE-2021-44228'),
      data.exploitProbability('CVE-2024-1000001'),
      data.exploitProbability('CVE-1999-0001'),
      data.ages.map(({ newest }) => newest.slice(0, 10)),
    ];
    data.close();
    return told;
  };
  const right = ['2021-12-10', 0.97565, 0.00043, undefined, ['2026-05-05', '2026-05-06']];
  assert.deepEqual(answers(), right);
  assert.deepEqual(
    (await pull()).map(({ how }) => how),
    ['unchanged', 'unchanged'],
  );
  for (const bytes of [
    strToU8('<html>'),
    gzipSync(strToU8(epss)).subarray(0, 60),
    new Uint8Array(),
  ]) {
    server.files.set('kev.json', bytes);
    server.files.set('epss.csv.gz', bytes);
    assert.deepEqual(
      (await pull()).map(({ how }) => how),
      ['failed', 'failed'],
    );
    assert.deepEqual(answers(), right);
  }
});
