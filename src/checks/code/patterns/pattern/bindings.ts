import type { FunctionId, Temp, VariableId } from '../../ir/ir.ts';

/** What a metavariable stands for in one match. */
export interface Binding {
  /** As it is written; of `"$X"` what the string holds. */
  readonly text: string;
  /** What is compared: the text without white space. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** Where it is a variable: another one of the same name is another thing. */
  readonly variable?: VariableId;
  /** Where it is an expression. */
  readonly value?: { readonly fn: FunctionId; readonly temp: Temp };
}

/** What the metavariables of a match stand for; never changed, only copied. */
export type Bindings = ReadonlyMap<string, Binding>;

export const noBindings: Bindings = new Map();

export function binding(
  text: string,
  place: { readonly start: number; readonly end: number },
  more: Pick<Binding, 'variable' | 'value'> = {},
): Binding {
  return { text, key: text.replaceAll(/\s+/gu, ''), start: place.start, end: place.end, ...more };
}

/** With one more; empty where the metavariable stands for something else already. */
export function bind(all: Bindings, name: string, value: Binding): readonly Bindings[] {
  // `$_` is anything, each time.
  if (name === '$_') return [all];
  const known = all.get(name);
  if (known !== undefined) return isSame(known, value) ? [all] : [];
  return [new Map([...all, [name, value]])];
}

function isSame(a: Binding, b: Binding): boolean {
  if (a.variable !== undefined && b.variable !== undefined) return a.variable === b.variable;
  return a.key === b.key;
}

/** Both, where no metavariable stands for two things; undefined: one does. */
export function joined(a: Bindings, b: Bindings): Bindings | undefined {
  let all: Map<string, Binding> | undefined;
  for (const [name, value] of b) {
    const known = a.get(name);
    if (known === undefined) {
      all ??= new Map(a);
      all.set(name, value);
    } else if (!isSame(known, value)) return undefined;
  }
  return all ?? a;
}
