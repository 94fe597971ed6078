import type { ScaleFigures } from './scale-figures.ts';

/** What is assumed of one repository; docs/scale.md says why. */
export const assumed = {
  /** Builds that report, a day. */
  runs: 10,
  /** Findings in the report of a build, of which so many change their state. */
  findingsOfRun: 10,
  changed: 0.02,
  /** Requests for each build: its report, the gate, and a share of what people look at. */
  requestsOfRun: 3,
  /** How much more there is in the busiest minutes than on average. */
  peak: 10,
  /** Findings that stay open, and components of its SBOM. */
  openFindings: 50,
  components: 500,
  /** Of sources, that workers examine every night. */
  megabytes: 2,
  nightHours: 8,
  /** Share of a worker's time that it works. */
  busy: 0.7,
  keepDays: 400,
  scanDays: 30,
} as const;

export const sizes: readonly number[] = [1, 30, 300, 3_000, 30_000, 100_000];

/** What so many repositories come to. */
export interface Scale {
  readonly repositories: number;
  readonly runsADay: number;
  readonly seenADay: number;
  readonly changesADay: number;
  readonly requestsASecond: { readonly mean: number; readonly peak: number };
  readonly runsASecondPeak: number;
  /** Of what one service and its database did on the machine that was measured, in the busiest minutes. */
  readonly shareOfMeasured: number;
  readonly scanCpuHours: number;
  readonly workers: number;
  readonly rows: Readonly<Record<'runs' | 'findings' | 'events' | 'components', number>>;
  readonly bytes: Readonly<
    Record<'runs' | 'findings' | 'events' | 'components' | 'reports', number>
  > & { readonly total: number };
  /** How long `lockstep backup` takes, on one processor. */
  readonly backupSeconds: number;
  /** If every finding were stored each time that it is seen, a year. */
  readonly sightingsAYear: number;
  /** Reports as they are sent, a year. */
  readonly sentAYear: number;
}

/** Computes a size from what was measured; a steady state, after `keepDays`. */
export function scaleOf(repositories: number, figures: ScaleFigures): Scale {
  const { bytes, scan } = figures;
  const runsADay = repositories * assumed.runs;
  const seenADay = runsADay * assumed.findingsOfRun;
  const changesADay = seenADay * assumed.changed;
  const mean = (runsADay * assumed.requestsOfRun) / 86_400;
  const runsASecondPeak = (runsADay / 86_400) * assumed.peak;
  const scanSeconds =
    (Object.values(scan.cpuSeconds).reduce((sum, seconds) => sum + seconds, 0) *
      assumed.megabytes) /
    scan.megabytes;
  const rows = {
    runs: runsADay * assumed.keepDays,
    // Half of the changes open a finding, the other half fixes one, which is kept for a while.
    findings: repositories * assumed.openFindings + (changesADay / 2) * assumed.keepDays,
    events: changesADay * assumed.keepDays,
    components: repositories * assumed.components,
  };
  const onDisk = {
    runs: rows.runs * (bytes.run + bytes.runElsewhere),
    findings: rows.findings * bytes.findingOfCode,
    events: rows.events * bytes.event,
    components: rows.components * bytes.component,
    reports: repositories * assumed.scanDays * assumed.openFindings * bytes.scanFinding,
  };
  return {
    repositories,
    runsADay,
    seenADay,
    changesADay,
    requestsASecond: { mean, peak: mean * assumed.peak },
    runsASecondPeak,
    shareOfMeasured:
      runsASecondPeak / figures.runsPerSecond +
      (mean * assumed.peak - runsASecondPeak) / figures.gate.perSecond,
    scanCpuHours: (repositories * scanSeconds) / 3_600,
    workers: Math.ceil((repositories * scanSeconds) / (assumed.nightHours * 3_600 * assumed.busy)),
    rows,
    bytes: { ...onDisk, total: Object.values(onDisk).reduce((sum, each) => sum + each, 0) },
    backupSeconds:
      (Object.values(rows).reduce((sum, each) => sum + each, 0) * figures.backup.seconds) /
      figures.backup.rows,
    sightingsAYear: seenADay * 365 * bytes.findingOfCode,
    sentAYear: seenADay * 365 * bytes.sentFinding,
  };
}

/** The table of docs/scale.md. */
export function scaleTable(figures: ScaleFigures): string {
  const all = sizes.map((repositories) => scaleOf(repositories, figures));
  const row = (what: string, of: (scale: Scale) => string): string =>
    `| ${what} | ${all.map(of).join(' | ')} |`;
  return [
    row('repositories', ({ repositories }) => counted(repositories)),
    `| --- |${' ---: |'.repeat(all.length)}`,
    row('runs a day', ({ runsADay }) => counted(runsADay)),
    row('findings seen a day', ({ seenADay }) => counted(seenADay)),
    row('changes of state a day', ({ changesADay }) => counted(changesADay)),
    row('requests a second, mean', ({ requestsASecond: { mean } }) => rate(mean)),
    row('requests a second, peak', ({ requestsASecond: { peak } }) => rate(peak)),
    row('reports a second, peak', ({ runsASecondPeak }) => rate(runsASecondPeak)),
    row(
      'share of what was measured, peak',
      ({ shareOfMeasured }) => `${rate(shareOfMeasured * 100)} %`,
    ),
    row('processor hours of scans a night', ({ scanCpuHours }) => rate(scanCpuHours)),
    row('workers for eight hours', ({ workers }) => counted(workers)),
    row('rows: runs', ({ rows }) => counted(rows.runs)),
    row('rows: findings', ({ rows }) => counted(rows.findings)),
    row('rows: changes of state', ({ rows }) => counted(rows.events)),
    row('rows: components', ({ rows }) => counted(rows.components)),
    row('runs, their decisions and log lines', ({ bytes }) => sized(bytes.runs)),
    row('findings', ({ bytes }) => sized(bytes.findings)),
    row('changes of state', ({ bytes }) => sized(bytes.events)),
    row('components', ({ bytes }) => sized(bytes.components)),
    row('reports of scans, 30 days', ({ bytes }) => sized(bytes.reports)),
    row('**database**', ({ bytes }) => `**${sized(bytes.total)}**`),
    row('`lockstep backup` takes', ({ backupSeconds }) => lasting(backupSeconds)),
    row('if every sighting were a row, a year', ({ sightingsAYear }) => sized(sightingsAYear)),
    row('reports as they are sent, a year', ({ sentAYear }) => sized(sentAYear)),
  ].join('\n');
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Two digits that count: the assumptions bear no more. */
function two(value: number): number {
  return Number(value.toPrecision(2));
}

function sized(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(two(bytes)) / 3));
  return `${two(bytes / 10 ** (power * 3))} ${UNITS[power] ?? ''}`;
}

function counted(value: number): string {
  return two(value).toLocaleString('en-US');
}

function rate(value: number): string {
  return value < 0.01 ? '< 0.01' : two(value).toLocaleString('en-US');
}

function lasting(seconds: number): string {
  if (seconds < 60) return `${rate(seconds)} s`;
  return seconds < 3_600 ? `${two(seconds / 60)} min` : `${two(seconds / 3_600)} h`;
}
