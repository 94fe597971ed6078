import type { ScaleFigures } from './scale-figures.ts';

const number = (value: number): string => value.toLocaleString('en-US');

/** The figures as a page. */
export function scaleReport(figures: ScaleFigures): string {
  const { bytes, gate, jobsPerSecond, scan, serverMegabytes, backup } = figures;
  const rows: readonly (readonly [string, string])[] = [
    ...figures.imports.map(({ clients, perSecond }): [string, string] => [
      `new findings stored a second, reports of 10,000, ${clients} ${clients === 1 ? 'client' : 'clients at once'}`,
      number(perSecond),
    ]),
    [
      'reports of builds a second, ten findings that are seen again, 8 clients at once',
      number(figures.runsPerSecond),
    ],
    [
      'answers of the gate a second, a million findings stored, 16 clients at once',
      number(gate.perSecond),
    ],
    ['the same, p99', `${gate.p99Ms} ms`],
    [
      'jobs given to the queue a second, each in a transaction, 8 at once',
      number(jobsPerSecond.sent),
    ],
    ['jobs done a second by one process, 64 at a time', number(jobsPerSecond.done)],
    ['a finding of SARIF, with indexes', `${number(bytes.findingOfSarif)} bytes`],
    ['a finding of the code check, with steps', `${number(bytes.findingOfCode)} bytes`],
    ['a change of state', `${bytes.event} bytes`],
    ['a run', `${number(bytes.run)} bytes`],
    [
      'the record of its decision and its line of the log, without indexes',
      `${number(bytes.runElsewhere)} bytes`,
    ],
    ['a component of an SBOM', `${bytes.component} bytes`],
    [
      'the report of a scan in the database, for each finding',
      `${number(bytes.scanFinding)} bytes`,
    ],
    ['a report as it is sent, packed, for each finding', `${bytes.sentFinding} bytes`],
    ...Object.entries(scan.cpuSeconds).map(([check, seconds]): [string, string] => [
      `${check}: processor time for ${scan.megabytes} MB of sources, one thread, nothing cached`,
      `${seconds} s`,
    ]),
    ['memory of a scan, at most', `${number(scan.peakMegabytes)} MB`],
    ['memory of the service, idle', `${serverMegabytes.idle} MB`],
    ['memory of the service in all of this, at most', `${serverMegabytes.peak} MB`],
    [
      `a backup of ${number(backup.rows)} rows`,
      `${backup.seconds} s, ${number(backup.megabytes)} MB`,
    ],
  ];
  return `# What scale is computed from

Written by \`node --import tsx bench/scale.ts\`, one run: ${figures.machine}. PostgreSQL ${figures.postgres} with the settings that it
comes with; client, service and database share the machine.

| what | measured |
| --- | ---: |
${rows.map(([what, value]) => `| ${what} | ${value} |`).join('\n')}
`;
}
