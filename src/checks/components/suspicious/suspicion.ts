import type { Component, ComponentList } from '../../../model/component.ts';
import type { ComponentSettings } from '../../../model/component-settings.ts';
import type { Universe } from '../../../model/universe.ts';
import type { Confidence } from '../../../model/finding.ts';

/** What speaks against a component without any advisory. A name never changes: it goes into facts and policies. */
export type Signal =
  | 'install-script-added'
  | 'name-near-popular'
  | 'name-look-alike'
  | 'private-name-elsewhere'
  | 'integrity-missing'
  | 'integrity-changed'
  | 'insecure-source'
  | 'git-source'
  | 'archive-source'
  | 'source-of-other-package'
  | 'unusual-host'
  | 'young-version';

/** One reason to look at one component of a list. */
export interface Suspicion {
  readonly signal: Signal;
  /** Index into the components of the list. */
  readonly component: number;
  /** One short claim for people, with what it was compared to. */
  readonly fact: string;
  readonly confidence: Confidence;
}

/** What a list is compared to. */
export interface SuspicionContext {
  /** Lists of the base; undefined: there is none, and what is about a change is not told. */
  readonly before: readonly ComponentList[] | undefined;
  readonly settings: Pick<ComponentSettings, 'privateNames' | 'cooldownDays'>;
  /** ISO 8601. */
  readonly now: string;
  /** Dates of versions, where a registry may be asked. */
  readonly universe?: Pick<Universe, 'ecosystem' | 'publishedAt'> | undefined;
}

/** One signal or a few of a kind over a whole list; linear in it. */
export type Look = (list: ComponentList, context: SuspicionContext) => readonly Suspicion[];

/** A look that judges each component for itself. */
export function eachComponent(
  list: ComponentList,
  judge: (component: Component) => Omit<Suspicion, 'component'> | undefined,
): readonly Suspicion[] {
  return list.components.flatMap((component, index) => {
    const said = judge(component);
    return said === undefined ? [] : [{ ...said, component: index }];
  });
}
