import { nearestName } from '../model/nearest-name.ts';
import type { PolicyPosition } from '../model/policy.ts';
import type { Problem, Tree } from './yaml-tree.ts';

/** JSON Schema 2020-12 of a value. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Takes a typed value out of a tree, or notes what is wrong; and says the same as JSON Schema, for editors. */
export interface Reader<T> {
  readonly schema: JsonSchema;
  read(tree: Tree, problems: Problem[]): T | undefined;
}

export function describe<T>(description: string, reader: Reader<T>): Reader<T> {
  return { ...reader, schema: { ...reader.schema, description } };
}

/** Text of at most `max` characters, not empty; `check` returns what is wrong with it and how to mend it. */
export function text(
  max: number,
  options: {
    readonly schema?: JsonSchema;
    readonly check?: (
      value: string,
    ) => { readonly what: string; readonly repair?: string } | undefined;
  } = {},
): Reader<string> {
  return {
    schema: { type: 'string', minLength: 1, maxLength: max, ...options.schema },
    read(tree, problems) {
      // `expires: 2027` or `tier: 1` read as a number; a name may look like one.
      const value = tree.kind === 'scalar' && tree.value !== null ? String(tree.value) : undefined;
      if (value === undefined) return wrong(problems, tree, 'text is needed here');
      if (value.trim() === '') return wrong(problems, tree, 'this text is empty');
      if (value.length > max)
        return wrong(problems, tree, `this text is longer than ${max} characters`);
      const problem = options.check?.(value);
      return problem === undefined ? value : wrong(problems, tree, problem.what, problem.repair);
    },
  };
}

export function oneOf<const T extends string>(values: readonly T[]): Reader<T> {
  return {
    schema: { enum: values },
    read(tree, problems) {
      const value = tree.kind === 'scalar' ? String(tree.value) : '';
      const found = values.find((candidate) => candidate === value);
      return (
        found ??
        wrong(problems, tree, `"${value}" is not one of ${values.join(', ')}`, meant(value, values))
      );
    },
  };
}

export function integer(min: number, max: number): Reader<number> {
  return {
    schema: { type: 'integer', minimum: min, maximum: max },
    read(tree, problems) {
      const value = tree.kind === 'scalar' ? tree.value : undefined;
      const fits =
        typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
      return fits
        ? value
        : wrong(problems, tree, `a whole number from ${min} to ${max} is needed here`);
    },
  };
}

/** A number with a unit, such as `1%` or `32MiB`, in the units' base; `units` maps each unit to its factor. */
export function quantity(
  units: Readonly<Record<string, number>>,
  range: { readonly min: number; readonly max: number },
): Reader<number> {
  const names = Object.keys(units);
  const example = `1${names[0] ?? ''}`;
  return {
    schema: { type: 'string', pattern: `^\\d{1,9}(\\.\\d{1,6})?\\s?(${names.join('|')})$` },
    read(tree, problems) {
      const value = tree.kind === 'scalar' ? String(tree.value) : '';
      const match = /^(?<digits>\d{1,9}(?:\.\d{1,6})?)\s?(?<unit>[A-Za-z%]{1,5})$/u.exec(value);
      const factor = units[match?.groups?.['unit'] ?? ''];
      const amount = Number(match?.groups?.['digits']) * (factor ?? Number.NaN);
      if (amount >= range.min && amount <= range.max) return amount;
      const what = Number.isNaN(amount)
        ? `"${value}" is not a number with a unit`
        : `${value} is out of range`;
      return wrong(problems, tree, what, `write it like ${example}; units: ${names.join(', ')}`);
    },
  };
}

/** A list; a single value counts as a list of one. */
export function listOf<T>(item: Reader<T>, max: number): Reader<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema, maxItems: max },
    read(tree, problems) {
      if (tree.kind !== 'list')
        return wrong(problems, tree, 'a list is needed here', 'write [a, b], or one "- a" a line');
      if (tree.items.length > max) return wrong(problems, tree, `more than ${max} items`);
      return tree.items.flatMap((entry) => item.read(entry, problems) ?? []);
    },
  };
}

export interface Field<T> {
  readonly reader: Reader<T>;
  readonly required?: boolean;
}

type Fields = Readonly<Record<string, Field<unknown>>>;
export type Read<F extends Fields> = {
  readonly [K in keyof F]?: F[K] extends Field<infer T> ? T : never;
} & { readonly at: PolicyPosition };

/** A mapping with known keys only; an unknown key is a problem that names the nearest. */
export function object<const F extends Fields>(fields: F): Reader<Read<F>> {
  const names = Object.keys(fields);
  const required = names.filter((name) => fields[name]?.required === true);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, fields[name]?.reader.schema])),
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: false,
    },
    read(tree, problems) {
      if (tree.kind !== 'map')
        return wrong(problems, tree, 'a mapping (key: value) is needed here');
      const before = problems.length;
      const values: Record<string, unknown> = { at: tree.at };
      for (const { key, at, value } of tree.entries) {
        const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
        if (field !== undefined) values[key] = field.reader.read(value, problems);
        else {
          const repair = meant(key, names) ?? `known here: ${names.join(', ')}`;
          problems.push({ at, what: `unknown key "${key}"`, repair });
        }
      }
      for (const name of required) {
        const missing = !tree.entries.some(({ key }) => key === name);
        if (missing) problems.push({ at: tree.at, what: `the key "${name}" is missing here` });
      }
      return problems.length > before ? undefined : (values as Read<F>);
    },
  };
}

/** A mapping from names of the user's choice to values. */
export function mapOf<T>(
  checkKey: (key: string) => { readonly what: string; readonly repair?: string } | undefined,
  value: Reader<T>,
  keys: JsonSchema,
): Reader<readonly { readonly key: string; readonly at: PolicyPosition; readonly value: T }[]> {
  return {
    schema: { type: 'object', propertyNames: keys, additionalProperties: value.schema },
    read(tree, problems) {
      if (tree.kind !== 'map')
        return wrong(problems, tree, 'a mapping (key: value) is needed here');
      return tree.entries.flatMap(({ key, at, value: child }) => {
        const problem = checkKey(key);
        if (problem !== undefined) problems.push({ at, ...problem });
        const read = value.read(child, problems);
        return read === undefined ? [] : [{ key, at, value: read }];
      });
    },
  };
}

/** The first reader whose kind of tree it is: a scalar for `short`, anything else for `long`. */
export function either<A, B>(short: Reader<A>, long: Reader<B>): Reader<A | B> {
  return {
    schema: { anyOf: [short.schema, long.schema] },
    read: (tree, problems) => (tree.kind === 'scalar' ? short : long).read(tree, problems),
  };
}

/** "did you mean …", when something is near. */
export function meant(name: string, candidates: readonly string[]): string | undefined {
  const near = nearestName(name, candidates);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}

function wrong(problems: Problem[], { at }: Tree, what: string, repair?: string): undefined {
  problems.push({ at, what, ...(repair === undefined ? {} : { repair }) });
}
