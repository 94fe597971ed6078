import { extend, type Cls, type Fn } from './entities.ts';

/** Larger interfaces are compared by these many methods. */
const MAX_METHODS = 12;
/** An interface that more types satisfy says nothing of what is called. */
const MAX_TYPES = 6;

/**
 * Types of Go satisfy every interface whose methods they have, without saying so
 * (https://go.dev/ref/spec#Implementing_an_interface): here they become its derived classes. Compared by names: two
 * methods of one name with other parameters are rare.
 */
export function satisfyInterfaces(
  classes: Iterable<Cls>,
  methodsNamed: (name: string) => readonly Fn[],
): void {
  for (const cls of classes) {
    if (cls.module.language !== 'go' || !isInterface(cls)) continue;
    const names = [...cls.methods.keys()].slice(0, MAX_METHODS);
    for (const type of satisfying(names, methodsNamed)) extend(type, cls);
  }
}

function isInterface({ parts }: Cls): boolean {
  return parts.some(({ ir }) => ir.isInterface);
}

function satisfying(
  names: readonly string[],
  methodsNamed: (name: string) => readonly Fn[],
): readonly Cls[] {
  const lists = names.map((name) => methodsNamed(name));
  const [rarest] = lists.toSorted((left, right) => left.length - right.length);
  const owners = (rarest ?? []).flatMap(({ cls }) => (cls === undefined ? [] : [cls]));
  const found = new Set(
    owners.filter(
      (cls) =>
        cls.module.language === 'go' &&
        !isInterface(cls) &&
        names.every((name) => cls.methods.has(name)),
    ),
  );
  return found.size > MAX_TYPES ? [] : [...found];
}
