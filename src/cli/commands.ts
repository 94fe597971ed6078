import type { Command } from './command.ts';
import { advisories } from './commands/advisories.ts';
import { agree } from './commands/agree.ts';
import { backtest } from './commands/backtest.ts';
import { baseline } from './commands/baseline.ts';
import { check } from './commands/check.ts';
import { components } from './commands/components.ts';
import { effect } from './commands/effect.ts';
import { explain } from './commands/explain.ts';
import { init } from './commands/init.ts';
import { rollout } from './commands/rollout.ts';
import { sbom } from './commands/sbom.ts';
import { secrets } from './commands/secrets.ts';
import { tls } from './commands/tls.ts';
import { triage } from './commands/triage.ts';
import { verdict } from './commands/verdict.ts';
import { verify } from './commands/verify.ts';
import { vex } from './commands/vex.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  check,
  secrets,
  components,
  tls,
  sbom,
  advisories,
  init,
  explain,
  baseline,
  verdict,
  triage,
  rollout,
  backtest,
  effect,
  agree,
  verify,
  vex,
];
