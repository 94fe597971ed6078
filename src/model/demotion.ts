import type { Stage } from './stage.ts';

/** A rule that lost a stage by itself: at most `to` from `since` on, whatever the policy says. */
export interface Demotion {
  readonly rule: string;
  readonly to: Stage;
  /** ISO 8601. */
  readonly since: string;
  /** Completes "demoted since …, because …". */
  readonly because: string;
}
