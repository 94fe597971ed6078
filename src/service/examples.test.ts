import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testDatabases } from '../store/tests/databases.ts';
import { sarifOf } from './tests/reports.ts';
import { testService, type Asked, type TestService } from './tests/service.ts';

interface Body {
  readonly example?: unknown;
}
interface Operation {
  readonly requestBody?: { readonly content?: Readonly<Record<string, Body>> };
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** What is answered to the example of each body, in this order: later ones are about what earlier ones made. */
const ANSWERS: readonly (readonly [operation: string, status: number | RegExp, list?: string])[] = [
  ['POST /v1/findings/{id}/verdicts', 201, '/v1/findings?product=shop'],
  ['POST /v1/overrides', 409],
  // What the evidence does not carry is refused, and approving is for people who are signed in.
  ['POST /v1/proposals', 409],
  ['POST /v1/proposals/{id}/approve', 403],
  ['POST /v1/checks/{check}', 200],
  ['POST /v1/endpoints', 201],
  ['PATCH /v1/endpoints/{id}', 200, '/v1/endpoints'],
  // At once, or as a job: by how long a look-up of the name takes.
  ['POST /v1/checks/tls', /^20[02]$/u],
  ['POST /v1/repositories', 201],
  ['PATCH /v1/repositories/{id}', 200, '/v1/repositories'],
  ['POST /v1/users', 201],
  ['PATCH /v1/users/{id}', 200, '/v1/users'],
  ['POST /v1/group-roles', 201],
  ['POST /v1/channels', 201],
  ['PATCH /v1/channels/{id}', 200, '/v1/channels'],
  ['POST /v1/forges', 201],
  ['PATCH /v1/forges/{id}', 200, '/v1/forges'],
  ['POST /v1/tokens', 201],
  ['POST /v1/trusts', 201],
];

describe('examples of the OpenAPI document', () => {
  let service: TestService;
  let token: string;
  let examples: ReadonlyMap<string, unknown>;
  const [kind] = testDatabases().toReversed();
  assert.ok(kind !== undefined);
  before(async () => {
    service = await testService(kind);
    token = await service.token('admin');
    await service.ask({
      method: 'POST',
      url: '/v1/runs?product=shop&repository=example/shop&branch=main&commit=c1&format=sarif&default=true',
      token,
      body: JSON.stringify(sarifOf(['src/a.ts'])),
      headers: { 'content-type': 'application/json' },
    });
    // oxlint-disable-next-line no-unsafe-type-assertion -- as @fastify/swagger writes it
    const { paths } = JSON.parse(JSON.stringify(service.app.swagger())) as { paths: Paths };
    examples = new Map(
      Object.entries(paths).flatMap(([route, operations]) =>
        Object.entries(operations).flatMap(([method, { requestBody }]) => {
          const body = requestBody?.content?.['application/json'];
          return body === undefined || route.startsWith('/auth/')
            ? []
            : [[`${method.toUpperCase()} ${route}`, body.example] as const];
        }),
      ),
    );
  });
  after(() => service.stop());

  test('every body of JSON has one, and each is tried here', () => {
    for (const [operation, example] of examples) assert.notEqual(example, undefined, operation);
    assert.deepEqual([...examples.keys()].toSorted(), ANSWERS.map(([name]) => name).toSorted());
  });

  test('they are answered as they say', async (context) => {
    for (const [operation, expected, list] of ANSWERS) {
      await context.test(operation, async () => {
        const [method = '', route = ''] = operation.split(' ');
        const id = list === undefined ? '1' : await firstOf(list);
        const { status, body } = await service.ask({
          // oxlint-disable-next-line no-unsafe-type-assertion -- of the table above
          method: method as NonNullable<Asked['method']>,
          url: route.replace('{id}', id).replace('{check}', 'secrets'),
          token,
          body: JSON.stringify(examples.get(operation)),
          headers: { 'content-type': 'application/json' },
        });
        const isRight =
          expected instanceof RegExp ? expected.test(`${status}`) : status === expected;
        assert.ok(isRight, `${status} ${JSON.stringify(body)}`);
      });
    }
  });

  /** The id of the first that a list has. */
  async function firstOf(url: string): Promise<string> {
    const { body } = await service.ask({ url, token });
    const list = Object.values(body).find(Array.isArray);
    return String(list?.[0]?.id);
  }
});
