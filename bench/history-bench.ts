import { corpus } from './corpora.ts';
import { describeHistory } from './history-corpus.ts';
import { measureRows, megabytes, type Section } from './section.ts';
import { gitleaks, gitleaksVersion, lockstep, readReport, scratchPath } from './tools.ts';

/** Secrets in everything that a repository ever held. */
export async function benchHistory(): Promise<Section> {
  const history = corpus('history');
  const report = scratchPath('history.json');
  const peer = gitleaks(['git', history]);
  const rows = await measureRows([
    {
      what: '`lockstep secrets --history --no-cache`',
      command: () => lockstep(report, ['secrets', '--history', '--no-cache', history]),
    },
    ...(peer === undefined
      ? []
      : [{ what: `\`gitleaks git\` (${gitleaksVersion()})`, command: () => peer }]),
  ]);
  const [own, other] = rows;
  const { timing } = readReport(report);
  return {
    title: 'Secrets in a history',
    about: [
      `the corpus \`history\`: ${describeHistory(history)}`,
      `Lockstep examines each version of each file whole (${megabytes(timing.bytesRead)} MB), gitleaks the lines that each commit adds`,
    ],
    rows,
    goals:
      own === undefined || other === undefined
        ? []
        : [{ text: 'at least as fast as gitleaks', met: own.wallMs <= other.wallMs }],
  };
}
