import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

/** Values of the documents in a file. */
export function documentsOf(file: string): readonly unknown[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => {
    assert.deepEqual(document.errors, []);
    return document.toJS();
  });
}

/** Every text under these keys, anywhere in a file, in order. */
export function scriptsOf(file: string, ...keys: readonly string[]): readonly string[] {
  const found: string[] = [];
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (keys.includes(key)) found.push(value);
    } else if (Array.isArray(value)) {
      for (const each of value) walk(each, key);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, each] of Object.entries(value)) walk(each, name);
    }
  };
  for (const document of documentsOf(file)) walk(document, '');
  return found;
}
