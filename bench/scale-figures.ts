/** What `scale.ts` measures and the arithmetic of docs/scale.md computes from; in scale.json. */
export interface ScaleFigures {
  readonly machine: string;
  readonly postgres: string;
  /** Findings a second of reports with 10,000 new ones, by the number of clients that send at once. */
  readonly imports: readonly { readonly clients: number; readonly perSecond: number }[];
  /** Reports a second of builds that see ten findings again, eight clients. */
  readonly runsPerSecond: number;
  readonly gate: { readonly perSecond: number; readonly p99Ms: number };
  /** Given to the queue, and done by one process, 64 at a time that do nothing. */
  readonly jobsPerSecond: { readonly sent: number; readonly done: number };
  /** On disk, with indexes, of one row. */
  readonly bytes: {
    readonly findingOfSarif: number;
    readonly findingOfCode: number;
    readonly event: number;
    readonly run: number;
    readonly component: number;
    /** The record of its decision and its line of the log, without indexes. */
    readonly runElsewhere: number;
    /** The report of a scan with 1,000 findings, as the database keeps it, of one finding. */
    readonly scanFinding: number;
    /** As it is sent, packed, of one finding. */
    readonly sentFinding: number;
  };
  /** Processor time of one thread for the `src` of this repository. */
  readonly scan: {
    readonly megabytes: number;
    readonly cpuSeconds: Readonly<Record<'code' | 'components' | 'secrets', number>>;
    readonly peakMegabytes: number;
  };
  readonly serverMegabytes: { readonly idle: number; readonly peak: number };
  /** By `lockstep backup`, of everything that was stored. */
  readonly backup: { readonly rows: number; readonly seconds: number; readonly megabytes: number };
}
