/**
 * What a pattern may hold besides its language: `$X` stands for one thing, `$...ARGS` for any number of arguments,
 * `...` for whatever may stand there, `<... e ...>` for an expression that has `e` somewhere in it. They are written as
 * names of these forms, which every front end reads.
 */
const oneForm = /^__mv_(?<name>[A-Z_][A-Z0-9_]*)$/u;
const manyForm = /^__mvs_(?<name>[A-Z_][A-Z0-9_]*)$/u;

export const dotsName = '__dots';
export const deepName = '__deep';
/** `(Type $X)`. */
export const typedName = '__typed';

/** `$X` of `__mv_X`. */
export function metavariableOf(name: string): string | undefined {
  const found = oneForm.exec(name)?.groups?.['name'];
  return found === undefined ? undefined : `$${found}`;
}

/** `$...ARGS` of `__mvs_ARGS`. */
export function listMetavariableOf(name: string): string | undefined {
  const found = manyForm.exec(name)?.groups?.['name'];
  return found === undefined ? undefined : `$...${found}`;
}

/** `$X` where it is all that a string of a pattern holds. */
export function metavariableIn(text: string): string | undefined {
  return /^\$[A-Z_][A-Z0-9_]*$/u.test(text) ? text : undefined;
}

/** `^a` of the string `=~/^a/` in a pattern: any string in which it is found. */
export function regexIn(text: string): string | undefined {
  return /^=~\/(?<source>[\s\S]+)\/$/u.exec(text)?.groups?.['source'];
}

/** Whether a name says nothing of what it must be equal to. */
export function isPlaceholder(name: string): boolean {
  return (
    name === dotsName ||
    name === deepName ||
    name === typedName ||
    oneForm.test(name) ||
    manyForm.test(name)
  );
}
