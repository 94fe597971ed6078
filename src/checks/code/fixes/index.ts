import { commandList } from './command-list.ts';
import { cookieFlags } from './cookie-flags.ts';
import type { FixKind } from './fix.ts';
import { sqlParameters } from './sql-parameters.ts';
import { switchedOff } from './switched-off.ts';
import { yamlLoad } from './yaml-load.ts';

/** Every kind of change. */
const kinds: readonly FixKind[] = [
  commandList,
  ...cookieFlags,
  sqlParameters,
  ...switchedOff,
  yamlLoad,
];

/** Kinds by the slugs of the rules that they mend. */
export const fixes: ReadonlyMap<string, FixKind> = new Map(
  kinds.flatMap((kind) => kind.rules.map((rule) => [rule, kind] as const)),
);
