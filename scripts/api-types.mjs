// Types of the operations that schema/openapi.json describes, for the console: `src/console/api/operations.gen.ts`. It is not
// committed; build and typecheck write it. One JSON Schema is composed of all operations, because what makes types from OpenAPI
// itself does not run beside TypeScript 7.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';

const TARGET = 'src/console/api/operations.gen.ts';

const text = readFileSync('schema/openapi.json', 'utf8').replaceAll(
  '#/components/schemas/',
  '#/definitions/',
);
const { paths, components } = JSON.parse(text);

/** An object with all of these, and nothing else. */
function objectOf(properties, required = Object.keys(properties)) {
  return { type: 'object', properties, required, additionalProperties: false };
}

function parametersIn(place, parameters = []) {
  const own = parameters.filter((each) => each.in === place);
  const required = own.filter((each) => each.required && each.schema.default === undefined);
  return objectOf(
    Object.fromEntries(own.map(({ name, schema }) => [name, schema])),
    required.map(({ name }) => name),
  );
}

const jsonOf = (holder) => holder?.content?.['application/json']?.schema;

/** What is answered when it succeeds; of several the union. */
function answerOf(responses) {
  const schemas = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([, response]) => jsonOf(response) ?? { type: 'null' });
  return schemas.length === 1 ? schemas[0] : { anyOf: schemas };
}

/** What has a default need not be sent. */
function asSent(schema = { type: 'null' }) {
  if (schema.required === undefined) return schema;
  const required = schema.required.filter((name) => schema.properties[name].default === undefined);
  return { ...schema, required };
}

function operationOf({ parameters, requestBody, responses }) {
  return objectOf({
    path: parametersIn('path', parameters),
    query: parametersIn('query', parameters),
    body: asSent(jsonOf(requestBody)),
    answer: answerOf(responses),
  });
}

/** Every object is closed: what the description does not name is not there. */
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  );
  if (inner.properties === undefined || inner.additionalProperties !== undefined) return inner;
  return { ...inner, additionalProperties: false };
}

const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => [
    `${method.toUpperCase()} ${path}`,
    operationOf(operation),
  ]),
);
const written = await compile(
  closed({ ...objectOf(Object.fromEntries(operations)), definitions: components.schemas }),
  'Operations',
  {
    bannerComment: '// Written by scripts/api-types.mjs from schema/openapi.json.',
    format: false,
    ignoreMinAndMaxItems: true,
  },
);
// Left alone where nothing has changed: watchers would start again.
if (!existsSync(TARGET) || readFileSync(TARGET, 'utf8') !== written) writeFileSync(TARGET, written);
