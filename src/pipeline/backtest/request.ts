import type { TriedStage } from '../../model/backtest.ts';
import type { RunRequest } from '../request.ts';

/** Which part of the mainline is replayed: the last changes, or those since a commit or a day. */
export type HistoryRange =
  | { readonly kind: 'last'; readonly count: number }
  | { readonly kind: 'since'; readonly from: string; readonly count?: number };

export interface BacktestRequest {
  /** Path, policy, cache, threads, key; its mode is not asked. */
  readonly run: RunRequest;
  readonly range: HistoryRange;
  readonly tried: readonly TriedStage[];
}

export interface BacktestEnvironment {
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number, what: 'files') => void;
  /** URL of the module that exports `checks`; instead of the product's. */
  readonly registry?: string;
}
