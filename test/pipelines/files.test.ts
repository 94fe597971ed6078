import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { documentsOf, scriptsOf } from './ready-files.ts';

function validatorOf(schema: string): (value: unknown) => string {
  const packed = readFileSync(`test/pipelines/schemas/${schema}.json.gz`);
  const ajv = new Ajv({ strict: false, allErrors: false, unicodeRegExp: false });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(gunzipSync(packed).toString('utf8')));
  return (value) => (validate(value) ? '' : ajv.errorsText(validate.errors?.slice(0, 40)));
}

const files: Readonly<Record<string, readonly string[]>> = {
  'github-actions': ['action.yml'],
  'github-workflows': ['integrations/github/lockstep.yml'],
  'gitlab-ci': ['templates/lockstep.yml', 'integrations/gitlab/.gitlab-ci.yml'],
  'azure-pipelines': [
    'integrations/azure/azure-pipelines.yml',
    'integrations/azure/lockstep-steps.yml',
  ],
  'pre-commit-hooks': ['.pre-commit-hooks.yaml'],
};

/** Of a type that no key of these files has. */
const wrong = { steps: 7, runs: 7, jobs: 7, include: 7, stages: 7 };

describe('ready files', () => {
  for (const [schema, names] of Object.entries(files)) {
    test(`of ${schema} are what its schema asks for`, () => {
      const faultOf = validatorOf(schema);
      for (const document of names.flatMap(documentsOf)) {
        assert.equal(faultOf(document), '');
        const broken = Array.isArray(document) ? [{ id: 1 }] : wrong;
        assert.notEqual(faultOf(broken), '', 'a schema that refuses nothing');
      }
    });
  }

  test('name actions of others by commit, with the version beside it', () => {
    for (const file of ['action.yml', 'integrations/github/lockstep.yml']) {
      const uses = readFileSync(file, 'utf8').match(/uses: .+/gu) ?? [];
      assert.ok(uses.length > 0);
      for (const line of uses) {
        assert.match(line, /@[0-9a-f]{40} # v\d+\.\d+\.\d+$|OWNER\/lockstep@0{40}$/u);
      }
    }
  });

  test('put nothing of an event into a script: it comes by the environment', () => {
    const scripts = scriptsOf('action.yml', 'run');
    assert.equal(scripts.length, 3);
    for (const script of scripts) assert.doesNotMatch(script, /\$\{\{/u);
    for (const script of scriptsOf('integrations/azure/lockstep-steps.yml', 'bash')) {
      assert.doesNotMatch(script, /\$\{\{|\$\(/u);
    }
    for (const script of scriptsOf('templates/lockstep.yml', 'script')) {
      assert.doesNotMatch(script, /\$\[\[|CI_COMMIT|CI_MERGE_REQUEST/u);
    }
  });
});
