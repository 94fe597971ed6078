import { jsonFault, type JsonFault } from '../model/json-structure.ts';
import { BaselineProblem } from './baseline-fields.ts';

/** A baseline has three levels; a finding takes more than 250 bytes, so a baseline of 32 MiB has fewer objects. */
const bounds = { maxDepth: 8, maxObjects: 150_000 };

const words: Readonly<Record<JsonFault['kind'], string>> = {
  depth: 'lists or objects nested too deep',
  objects: 'more findings than a baseline can have',
  escape: 'a field name with an escape',
  twice: 'a field that stands twice',
};

/** Refuses, before it is parsed, what `JSON.parse` would take too much memory for or pass over in silence. */
export function checkStructure(json: string): void {
  const fault = jsonFault(json, bounds);
  if (fault !== undefined) {
    throw new BaselineProblem(`${words[fault.kind]}, on line ${fault.line}`);
  }
}
