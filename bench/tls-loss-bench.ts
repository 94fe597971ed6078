import { readFileSync } from 'node:fs';
import { startLossy } from '../test/tls/networks.ts';
import { measure } from './measure.ts';
import { readRecord } from './tls-observed.ts';
import type { TableSection } from './tls-rows.ts';
import { withServer } from './tls-speed-bench.ts';
import {
  nmap,
  ours,
  peers,
  recordOf,
  reportOf,
  sslscan,
  sslyze,
  testssl,
  type Place,
  type Suites,
  type Tool,
} from './tls-tools.ts';

const SHARE = 0.1;
const RUNS = 20;
/** Of what takes minutes. */
const SLOW_RUNS = 3;

/** A network that breaks one connection in ten: who notices, and who calls what was lost "not supported"? */
export async function benchLoss(): Promise<TableSection> {
  return withServer('nginx-weak', async (server) => {
    const tool = ours('full');
    await measure(tool.command(server));
    const truth = tool.suites();
    const grade = gradeOf();
    const rows: string[][] = [];
    const mine = await runLossy(server, tool, truth, () => verdictOfOurs(truth, grade));
    rows.push([tool.title, ...cells(mine)]);
    for (const peer of peers(sslscan, nmap, sslyze, () => testssl('suites'))) {
      const theirs = await runLossy(server, peer, truth);
      rows.push([peer.title, ...cells(theirs)]);
    }
    return {
      title: 'A network that loses connections',
      about: [
        `the weak endpoint behind a proxy that resets ${SHARE * 100} % of connections at random (seeds 1 to ${RUNS}), ${count(truth)} suites in truth`,
        'whole: all suites; incomplete, and says so: something was lost and the report tells; wrong: something is missing and the report does not tell',
        'of a peer its machine-readable report counts; what else it may print was not looked at',
      ],
      columns: ['scanner', 'runs', 'whole', 'incomplete, and says so', 'wrong', 'fewest suites'],
      rows,
      goals: [
        {
          text: `nothing wrong in ${RUNS} runs`,
          met: mine.every(({ state }) => state !== 'wrong'),
        },
      ],
    };
  });
}

interface Outcome {
  readonly state: 'whole' | 'told' | 'wrong';
  readonly suites: number;
}

async function runLossy(
  server: Place,
  tool: Tool,
  truth: Suites,
  judge: () => Outcome['state'] = () => verdictOfPeer(tool.suites(), truth),
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const runs = tool.id.startsWith('testssl') ? SLOW_RUNS : RUNS;
  for (let seed = 1; seed <= runs; seed += 1) {
    const proxy = await startLossy(server, SHARE, seed);
    try {
      await measure(tool.command(proxy));
      outcomes.push({ state: judge(), suites: count(tool.suites()) });
      process.stderr.write(`  ${seed}/${runs} ${tool.title}: ${outcomes.at(-1)?.state}\n`);
    } finally {
      await proxy.stop();
    }
  }
  return outcomes;
}

function cells(outcomes: readonly Outcome[]): readonly string[] {
  const of = (state: Outcome['state']): string =>
    String(outcomes.filter((outcome) => outcome.state === state).length);
  const fewest = Math.min(...outcomes.map(({ suites }) => suites));
  return [String(outcomes.length), of('whole'), of('told'), of('wrong'), String(fewest)];
}

/** Wrong: a version that is there is denied, a list that lacks suites is called complete, or another grade is given. */
function verdictOfOurs(truth: Suites, grade: string): Outcome['state'] {
  const [observed] = readRecord(recordOf('full'));
  if (observed === undefined) return 'wrong';
  const versions = Object.entries(truth);
  if (versions.some(([version]) => observed.versions[version] === 'no')) return 'wrong';
  const lacking = versions.filter(
    ([version, codes = []]) => (observed.suites[version]?.length ?? 0) < codes.length,
  );
  if (lacking.some(([version]) => observed.complete[version] === 'yes')) return 'wrong';
  const given = gradeOf();
  if (given !== grade && given !== '?') return 'wrong';
  return lacking.length === 0 && given === grade ? 'whole' : 'told';
}

function verdictOfPeer(suites: Suites, truth: Suites): Outcome['state'] {
  return count(suites) === count(truth) ? 'whole' : 'wrong';
}

function count(suites: Suites): number {
  return Object.values(suites).reduce((sum, codes) => sum + (codes?.length ?? 0), 0);
}

/** Of the last full scan. */
function gradeOf(): string {
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by the run before
  const { endpoints } = JSON.parse(readFileSync(reportOf('full'), 'utf8')) as {
    readonly endpoints: readonly { readonly grade: { readonly letter: string } }[];
  };
  return endpoints[0]?.grade.letter ?? 'none';
}
