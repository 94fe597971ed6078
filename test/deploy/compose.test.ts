import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { version } from '../../src/model/version.ts';
import { STOP_TIMEOUT_MS } from '../../src/service/jobs/job-queue.ts';
import { documentsOf, type Part } from './manifests.ts';

/** Of https://github.com/compose-spec/compose-spec, as the package brings it along. */
const SCHEMA = 'node_modules/dclint/schemas/compose.schema.json';

const [compose]: readonly Part[] = documentsOf('deploy/compose.yaml').map(({ content }) => content);
const services: readonly (readonly [string, Part])[] = Object.entries(compose.services);

describe('compose.yaml', () => {
  test('is valid by the schema of the Compose specification, which finds a wrong field', () => {
    const schema: Part = JSON.parse(readFileSync(SCHEMA, 'utf8'));
    // Ajv names the draft without its last letter.
    schema.$schema = 'http://json-schema.org/draft-07/schema#';
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    // A span of Go (`1m30s`): of ajv-formats it would be one of ISO 8601.
    ajv.addFormat('duration', /^(?:\d{1,6}(?:\.\d{1,6})?(?:ns|us|ms|s|m|h)){1,6}$/u);
    const isValid = ajv.compile(schema);
    assert.ok(isValid(compose), JSON.stringify(isValid.errors));
    const wrong: Part = structuredClone(compose);
    wrong.services.serve.read_olny = true;
    assert.ok(!isValid(wrong));
  });

  for (const [name, service] of services) {
    test(`${name} may do what it needs, and no more`, () => {
      assert.equal(service.read_only, true);
      assert.deepEqual(service.cap_drop, ['ALL']);
      assert.deepEqual(service.security_opt, ['no-new-privileges:true']);
      assert.ok(service.deploy.resources.limits.memory && service.deploy.resources.limits.cpus);
      assert.ok(service.privileged === undefined && service.pid === undefined);
      // Pinned: the version of ours, or one of theirs to the last digit.
      assert.match(
        service.image,
        /^lockstep:|^docker\.io\/library\/[a-z]+:\d+\.\d+(?:\.\d+)?-[a-z]+$/u,
      );
      for (const volume of service.volumes ?? []) {
        const [source = '', target] = String(volume).split(':');
        assert.ok(target === undefined || source in compose.volumes, source);
      }
    });
  }

  test('the database is reached by nobody but Lockstep, and is told no password in clear', () => {
    const { database } = compose.services;
    assert.equal(database.ports, undefined);
    assert.deepEqual(database.networks, ['database']);
    assert.equal(compose.networks.database.internal, true);
    const { database: _, ...others } = compose.services;
    for (const [name, { networks, image }] of Object.entries<Part>(others)) {
      assert.equal(networks.includes('database'), image.startsWith('lockstep:'), name);
    }
    for (const [, { environment = {} }] of services) {
      for (const [key, value] of Object.entries<string>(environment)) {
        if (/PASSWORD|SECRET|TOKEN|KEY/u.test(key)) assert.match(value, /^\/run\/secrets\//u);
        if (key === 'DATABASE_URL') assert.equal(new URL(value).password, '');
      }
    }
  });

  test('only this machine reaches the service without TLS', () => {
    assert.deepEqual(compose.services.serve.ports, ['127.0.0.1:7300:7300']);
    assert.equal(compose.services.proxy.command.at(-1), 'serve:7300');
  });

  test('Lockstep is of this version, and has the time to give work back', () => {
    for (const name of ['serve', 'worker', 'backup']) {
      const { image, stop_grace_period: grace } = compose.services[name];
      assert.equal(image, `lockstep:${version}`);
      assert.ok(Number.parseInt(grace, 10) * 1_000 > STOP_TIMEOUT_MS);
    }
  });
});
