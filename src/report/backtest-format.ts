import type { Backtest } from '../model/backtest.ts';
import type { RenderOptions } from './format.ts';

/** One way to tell a backtest; pure. */
export interface BacktestFormat {
  /** As given to `--format`. */
  readonly name: string;
  render(
    backtest: Backtest,
    options: Pick<RenderOptions, 'width' | 'color' | 'ascii' | 'verbose'>,
  ): string;
}
