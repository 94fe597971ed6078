import type { AdvisoryData } from './advisory.ts';
import type { ComponentList, ManifestFormat } from './component.ts';
import type { ComponentSettings } from './component-settings.ts';
import type { Detection } from './finding.ts';
import type { Incomplete } from './incomplete.ts';

/** What a check says of one file that states components. */
export interface ComponentResult {
  /** From the root: the file of the list, for findings that are about no component the first list's. */
  readonly path: string;
  readonly detections: readonly Detection[];
}

/** What the lists say under the settings in force. */
export interface JudgedComponents {
  readonly results: readonly ComponentResult[];
  readonly incomplete: readonly Pick<Incomplete, 'what' | 'reason' | 'detail'>[];
}

/** The part of a check that works on components: files → lists (facts), lists and advisories → judgement. */
export interface ComponentEngine {
  readonly formats: readonly ManifestFormat[];
  /**
   * Pure. `before` are the lists of the base where there is one: some rules are about what a change adds. `data` is
   * undefined where this machine has no advisories: then what needs them is incomplete.
   */
  evaluate(
    lists: readonly ComponentList[],
    context: {
      readonly data: AdvisoryData | undefined;
      readonly settings: ComponentSettings;
      readonly before: readonly ComponentList[];
      /** ISO 8601. */
      readonly now: string;
    },
  ): Promise<JudgedComponents>;
}

/** How a check offers its engine: what it needs is loaded only where a run meets a manifest. */
export interface ComponentPart {
  /** Cheap, by the path alone: whether one of the formats may read it. */
  readonly mayRead: (path: string) => boolean;
  readonly load: () => Promise<ComponentEngine>;
}
