/** Names longer than this are nobody's slip of the finger; no registry has popular ones of that length. */
const MAX_NAME_UNITS = 100;

/** Known names, to be asked for those one edit away from another name. */
export interface NameIndex {
  has(name: string): boolean;
  /** A known name that becomes `name` by one letter added, left out, exchanged, or swapped with its neighbour. */
  oneEditFrom(name: string): string | undefined;
}

/**
 * One edit leaves the first or the second half of a known name as it is, except a swap in the middle: so halves are the
 * keys, and what shares one is compared. The cost of a question is the few names that share a half.
 */
export function nameIndex(names: readonly string[]): NameIndex {
  const known = new Set(names);
  const halves = new Map<string, string[]>();
  const put = (key: string, name: string): void => {
    const there = halves.get(key);
    if (there === undefined) halves.set(key, [name]);
    else there.push(name);
  };
  for (const name of known) {
    const { length } = name;
    put(`${length}<${firstHalf(name, length)}`, name);
    put(`${length}>${secondHalf(name, length)}`, name);
  }
  return {
    has: (name) => known.has(name),
    oneEditFrom(name) {
      if (name.length > MAX_NAME_UNITS) return undefined;
      for (const length of [name.length, name.length + 1, name.length - 1]) {
        const candidates = [
          ...(halves.get(`${length}<${firstHalf(name, length)}`) ?? []),
          ...(halves.get(`${length}>${secondHalf(name, length)}`) ?? []),
        ];
        const found = candidates.find((candidate) => isOneEdit(candidate, name));
        if (found !== undefined) return found;
      }
      return swapsOf(name).find((swapped) => swapped !== name && known.has(swapped));
    },
  };
}

/** Of a known name of that length, in a name that may have one letter more or less. */
function firstHalf(name: string, length: number): string {
  return name.slice(0, length >> 1);
}

function secondHalf(name: string, length: number): string {
  return name.slice(name.length - (length - (length >> 1)));
}

/** Damerau–Levenshtein distance 1 (optimal string alignment): between the common beginning and end one letter of each stays, or two swapped ones. */
export function isOneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  const start = commonStart(a, b);
  const end = commonEnd(a, b, Math.min(a.length, b.length) - start);
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restB.length === 2 && restA === restB.charAt(1) + restB.charAt(0);
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function commonEnd(a: string, b: string, limit: number): number {
  let length = 0;
  while (length < limit && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return length;
}

function swapsOf(name: string): readonly string[] {
  return Array.from(
    { length: Math.max(0, name.length - 1) },
    (_, at) => name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2),
  );
}
