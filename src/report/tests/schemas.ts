import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Validator = (value: unknown) => readonly string[];

/** The errors of a JSON value against a schema of `./schemas/` or, by a relative URL, of elsewhere; empty when valid. */
export function schemaValidator(name: string): Validator {
  const text = readFileSync(new URL(`./schemas/${name}`, import.meta.url), 'utf8');
  return compileSchema(JSON.parse(text));
}

/** Reads drafts 4 and 7 as 2020-12: the few words in which they differ are not used by the schemas here. */
export function compileSchema(schema: unknown): Validator {
  const dialects = new Set(['$schema', 'id']);
  const neutral: object = JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    dialects.has(key) && typeof value === 'string' ? undefined : value,
  );
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(neutral);
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
