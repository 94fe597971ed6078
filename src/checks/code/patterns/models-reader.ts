import { quote } from '../../../model/quote.ts';
import type { Reader } from '../../../model/yaml/reader.ts';
import {
  boolean,
  defaulting,
  describe,
  either,
  integer,
  listOf,
  map,
  mapOf,
  object,
  oneOf,
  optional,
  required,
  text,
} from '../../../model/yaml/reader.ts';
import { FAMILIES, type Family } from '../models/families.ts';
import type { Condition, Model, ModelPack } from '../models/model.ts';

const slug = text(100, {
  schema: { pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
  check: (value) =>
    /^[a-z0-9][a-z0-9-]{0,99}$/u.test(value)
      ? undefined
      : {
          what: `${quote(value)} is no name`,
          repair: 'use lower case letters, digits and hyphens',
        },
});

const path = text(300, {
  check: (value) =>
    /^[\w$@*./\-#:[\]]{1,298}(?:\(\))?=?$/u.test(value)
      ? undefined
      : {
          what: `${quote(value)} is no path of a library`,
          repair: 'write it like express.Request.query or child_process.exec()',
        },
});

const position = text(200, {
  check: (value) =>
    /^(?:\d{1,2}[+*]?|\*|this|result|source|key:\w{1,60})(?:\.[\w*{}-]{1,100}){0,10}$/u.test(value)
      ? undefined
      : {
          what: `${quote(value)} is no place of a call`,
          repair:
            'write 0 (the first argument), 1+, *, this, result or key:name, and members: 0.sql',
        },
});

const families: Reader<readonly Family[] | 'all'> = either(
  oneOf(['all']),
  listOf(oneOf(FAMILIES), 40),
);
const kinds = [
  'remote',
  'dom',
  'page',
  'stored',
  'local',
  'library',
  'secret',
  'random',
  'foreign',
] as const;
const confidence = oneOf(['high', 'medium', 'low']);
const constant: Reader<string | number | boolean> = {
  schema: { type: ['string', 'number', 'boolean'] },
  read(tree, problems) {
    if (tree.kind === 'scalar' && tree.value !== null) return tree.value;
    problems.push({ at: tree.at, what: 'text, a number, true or false is needed here' });
    return undefined;
  },
};
const constants = either(constant, listOf(constant, 100));

const condition: Reader<Condition> = object({
  at: required(position),
  is: optional(describe('A constant equal to one of these.', constants)),
  isNot: optional(describe('Anything but surely one of these.', constants)),
  absent: optional(boolean),
  given: optional(boolean),
  dynamic: optional(describe('Not a constant.', boolean)),
  built: optional(describe('Put together from parts.', boolean)),
  below: optional(describe('A smaller number than this.', integer(0, 1_000_000_000))),
});

const when = listOf(condition, 20);

const source = object({
  kind: required(oneOf(kinds)),
  what: required(describe('For the trace: "query parameter".', text(100))),
  clean: optional(listOf(oneOf(FAMILIES), 40)),
});

const sink = object({
  rule: required(describe('Slug of a rule of the code check: sql-injection.', slug)),
  at: required(listOf(position, 20)),
  family: optional(oneOf(FAMILIES)),
  kinds: optional(listOf(oneOf(kinds), 8)),
  confidence: optional(confidence),
  when: optional(when),
});

const misuse = object({
  rule: required(slug),
  when: required(when),
  confidence: optional(confidence),
  shows: optional(text(200)),
});

const guard = object({
  at: required(position),
  cleans: required(families),
  always: optional(describe('It throws or ends the request where the value is not safe.', boolean)),
  negative: optional(describe('The value is safe where the call is false.', boolean)),
});

const flow: Reader<readonly [string, string]> = {
  schema: { type: 'array', items: position.schema, minItems: 2, maxItems: 2 },
  read(tree, problems) {
    const [from, to, ...more] = listOf(position, 2).read(tree, problems) ?? [];
    if (from !== undefined && to !== undefined && more.length === 0) return [from, to];
    problems.push({
      at: tree.at,
      what: 'two places are needed here',
      repair: "write ['0', result]",
    });
    return undefined;
  },
};

const model: Reader<Model> = object({
  type: optional(describe('Type of the value, or of what the call yields.', path)),
  source: optional(source),
  sinks: optional(listOf(sink, 50)),
  misuses: optional(listOf(misuse, 50)),
  flows: optional(describe('Where data goes: [from, to].', listOf(flow, 50))),
  cleans: optional(describe('The result is safe for these.', families)),
  guards: optional(listOf(guard, 20)),
});

const anyPath = (value: string): { readonly what: string } | undefined =>
  value.length <= 300 && value !== '__proto__' ? undefined : { what: `${quote(value)} is no path` };

function pathsTo<T>(reader: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return map(mapOf(anyPath, reader, { minLength: 1, maxLength: 300 }), (entries) =>
    Object.fromEntries(entries.map(({ key, value }) => [key, value])),
  );
}

const languages = map(
  listOf(oneOf(['javascript', 'typescript', 'python', 'java', 'go']), 10),
  (names) => [...new Set(names.map((name) => (name === 'typescript' ? 'javascript' : name)))],
);

/** What a library does, in the words of Lockstep's own models; without regular expressions. */
export const packReader: Reader<ModelPack> = object({
  id: required(slug),
  languages: required(languages),
  about: defaulting(text(1_000), ''),
  paths: required(
    describe('By path: express.Request.query, child_process.exec().', pathsTo(model)),
  ),
  extends: optional(describe('Types that a type inherits from.', pathsTo(listOf(path, 20)))),
  aliases: optional(describe('Other names of the same thing.', pathsTo(path))),
});
