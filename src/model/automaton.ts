/** Called for each keyword that ends at byte `end` (exclusive). */
export type OnKeyword = (keyword: number, end: number) => void;

/**
 * Aho–Corasick (CACM 18(6), 1975) over bytes, ASCII letters in any case. Finds every occurrence of every keyword in one
 * pass; memory is 2 bytes for each state and each class of bytes that the keywords tell apart.
 */
export interface Automaton {
  /** Keywords are numbered as they were given. */
  scan(bytes: Uint8Array, onKeyword: OnKeyword): void;
}

interface Trie {
  /** For each state, its children by byte class. */
  readonly children: Map<number, number>[];
  /** For each state, the keywords that end there. */
  readonly ends: number[][];
}

/** @param keywords lower-case ASCII, none empty; fewer than 65,536 characters together. */
export function automaton(keywords: readonly string[]): Automaton {
  const { classes, count } = byteClasses(keywords);
  const trie = plant(keywords, classes);
  const shift = Math.ceil(Math.log2(count));
  const { table, ends } = complete(trie, count, shift);
  const accepting = Uint8Array.from(ends, (found) => (found.length > 0 ? 1 : 0));
  return {
    scan(bytes, onKeyword) {
      let state = 0;
      for (let index = 0; index < bytes.length; index += 1) {
        state = table[(state << shift) | (classes[bytes[index] ?? 0] ?? 0)] ?? 0;
        if (accepting[state] === 1) {
          for (const keyword of ends[state] ?? []) onKeyword(keyword, index + 1);
        }
      }
    },
  };
}

/** Class 0 is every byte that no keyword contains. */
function byteClasses(keywords: readonly string[]): { classes: Uint8Array; count: number } {
  const classes = new Uint8Array(256);
  let count = 1;
  for (const character of new Set(keywords.join(''))) {
    const code = character.charCodeAt(0);
    classes[code] = count;
    if (code >= 0x61 && code <= 0x7a) classes[code - 32] = count;
    count += 1;
  }
  return { classes, count };
}

function plant(keywords: readonly string[], classes: Uint8Array): Trie {
  const trie: Trie = { children: [new Map()], ends: [[]] };
  for (const [number, keyword] of keywords.entries()) {
    let state = 0;
    for (let index = 0; index < keyword.length; index += 1) {
      const byteClass = classes[keyword.charCodeAt(index)] ?? 0;
      const known = trie.children[state]?.get(byteClass);
      if (known === undefined) {
        trie.children[state]?.set(byteClass, trie.children.length);
        state = trie.children.length;
        trie.children.push(new Map());
        trie.ends.push([]);
      } else {
        state = known;
      }
    }
    trie.ends[state]?.push(number);
  }
  return trie;
}

/** Breadth first, so that the state a failure falls back to is complete before it is needed. */
function complete(
  trie: Trie,
  count: number,
  shift: number,
): { table: Uint16Array; ends: readonly (readonly number[])[] } {
  const table = new Uint16Array(trie.children.length << shift);
  const fallback = new Uint16Array(trie.children.length);
  const queue = [0];
  for (const state of queue) {
    const back = fallback[state] ?? 0;
    if (state !== back) trie.ends[state]?.push(...(trie.ends[back] ?? []));
    for (let byteClass = 0; byteClass < count; byteClass += 1) {
      const beyond = state === 0 ? 0 : (table[(back << shift) | byteClass] ?? 0);
      const child = trie.children[state]?.get(byteClass);
      table[(state << shift) | byteClass] = child ?? beyond;
      if (child === undefined) continue;
      fallback[child] = beyond;
      queue.push(child);
    }
  }
  return { table, ends: trie.ends };
}
