import { nearestName } from '../nearest-name.ts';
import type { PolicyPosition } from '../policy.ts';
import { quote } from '../quote.ts';
import type { Problem, Tree } from './tree.ts';
import { MAX_PROBLEMS } from './tree.ts';

/** JSON Schema 2020-12 of a value. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * Takes a typed value out of a tree, or notes what is wrong and returns undefined; and says the same as JSON Schema,
 * for editors.
 */
export interface Reader<T> {
  readonly schema: JsonSchema;
  read(tree: Tree, problems: Problem[]): T | undefined;
}

type Fault = { readonly what: string; readonly repair?: string };

export function describe<T>(description: string, reader: Reader<T>): Reader<T> {
  return { ...reader, schema: { ...reader.schema, description } };
}

/** The same file, another shape in memory. */
export function map<A, B>(reader: Reader<A>, change: (value: A) => B): Reader<B> {
  return {
    schema: reader.schema,
    read(tree, problems) {
      const value = reader.read(tree, problems);
      return value === undefined ? undefined : change(value);
    },
  };
}

/** The value and where it stands. */
export function located<T>(
  reader: Reader<T>,
): Reader<{ readonly at: PolicyPosition; readonly value: T }> {
  return {
    schema: reader.schema,
    read(tree, problems) {
      const value = reader.read(tree, problems);
      return value === undefined ? undefined : { at: tree.at, value };
    },
  };
}

/** Text of at most `max` characters, not empty; `check` returns what is wrong with it and how to mend it. */
export function text(
  max: number,
  options: {
    readonly schema?: JsonSchema;
    readonly check?: (value: string) => Fault | undefined;
  } = {},
): Reader<string> {
  return {
    schema: { type: 'string', minLength: 1, maxLength: max, ...options.schema },
    read(tree, problems) {
      if (tree.kind !== 'scalar' || tree.value === null) {
        return wrong(problems, tree, { what: 'text is needed here' });
      }
      const { value } = tree;
      // `0123` and `1e3` would have become other text: what was written is no longer known.
      if (typeof value !== 'string') {
        return wrong(problems, tree, { what: 'text is needed here', repair: 'put it in quotes' });
      }
      if (value.trim() === '') return wrong(problems, tree, { what: 'this text is empty' });
      if (value.length > max) {
        return wrong(problems, tree, { what: `this text is longer than ${max} characters` });
      }
      const fault = options.check?.(value);
      return fault === undefined ? value : wrong(problems, tree, fault);
    },
  };
}

export function oneOf<const T extends string>(values: readonly T[]): Reader<T> {
  return {
    schema: { enum: values },
    read(tree, problems) {
      const value = tree.kind === 'scalar' ? String(tree.value) : undefined;
      const found = values.find((candidate) => candidate === value);
      if (found !== undefined) return found;
      const list = values.join(', ');
      if (value === undefined) {
        return wrong(problems, tree, { what: `one of ${list} is needed here` });
      }
      const what = `${quote(value)} is not one of ${list}`;
      return wrong(problems, tree, { what, ...hint(value, values) });
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
        : wrong(problems, tree, { what: `a whole number from ${min} to ${max} is needed here` });
    },
  };
}

export const boolean: Reader<boolean> = {
  schema: { type: 'boolean' },
  read(tree, problems) {
    if (tree.kind === 'scalar' && typeof tree.value === 'boolean') return tree.value;
    return wrong(problems, tree, { what: 'true or false is needed here' });
  },
};

/** A number with a unit, such as `1%` or `32MiB`, in the units' base; `units` maps each unit to its factor. */
export function quantity(
  units: Readonly<Record<string, number>>,
  range: { readonly min: number; readonly max: number },
): Reader<number> {
  const names = Object.keys(units);
  const repair = `write it like 1${names[0] ?? ''}; units: ${names.join(', ')}`;
  return {
    schema: { type: 'string', pattern: `^\\d{1,9}(\\.\\d{1,6})?\\s?(${names.join('|')})$` },
    read(tree, problems) {
      const value = tree.kind === 'scalar' ? String(tree.value) : '';
      const match = /^(?<digits>\d{1,9}(?:\.\d{1,6})?)\s?(?<unit>[A-Za-z%]{1,5})$/u.exec(value);
      const unit = match?.groups?.['unit'] ?? '';
      const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
      if (factor === undefined) {
        return wrong(problems, tree, {
          what: `${quote(value)} is not a number with a unit`,
          repair,
        });
      }
      const digits = Number(match?.groups?.['digits']);
      // 70 * 0.01 is not 0.7, 70 / 100 is.
      const amount = factor < 1 ? digits / Math.round(1 / factor) : digits * factor;
      if (amount >= range.min && amount <= range.max) return amount;
      return wrong(problems, tree, { what: `${value} is out of range`, repair });
    },
  };
}

