/** How many sources are no part of the program, by reason. */
export interface LeftOutCounts {
  readonly tests: number;
  readonly examples: number;
  readonly vendored: number;
  readonly generated: number;
  readonly minified: number;
}

/** `The code check left out 12 tests and 2 examples (code: { tests: true } examines them) and 3 minified files.` */
export function leftOutNote({ tests, examples, ...others }: LeftOutCounts): string | undefined {
  const named = Object.entries(others).filter(([, count]) => count > 0);
  const shown = [
    ...(tests === 0 ? [] : [counted(tests, 'test')]),
    ...(examples === 0 ? [] : [counted(examples, 'example')]),
  ].join(' and ');
  const parts = [
    ...(shown === '' ? [] : [`${shown} (code: { tests: true } examines them)`]),
    ...named.map(([why, count]) => counted(count, `${why} file`)),
  ];
  const last = parts.pop();
  if (last === undefined) return undefined;
  const all = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
  return `The code check left out ${all}.`;
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
