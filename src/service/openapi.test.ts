import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { Compile } from 'typebox/schema';
import { testDatabases } from '../store/tests/databases.ts';
import { testService, type Answered, type Asked, type TestService } from './tests/service.ts';

/** Requests of each route; with the seed they are the same in every run. */
const REQUESTS = 12;
const SEED = 7;
/** Each of these that is right starts a process, or sends something to somebody. */
const COSTLY: ReadonlySet<string> = new Set([
  'POST /v1/checks/{check}',
  'POST /v1/checks/{check}/archive',
]);

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
}
interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: Schema;
}
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** What databases, parsers and logs stumble over. */
const nasty = fc.constantFrom<unknown>(
  null,
  '',
  '\0',
  'a\0b',
  '\u{d800}',
  '%',
  `'; drop table findings; --`,
  '../../etc/passwd',
  '1e400',
  'x'.repeat(5_000),
  -1,
  0,
  1.5,
  2 ** 53,
  1e300,
  [],
  [[[[]]]],
  {},
  { toString: 1, constructor: { prototype: 1 } },
  true,
);

/** Values that a schema allows, and now and then one that it does not. */
function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 5, arbitrary: rightOf(schema) }, { weight: 1, arbitrary: nasty });
}

function rightOf(schema: Schema): fc.Arbitrary<unknown> {
  const { anyOf, enum: listed, type } = schema;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (listed !== undefined) return fc.constantFrom(...listed);
  if (anyOf !== undefined) return fc.oneof(...anyOf.map(valuesOf));
  return (typeof type === 'string' ? byType[type] : undefined)?.(schema) ?? textOf(schema);
}

const byType: Readonly<Record<string, (schema: Schema) => fc.Arbitrary<unknown>>> = {
  object: objectOf,
  array: ({ items = {}, minItems = 0, maxItems = 3 }) =>
    fc.array(valuesOf(items), { minLength: minItems, maxLength: Math.min(maxItems, 3) }),
  integer: numberOf,
  number: numberOf,
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
};

function numberOf({ minimum = -10, maximum = 1_000 }: Schema): fc.Arbitrary<number> {
  return fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31 - 1) });
}

function textOf({ format, minLength = 0, maxLength = 30 }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.constant('2026-11-26T08:00:00Z');
  const size = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 30)) };
  return fc.oneof(
    fc.constantFrom('shop', 'main', 'code/sql-injection', 'https://shop.example/a.git'),
    fc.string({ ...size, unit: 'binary' }),
  );
}

function objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const model = Object.entries(properties).map(([name, each]) => [name, valuesOf(each)] as const);
  return fc.record(Object.fromEntries(model), { requiredKeys: [...required] });
}

interface Sent {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

function requestsOf({ parameters = [], requestBody }: Operation): fc.Arbitrary<Sent> {
  const of = (place: Parameter['in']): fc.Arbitrary<Record<string, unknown>> => {
    const here = parameters.filter((each) => each.in === place);
    const required = here.filter((each) => each.required === true || place === 'path');
    return fc.record(Object.fromEntries(here.map(({ name, schema }) => [name, valuesOf(schema)])), {
      requiredKeys: required.map(({ name }) => name),
    });
  };
  const schema = requestBody?.content?.['application/json']?.schema;
  return fc.record({
    path: of('path'),
    query: of('query'),
    body: schema === undefined ? fc.constant(undefined) : valuesOf(schema),
  });
}

/** As it can stand in a URL: lone surrogates cannot, and become U+FFFD. */
function written(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return encodeURIComponent(Buffer.from(text).toString());
}

describe('every route, by what the OpenAPI document says of it', () => {
  let service: TestService;
  let token: string;
  const [kind] = testDatabases().toReversed();
  assert.ok(kind !== undefined);
  before(async () => {
    service = await testService(kind);
    token = await service.token('admin');
  });
  after(() => service.stop());

  const ask = (method: string, url: string, body: unknown): Promise<Answered> =>
    service.ask({
      // oxlint-disable-next-line no-unsafe-type-assertion -- of the document
      method: method.toUpperCase() as NonNullable<Asked['method']>,
      url,
      token,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
    });

  const examine = async (name: string, operation: Operation, schemas: Document): Promise<void> => {
    const [method = '', route = ''] = name.split(' ');
    const property = fc.asyncProperty(requestsOf(operation), async ({ path, query, body }) => {
      const place = route.replaceAll(/\{(?<name>\w+)\}/gu, (_all, key: string) =>
        written(path[key]),
      );
      const pairs = Object.entries(query).map(([key, value]) => `${key}=${written(value)}`);
      const url = `${place}?${pairs.join('&')}`;
      const answered = await ask(method, url, body);
      const { status, headers } = answered;
      assert.ok(status < 500, `${status} ${url} ${JSON.stringify(body)}`);
      if (status >= 400) {
        assert.match(String(headers['content-type']), /^application\/problem\+json/u, url);
        assert.equal(answered.body.status, status);
        return;
      }
      const schema = operation.responses[status]?.content?.['application/json']?.schema;
      if (schema === undefined || schema.type === 'null') return;
      const [isValid, errors] = Compile({ ...schema, components: schemas.components }).Errors(
        answered.body,
      );
      assert.ok(isValid, `${url}: ${JSON.stringify(errors)}`);
    });
    await fc.assert(property, {
      numRuns: COSTLY.has(name) ? 2 : REQUESTS,
      seed: SEED,
      endOnFailure: true,
    });
  };

  test('it fails at none, refuses with a problem, and answers as the document says', async (context) => {
    // oxlint-disable-next-line no-unsafe-type-assertion -- as @fastify/swagger writes it
    const document = JSON.parse(JSON.stringify(service.app.swagger())) as Document;
    for (const [route, operations] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const name = `${method.toUpperCase()} ${route}`;
        // It is told until the scan has ended.
        if (route.endsWith('/events')) continue;
        await context.test(name, () => examine(name, operation, document));
      }
    }
  });
});
