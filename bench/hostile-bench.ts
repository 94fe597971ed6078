import assert from 'node:assert/strict';
import { corpus } from './corpora.ts';
import { hostileFiles, hostilePaths } from './hostile-corpus.ts';
import { measureRows, type Section } from './section.ts';
import {
  gitleaks,
  gitleaksVersion,
  lockstep,
  readReport,
  scratchPath,
  type Report,
} from './tools.ts';

const MAX_MEGABYTES = 400;
/** Chosen: several times what Lockstep takes. */
const PEER_MS = 60_000;

/** A tree made to wear a scanner out: the run has to end, within bounded memory, and to say what it did not examine. */
export async function benchHostile(): Promise<Section> {
  const tree = corpus('hostile');
  const report = scratchPath('hostile.json');
  const peer = gitleaks(['dir', tree]);
  const rows = await measureRows([
    {
      what: '`lockstep secrets --no-cache`',
      command: () => lockstep(report, ['secrets', '--no-cache', tree]),
    },
    ...(peer === undefined
      ? []
      : [
          {
            what: `\`gitleaks dir\` (${gitleaksVersion()})`,
            command: () => ({ ...peer, stopAfterMs: PEER_MS }),
          },
        ]),
  ]);
  assertTold(readReport(report));
  const peakBytes = rows[0]?.peakBytes ?? 0;
  return {
    title: 'A hostile tree',
    about: [
      'the corpus `hostile`: 200,000 files, 10,000 nested folders, a file of 2 GB, a line of 100 MB',
      `gitleaks is stopped after ${PEER_MS / 1000} s`,
    ],
    rows,
    goals: [
      { text: 'ends, examines all 200,000 files, and names the three that it left out', met: true },
      { text: `at most ${MAX_MEGABYTES} MB of memory`, met: peakBytes <= MAX_MEGABYTES * 1e6 },
    ],
  };
}

function assertTold({ incomplete, checks }: Report): void {
  const reasonFor = (start: string): string | undefined =>
    incomplete.find(({ what }) => what.startsWith(start))?.reason;
  assert.equal(reasonFor(hostilePaths.big), 'too-large');
  assert.equal(reasonFor(hostilePaths.line), 'too-large');
  assert.equal(reasonFor(`${hostilePaths.nested}/d/d`), 'limit');
  assert.equal(checks[0]?.units, hostileFiles);
}
