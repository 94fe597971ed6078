/** Paths to every value inside. */
export function pathsIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, child]) => pathsIn(child, [...at, key]))];
}

/** A copy in which `change` replaced the value at the path; `undefined` removes it. */
export function altered(
  value: unknown,
  path: readonly string[],
  change: (old: unknown) => unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, child]): [string, unknown] => [
    name,
    name === key ? altered(child, rest, change) : child,
  ]);
  if (!Array.isArray(value)) return Object.fromEntries(entries);
  return entries.map(([, child]) => child).filter((child) => child !== undefined);
}

/** Another value of the same kind. */
export function other(value: unknown): unknown {
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return Array.isArray(value)
    ? [...(value as readonly unknown[]), 'x']
    : { ...Object(value), x: 1 };
}
