/** JSON Schema 2020-12 of a value. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** A value that does not have its shape; the message says where and what is needed. */
export class Misshapen extends Error {}

/** Takes a typed value out of hostile JSON, or throws `Misshapen`; and says the same as JSON Schema. Every size is bounded. */
export interface Shape<T> {
  readonly schema: JsonSchema;
  read(value: unknown, place: string): T;
}

export function textShape(maxLength: number, pattern?: RegExp, what?: string): Shape<string> {
  return {
    schema: {
      type: 'string',
      maxLength,
      ...(pattern === undefined ? {} : { pattern: pattern.source }),
    },
    read(value, place) {
      if (typeof value !== 'string') throw new Misshapen(`${place} must be a string`);
      // JSON Schema counts characters, `length` counts UTF-16 units: never fewer.
      if (value.length > maxLength) {
        throw new Misshapen(`${place} is longer than ${maxLength} characters`);
      }
      if (pattern?.test(value) === false) {
        throw new Misshapen(`${place} must be ${what ?? 'other'}`);
      }
      return value;
    },
  };
}

/** A whole number from 0. */
export function countShape(maximum: number = Number.MAX_SAFE_INTEGER): Shape<number> {
  return {
    schema: { type: 'integer', minimum: 0, maximum },
    read(value, place) {
      if (Number.isSafeInteger(value) && typeof value === 'number' && value >= 0) {
        if (value <= maximum) return value;
      }
      throw new Misshapen(`${place} must be a whole number from 0 to ${maximum}`);
    },
  };
}

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
      throw new Misshapen(`${place} is not one of ${words.join(', ')}`);
    },
  };
}

/** The value, or null. */
export function nullableShape<T>(shape: Shape<T>): Shape<T | null> {
  return {
    schema: { anyOf: [shape.schema, { type: 'null' }] },
    read: (value, place) => (value === null ? null : shape.read(value, place)),
  };
}

export function listShape<T>(item: Shape<T>, maxItems: number): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema, maxItems },
    read(value, place) {
      if (!Array.isArray(value)) throw new Misshapen(`${place} must be a list`);
      if (value.length > maxItems) throw new Misshapen(`${place} has more than ${maxItems} items`);
      return value.map((entry, index) => item.read(entry, `${place}[${index}]`));
    },
  };
}

/** An object whose keys are data. */
export function tableShape<T>(
  item: Shape<T>,
  options: { readonly maxItems: number; readonly key: RegExp; readonly what: string },
): Shape<Readonly<Record<string, T>>> {
  const { maxItems, key: pattern, what } = options;
  return {
    schema: {
      type: 'object',
      additionalProperties: item.schema,
      propertyNames: { pattern: pattern.source },
      maxProperties: maxItems,
    },
    read(value, place) {
      const given = objectOf(value, place);
      if (given.size > maxItems) throw new Misshapen(`${place} has more than ${maxItems} fields`);
      return Object.fromEntries(
        [...given].map(([key, entry]) => {
          if (!pattern.test(key)) throw new Misshapen(`${place} has a field that is not ${what}`);
          return [key, item.read(entry, `${place}.${key}`)];
        }),
      );
    },
  };
}

type Shapes = Readonly<Record<string, Shape<unknown>>>;
type ValueOf<S> = S extends Shape<infer T> ? T : never;
type Values<S extends Shapes> = { readonly [K in keyof S]: ValueOf<S[K]> };

/**
 * An object with these fields and no others. The overload says what the loop does: the compiler cannot follow a mapped
 * type through it.
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
      const given = objectOf(value, place);
      const stranger = [...given.keys()].find((key) => !known.has(key));
      if (stranger !== undefined) {
        const name = JSON.stringify(stranger.slice(0, 40));
        throw new Misshapen(`${place || 'it'} has the unknown field ${name}`);
      }
      return Object.fromEntries(
        fields.flatMap(([key, shape]) => {
          const within = place === '' ? key : `${place}.${key}`;
          if (given.has(key)) return [[key, shape.read(given.get(key), within)]];
          if (Object.hasOwn(optional, key)) return [];
          throw new Misshapen(`${within} is missing`);
        }),
      );
    },
  };
}

/** One of several objects, told apart by their `state`. */
export function stateShape<const S extends Shapes>(states: S): Shape<ValueOf<S[keyof S]>>;
export function stateShape(states: Shapes): Shape<unknown> {
  const names = wordShape(Object.keys(states));
  return {
    schema: { oneOf: Object.values(states).map(({ schema }) => schema) },
    read(value, place) {
      const name = names.read(objectOf(value, place).get('state'), `${place}.state`);
      return states[name]?.read(value, place);
    },
  };
}

function objectOf(value: unknown, place: string): ReadonlyMap<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return new Map<string, unknown>(Object.entries(value));
  }
  throw new Misshapen(`${place || 'it'} must be an object`);
}
