import type { Component, ComponentList } from '../../../model/component.ts';
import { eachComponent, type Suspicion, type SuspicionContext } from './suspicion.ts';

const DAY_MS = 86_400_000;

/**
 * Versions younger than the cooldown of the policy, where their date is known: the lockfile tells it, or a registry that may
 * be asked, which is asked only about what a change brings in. Most stolen versions are found within days.
 */
export function youngVersions(
  list: ComponentList,
  { settings, now, before, universe }: SuspicionContext,
): readonly Suspicion[] {
  if (settings.cooldownDays <= 0) return [];
  const today = Date.parse(now);
  const known = new Set(before?.flatMap(({ components }) => components.map(keyOf)));
  return eachComponent(list, (component) => {
    const isAsked =
      before !== undefined &&
      component.ecosystem === universe?.ecosystem &&
      !known.has(keyOf(component));
    const stated =
      component.publishedAt ??
      (isAsked ? universe?.publishedAt(component.name, component.version) : undefined);
    const published =
      stated === undefined ? dateOfPseudoVersion(component.version) : Date.parse(stated);
    if (published === undefined || Number.isNaN(published)) return undefined;
    const age = (today - published) / DAY_MS;
    if (!(age < settings.cooldownDays)) return undefined;
    const day = new Date(published).toISOString().slice(0, 10);
    const fact = `it is of ${day}, younger than the ${settings.cooldownDays} days that the policy waits`;
    return { signal: 'young-version', fact, confidence: 'high' };
  });
}

function keyOf({ ecosystem, name, version }: Component): string {
  return `${ecosystem} ${name} ${version}`;
}

/** Pseudo-versions of Go hold the time of their commit (go.dev/ref/mod, "Pseudo-versions"). */
function dateOfPseudoVersion(version: string): number | undefined {
  const digits = /[-.](\d{14})-[0-9a-f]{12}(?:\+incompatible)?$/.exec(version.slice(-64))?.[1];
  if (digits === undefined) return undefined;
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}
