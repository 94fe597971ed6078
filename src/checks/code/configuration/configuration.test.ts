import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isOpenApiPath, operationsOf } from './open-api.ts';
import { isPropertiesPath, settingsOf } from './properties.ts';

describe('an OpenAPI document', () => {
  test('names handlers by dotted paths', () => {
    const text = `openapi: 3.0.1
paths:
  /users/{id}:
    get:
      operationId: api.users.show
    delete:
      summary: removes it
      operationId: "api.users.remove"
`;
    assert.deepEqual(operationsOf(text), [
      { route: 'GET /users/{id}', handler: 'api.users.show' },
      { route: 'DELETE /users/{id}', handler: 'api.users.remove' },
    ]);
  });

  test('names a module for all operations of a path, or for one', () => {
    const text = `swagger: "2.0"
paths:
  /pets:
    x-swagger-router-controller: pets.list
    get:
      operationId: all
    post:
      x-openapi-router-controller: pets.change
      operationId: add
  /owners:
    get:
      operationId: listOwners
`;
    assert.deepEqual(operationsOf(text), [
      { route: 'GET /pets', handler: 'pets.list.all' },
      { route: 'POST /pets', handler: 'pets.change.add' },
    ]);
  });

  test('may be JSON', () => {
    const text = `{
  "openapi": "3.1.0",
  "paths": {
    "/a": {
      "get": {
        "operationId": "one.two"
      }
    }
  }
}`;
    assert.deepEqual(operationsOf(text), [{ route: 'GET /a', handler: 'one.two' }]);
  });

  test('is told by its first keys', () => {
    assert.deepEqual(operationsOf('paths:\n  /a:\n    get:\n      operationId: a.b\n'), []);
    assert.equal(isOpenApiPath('specs/openapi3.yml'), true);
    assert.equal(isOpenApiPath('openapi/main.json'), true);
    assert.equal(isOpenApiPath('compose.yaml'), false);
  });
});

describe('a .properties file', () => {
  test('states keys and values', () => {
    const text = '# comment\nhash=MD5\ncipher : AES/GCM/NoPadding\n  name  value\nempty=\n';
    assert.deepEqual(settingsOf(text), [
      ['hash', 'MD5'],
      ['cipher', 'AES/GCM/NoPadding'],
      ['name', 'value'],
      ['empty', ''],
    ]);
  });

  test('says nothing where it refers to others, or goes on', () => {
    assert.deepEqual(settingsOf('a=${HOME}/x\nb=one,\\\n  two\nc=\\u0041\nd=1'), [['d', '1']]);
  });

  test('with texts for people is not read', () => {
    assert.equal(isPropertiesPath('src/main/resources/app.properties'), true);
    assert.equal(isPropertiesPath('src/main/resources/messages.properties'), false);
    assert.equal(isPropertiesPath('errors_de.properties'), false);
  });
});
