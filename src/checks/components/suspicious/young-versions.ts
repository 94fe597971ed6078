import type { ComponentList } from '../../../model/component.ts';
import { eachComponent, type Suspicion, type SuspicionContext } from './suspicion.ts';

const DAY_MS = 86_400_000;

/** Versions younger than the cooldown of the policy, where the lockfile tells their date. Most stolen versions are found within days. */
export function youngVersions(
  list: ComponentList,
  { settings, now }: SuspicionContext,
): readonly Suspicion[] {
  if (settings.cooldownDays <= 0) return [];
  const today = Date.parse(now);
  return eachComponent(list, ({ version }) => {
    const published = dateOfPseudoVersion(version);
    if (published === undefined) return undefined;
    const age = (today - published) / DAY_MS;
    if (!(age < settings.cooldownDays)) return undefined;
    const day = new Date(published).toISOString().slice(0, 10);
    const fact = `it is of ${day}, younger than the ${settings.cooldownDays} days that the policy waits`;
    return { signal: 'young-version', fact, confidence: 'high' };
  });
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
