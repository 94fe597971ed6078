import { quote } from '../model/quote.ts';
import type { JsonSchema } from '../model/yaml/reader.ts';

/** A value that does not have its shape; the message says where and what is needed. */
export class Misshapen extends Error {}

/** Takes a typed value out of parsed JSON, or throws `Misshapen`; and says the same as JSON Schema. */
export interface Shape<T> {
  readonly schema: JsonSchema;
  read(value: unknown, place: string): T;
}

/** Text, of a form where `form` says so. */
export function textShape(form?: {
  readonly pattern: RegExp;
  readonly what: string;
}): Shape<string> {
  return {
    schema: { type: 'string', ...(form === undefined ? {} : { pattern: form.pattern.source }) },
    read(value, place) {
      if (typeof value !== 'string') throw new Misshapen(`${place} must be a string`);
      if (form?.pattern.test(value) === false) throw new Misshapen(`${place} must be ${form.what}`);
      return value;
    },
  };
}

/** A whole number, not negative. */
export const countShape: Shape<number> = {
  schema: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  read(value, place) {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    throw new Misshapen(`${place} must be a whole number`);
  },
};

/** Not negative. */
export const numberShape: Shape<number> = {
  schema: { type: 'number', minimum: 0 },
  read(value, place) {
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    throw new Misshapen(`${place} must be a number, not negative`);
  },
};

export const booleanShape: Shape<boolean> = {
  schema: { type: 'boolean' },
  read(value, place) {
    if (typeof value !== 'boolean') throw new Misshapen(`${place} must be true or false`);
    return value;
  },
};

export function wordShape<const T extends string>(words: readonly T[]): Shape<T> {
  return {
    schema: { enum: words },
    read(value, place) {
      const found = words.find((word) => word === value);
      if (found !== undefined) return found;
      const shown = typeof value === 'string' ? quote(value) : 'it';
      throw new Misshapen(`${place}: ${shown} is not one of ${words.join(', ')}`);
    },
  };
}

export function listShape<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema },
    read(value, place) {
      if (!Array.isArray(value)) throw new Misshapen(`${place} must be a list`);
      return value.map((entry, index) => item.read(entry, `${place}[${index}]`));
    },
  };
}

type Shapes = Readonly<Record<string, Shape<unknown>>>;
type ValueOf<S> = S extends Shape<infer T> ? T : never;
type Values<S extends Shapes> = { readonly [K in keyof S]: ValueOf<S[K]> };

/**
 * An object with these fields and no others: what is not known here could not be verified. The overload says what the
 * loop does: the compiler cannot follow a mapped type through it.
 */
export function fieldsShape<const S extends Shapes>(required: S): Shape<Values<S>>;
export function fieldsShape<const S extends Shapes, const O extends Shapes>(
  required: S,
  optional: O,
): Shape<Values<S> & Partial<Values<O>>>;
export function fieldsShape(required: Shapes, optional: Shapes = {}): Shape<unknown> {
  const fields = Object.entries({ ...required, ...optional });
  const known = new Set(fields.map(([key]) => key));
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(fields.map(([key, { schema }]) => [key, schema])),
      required: Object.keys(required),
      additionalProperties: false,
    },
    read(value, place) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new Misshapen(`${place || 'it'} must be an object`);
      }
      const given: Readonly<Record<string, unknown>> = { ...value };
      for (const key of Object.keys(given)) {
        if (known.has(key)) continue;
        throw new Misshapen(`${place || 'it'} has the unknown field ${quote(key)}`);
      }
      const read: Record<string, unknown> = {};
      for (const [key, shape] of fields) {
        const within = place === '' ? key : `${place}.${key}`;
        if (Object.hasOwn(given, key)) read[key] = shape.read(given[key], within);
        else if (!Object.hasOwn(optional, key)) throw new Misshapen(`${within} is missing`);
      }
      return read;
    },
  };
}

/** One of several objects, told apart by their `kind`. */
export function kindShape<const S extends Shapes>(kinds: S): Shape<ValueOf<S[keyof S]>>;
export function kindShape(kinds: Shapes): Shape<unknown> {
  const names = wordShape(Object.keys(kinds));
  return {
    schema: { oneOf: Object.values(kinds).map(({ schema }) => schema) },
    read(value, place) {
      const given =
        typeof value === 'object' && value !== null && 'kind' in value ? value.kind : '';
      return kinds[names.read(given, `${place}.kind`)]?.read(value, place);
    },
  };
}
