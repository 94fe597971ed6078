/** Longer patterns are not looked at. */
const MAX_LENGTH = 2_000;

/** A range within a class that holds characters of other kinds: `A-z`; undefined: there is none. */
export function permissiveRange(source: string): string | undefined {
  if (source.length > MAX_LENGTH) return undefined;
  let isInside = false;
  for (let index = 0; index < source.length; index++) {
    const each = source[index] ?? '';
    if (each === '\\') index++;
    else if (each === '[') isInside = true;
    else if (each === ']') isInside = false;
    else if (isInside && source[index + 1] === '-') {
      const to = source[index + 2] ?? '';
      if (isTooWide(each, to)) return `${each}-${to}`;
      if (to !== ']') index += 2;
    }
  }
  return undefined;
}

function isTooWide(from: string, to: string): boolean {
  const [one, other] = [kindOf(from), kindOf(to)];
  return one !== undefined && other !== undefined && one !== other && from < to;
}

function kindOf(character: string): string | undefined {
  if (/^[A-Z]$/u.test(character)) return 'upper';
  if (/^[a-z]$/u.test(character)) return 'lower';
  return /^\d$/u.test(character) ? 'digit' : undefined;
}