export function listOf<T>(item: Reader<T>, max: number): Reader<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema, maxItems: max },
    read(tree, problems) {
      if (tree.kind !== 'list') {
        const repair = 'write [a, b], or one "- a" a line';
        return wrong(problems, tree, { what: 'a list is needed here', repair });
      }
      if (tree.items.length > max) return wrong(problems, tree, { what: `more than ${max} items` });
      return tree.items.flatMap((entry) =>
        problems.length < MAX_PROBLEMS ? (item.read(entry, problems) ?? []) : [],
      );
    },
  };
}

/** A key of a mapping: `T` when it is there; `Always` tells whether the mapping that was read always has it. */
export interface Field<T, Always extends boolean> {
  readonly reader: Reader<T>;
  readonly always: Always;
  readonly fallback?: T;
}

export function required<T>(reader: Reader<T>): Field<T, true> {
  return { reader, always: true };
}

export function optional<T>(reader: Reader<T>): Field<T, false> {
  return { reader, always: false };
}

/** A key that may be left out and then has this value. */
export function defaulting<T>(reader: Reader<T>, fallback: NoInfer<T>): Field<T, true> {
  return { reader, always: true, fallback };
}

type Fields = Readonly<Record<string, Field<unknown, boolean>>>;
type KeysThatAre<F extends Fields, Always extends boolean> = {
  [K in keyof F]: F[K]['always'] extends Always ? K : never;
}[keyof F];
type ValueOf<F> = F extends Field<infer T, boolean> ? T : never;
export type Read<F extends Fields> = {
  readonly [K in KeysThatAre<F, true>]: ValueOf<F[K]>;
} & { readonly [K in KeysThatAre<F, false>]?: ValueOf<F[K]> };

/**
 * A mapping with known keys only; an unknown key is a problem that names the nearest. The overload says what the loop
 * does: the compiler cannot follow a mapped type through it.
 */
export function object<const F extends Fields>(fields: F): Reader<Read<F>>;
export function object(fields: Fields): Reader<unknown> {
  const names = Object.keys(fields);
  const all = Object.entries(fields);
  const needed = names.filter((name) => isNeeded(fields[name]));
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(all.map(([name, field]) => [name, schemaOf(field)])),
      ...(needed.length > 0 ? { required: needed } : {}),
      additionalProperties: false,
    },
    read(tree, problems) {
      if (tree.kind !== 'map') return wrong(problems, tree, { what: mappingNeeded });
      const before = problems.length;
      const values: Record<string, unknown> = Object.fromEntries(
        all.flatMap(([name, { fallback }]) => (fallback === undefined ? [] : [[name, fallback]])),
      );
      const missing = new Set(needed);
      for (const { key, at, value } of tree.entries) {
        if (problems.length >= MAX_PROBLEMS) break;
        const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
        missing.delete(key);
        if (field !== undefined) values[key] = field.reader.read(value, problems);
        else {
          const repair = meant(key, names) ?? `known here: ${names.join(', ')}`;
          problems.push({ at, what: `unknown key ${quote(key)}`, repair });
        }
      }
      for (const name of missing) {
        problems.push({ at: tree.at, what: `the key "${name}" is missing here` });
      }
      return problems.length > before ? undefined : values;
    },
  };
}

const mappingNeeded = 'a mapping (key: value) is needed here';

function isNeeded(field: Fields[string] | undefined): boolean {
  return field?.always === true && field.fallback === undefined;
}

function schemaOf({ reader, fallback }: Fields[string]): JsonSchema {
  const scalar = typeof fallback === 'string' || typeof fallback === 'number';
  return scalar && fallback !== '' ? { ...reader.schema, default: fallback } : reader.schema;
}

/** A mapping from names of the user's choice to values. */
export function mapOf<T>(
  checkKey: (key: string) => Fault | undefined,
  value: Reader<T>,
  keys: JsonSchema,
): Reader<readonly { readonly key: string; readonly at: PolicyPosition; readonly value: T }[]> {
  return {
    schema: { type: 'object', propertyNames: keys, additionalProperties: value.schema },
    read(tree, problems) {
      if (tree.kind !== 'map') return wrong(problems, tree, { what: mappingNeeded });
      return tree.entries.flatMap(({ key, at, value: child }) => {
        if (problems.length >= MAX_PROBLEMS) return [];
        const fault = checkKey(key);
        if (fault !== undefined) problems.push({ at, ...fault });
        const read = value.read(child, problems);
        return read === undefined ? [] : [{ key, at, value: read }];
      });
    },
  };
}

/** A scalar is read by `short`, anything else by `long`. */
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

function hint(name: string, candidates: readonly string[]): { readonly repair?: string } {
  const repair = meant(name, candidates);
  return repair === undefined ? {} : { repair };
}

function wrong(problems: Problem[], { at }: Tree, fault: Fault): undefined {
  problems.push({ at, ...fault });
}
