import type { RunReport } from '../model/report.ts';

/** How the reader sees the report; nothing here changes what is reported, save `verbose`. */
export interface RenderOptions {
  /** Columns of the terminal; anything under 20 counts as 20. */
  readonly width: number;
  readonly color: boolean;
  /** Draw with ASCII only: the terminal, or its locale, shows nothing else. */
  readonly ascii?: boolean;
  /** Whether the terminal shows OSC 8 links. */
  readonly hyperlinks: boolean;
  /** Also list what is observed, existing, waived, suppressed and skipped. */
  readonly verbose: boolean;
  /** Absolute path of the target, for links to files; empty for no links. */
  readonly root: string;
}

/** One way to tell a run. `render` is pure and never throws, whatever text the report holds. */
export interface Format {
  /** As given to `--format`. */
  readonly name: string;
  /** One line for `--help`. */
  readonly description: string;
  /** The whole document, with a final line break. */
  render(report: RunReport, options: RenderOptions): string;
}
