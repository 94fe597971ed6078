/** More than any version or name has; what is longer, or grows beyond it, stays as it is written. */
const MAX_CHARACTERS = 300;
/** Properties that name properties; people write two or three levels. */
const MAX_DEPTH = 10;

/**
 * A text with the values of the properties that it names: `${name}` of Maven, `$(Name)` of MSBuild, in the first group of
 * `pattern`, which is global. Those without a value stay as they are written. Bounded in depth and
 * length.
 */
export function expandProperties(
  text: string,
  pattern: RegExp,
  valueOf: (name: string) => string | undefined,
): string {
  let expanded = text;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    if (expanded.length > MAX_CHARACTERS) return text.trim();
    const next = expanded.replace(pattern, (whole: string, name: string) => {
      const value = valueOf(name);
      return value === undefined || value.length > MAX_CHARACTERS ? whole : value;
    });
    if (next === expanded) break;
    expanded = next;
  }
  return expanded.trim();
}
