import type { ComponentList } from '../../../model/component.ts';
import type { ModuleUse, SourceImports } from '../../../model/source-imports.ts';
import type { Reached } from './imported-index.ts';

/** Whether the sources of the target get to a component. */
export interface Reach {
  /**
   * `imported`: they import it, or something that needs it. `not-imported`: every source was understood, it is told what
   * needs what, and none does. `unknown`: neither can be claimed.
   */
  readonly reach: 'imported' | 'not-imported' | 'unknown';
  /** For people, why: `src/a.ts:3 imports express, which needs it`. */
  readonly facts: readonly string[];
}

/** Names told one by one; of the rest the number. */
const MAX_NAMES = 5;

export function placeOf({ path, line }: ModuleUse): string {
  return `${path}:${line}`;
}

export function listed(names: readonly string[]): string {
  const rest = names.length - MAX_NAMES;
  const shown = names.slice(0, MAX_NAMES).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** `src/a.ts:3 imports express, which leads to it: express → body-parser → qs`. */
export function importedFact(list: ComponentList, { by: { module, use }, path }: Reached): string {
  const names = path.map((index) => list.components[index]?.name ?? '');
  const first = names[0] ?? '';
  // `yaml` of PyYAML, `net/http` of the standard library.
  const ways: readonly string[] = [
    `${placeOf(use)} imports ${module === first ? 'it' : module}`,
    `${placeOf(use)} imports ${first}, which needs it`,
  ];
  const way =
    ways[path.length - 1] ??
    `${placeOf(use)} imports ${first}, which leads to it: ${shortened(names).join(' → ')}`;
  return use.aside === true ? `only tests, examples or tools: ${way}` : way;
}

function shortened(names: readonly string[]): readonly string[] {
  if (names.length <= MAX_NAMES) return names;
  return [...names.slice(0, 2), '…', ...names.slice(-2)];
}

/** Why what is not seen may be imported all the same; undefined where nothing speaks for it. */
export function gapFact({ gaps }: SourceImports): string | undefined {
  const [first] = gaps;
  if (first === undefined) return undefined;
  const rest = gaps.length - 1;
  return `it may be imported all the same: ${first}${rest > 0 ? ` and ${rest} more` : ''}`;
}
