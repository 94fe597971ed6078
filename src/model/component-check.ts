import type { AdvisoryData } from './advisory.ts';
import type { ComponentList } from './component.ts';
import type { ComponentSettings } from './component-settings.ts';
import type { Detection } from './finding.ts';
import type { Incomplete } from './incomplete.ts';
import type { ImportsOf } from './source-imports.ts';
import type { Universe } from './universe.ts';

/** What a check says of one file that states components. */
export interface ComponentResult {
  /** From the root: the file that the findings point into, which is the list's or where a requirement is declared. */
  readonly path: string;
  readonly detections: readonly Detection[];
}

/** What the lists say under the settings in force. */
export interface JudgedComponents {
  readonly results: readonly ComponentResult[];
  readonly incomplete: readonly Pick<Incomplete, 'what' | 'reason' | 'detail'>[];
}

/** What the lists are judged by. */
export interface ComponentContext {
  /** Undefined where this machine has no advisories: then what needs them is incomplete. */
  readonly data: AdvisoryData | undefined;
  readonly settings: ComponentSettings;
  /** The lists of the base where there is one: some rules are about what a change adds. Undefined: there is no base. */
  readonly before: readonly ComponentList[] | undefined;
  /** The lists are those of the base: what is about the data and not about them is left out. */
  readonly isBase: boolean;
  readonly importsOf: ImportsOf;

  /** What registries publish, where they may be asked (`--online`): it makes remedies for transitive components better. */
  readonly universe?: Universe;
  /** ISO 8601. */
  readonly now: string;
}

/** The part of a check that works on components: lists and advisories → judgement. Pure. */
export interface ComponentEngine {
  evaluate(lists: readonly ComponentList[], context: ComponentContext): JudgedComponents;
}

/** How a check offers its engine: what it needs is loaded only where a run meets a manifest. */
export type LoadComponentEngine = () => Promise<ComponentEngine>;
