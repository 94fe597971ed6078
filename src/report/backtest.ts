import { backtestHtml } from './backtest-html.ts';
import { backtestMarkdown } from './backtest-markdown.ts';
import { backtestTerminal } from './backtest-terminal.ts';
import type { BacktestFormat } from './backtest-format.ts';
import { toJson } from './safe-text.ts';

/** Everything, for programs: schema/backtest.schema.json. Only `timing` varies between runs on the same history. */
const json: BacktestFormat = {
  name: 'json',
  render: (backtest) => toJson({ format: 'lockstep-backtest/1', ...backtest }),
};

/** Every format, in the order of the help. */
export const backtestFormats: readonly BacktestFormat[] = [
  backtestTerminal,
  json,
  backtestHtml,
  backtestMarkdown,
];
