import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The errors of a JSON value against a schema of `./schemas/` or, by a relative URL, of elsewhere; empty when valid. */
export function schemaValidator(name: string): (value: unknown) => readonly string[] {
  const text = readFileSync(new URL(`./schemas/${name}`, import.meta.url), 'utf8');
  // Ajv knows draft 7 and 2020-12: the few words in which the older drafts of these schemas differ are not used.
  const schema: object = JSON.parse(text, (key, value: unknown) =>
    key === '$schema' || key === 'id' ? (typeof value === 'string' ? undefined : value) : value,
  );
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
