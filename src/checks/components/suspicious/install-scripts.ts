import type { Component, ComponentList } from '../../../model/component.ts';
import { normaliseName } from '../../../model/package-name.ts';
import { eachComponent, type Suspicion, type SuspicionContext } from './suspicion.ts';

/**
 * Packages that run a script when they are installed and did not at the base: how most stolen packages begin to work. A
 * package that had one in any version of the base says nothing new. Only formats that tell of scripts are compared.
 */
export function addedInstallScripts(
  list: ComponentList,
  { before }: SuspicionContext,
): readonly Suspicion[] {
  const scripted = list.components.some(({ installScript }) => installScript === true);
  if (before === undefined || !scripted) return [];
  const known = knownIn(before.filter(({ format }) => format === list.format));
  return eachComponent(list, (component) => {
    if (component.installScript !== true) return undefined;
    const was = known.get(keyOf(component));
    if (was?.scripted === true) return undefined;
    const signal = 'install-script-added';
    if (was === undefined) {
      const fact = 'it is new here and runs a script when it is installed';
      return { signal, fact, confidence: 'low' };
    }
    const fact = `it runs a script when it is installed, which ${was.version} did not`;
    return { signal, fact, confidence: 'medium' };
  });
}

interface Known {
  readonly version: string;
  readonly scripted: boolean;
}

function knownIn(lists: readonly ComponentList[]): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>();
  for (const component of lists.flatMap(({ components }) => components)) {
    const key = keyOf(component);
    const scripted = component.installScript === true || known.get(key)?.scripted === true;
    known.set(key, { version: component.version, scripted });
  }
  return known;
}

function keyOf({ ecosystem, name }: Component): string {
  return `${ecosystem} ${normaliseName(ecosystem, name)}`;
}
