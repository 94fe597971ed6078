import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseSync } from 'oxc-parser';
import { decode } from '../../src/checks/code/ir/encoding.ts';
import type { ModuleIr, Op } from '../../src/checks/code/ir/ir.ts';
import { javascript } from '../../src/checks/code/languages/javascript/index.ts';

/** What both readers of a file have to agree on. Places are `start-end`. */
interface Facts {
  readonly calls: readonly string[];
  readonly templates: readonly string[];
  readonly functions: number;
}

/** Real code: our own, and packages that are here anyway, written by hand in several styles and compiled. */
const roots = [
  'src/checks',
  'src/model',
  'node_modules/ajv/lib',
  'node_modules/ajv/dist/vocabularies',
  'node_modules/js-yaml',
  'node_modules/yaml/dist/schema',
  'node_modules/fast-check',
];
const maxFiles = 60;
const maxFileBytes = 150_000;

function filesBelow(root: string): readonly string[] {
  const all = readdirSync(root, { recursive: true })
    .map((name) => path.join(root, String(name)))
    .filter((file) => /(?<!\.d)\.[cm]?[jt]sx?$/u.test(file))
    .toSorted();
  const step = Math.max(1, Math.floor(all.length / maxFiles));
  return all.filter((_, index) => index % step === 0);
}

const sources = roots
  .flatMap((root) => filesBelow(root))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  .filter(({ text }) => text.length < maxFileBytes);

function opsOf(module: ModuleIr): readonly Op[] {
  return module.functions.flatMap(({ blocks }) => blocks.flatMap((at) => [...decode(module, at)]));
}

function place({ start, end }: { readonly start: number; readonly end: number }): string {
  return `${start}-${end}`;
}

function ours(file: string, text: string): Facts {
  const { module, trouble } = javascript.lower(file, text);
  assert.equal(trouble, undefined, file);
  const calls: string[] = [];
  const templates: string[] = [];
  for (const op of opsOf(module)) {
    if (op.op === 'call' && (op.name !== 'require' || op.base !== undefined)) calls.push(place(op));
    if (op.op === 'concat') templates.push(place(op));
  }
  // One that only stores the fields of a class stands for no function of the text.
  const made = module.classes.filter(
    ({ construct, start }) => module.functions[construct]?.start === start,
  );
  return { calls, templates, functions: module.functions.length - 1 - made.length };
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

const callTypes = new Set([
  'CallExpression',
  'NewExpression',
  'TaggedTemplateExpression',
  'JSXElement',
  'JSXFragment',
]);
const functionTypes = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
]);

function theirs(file: string, text: string): Facts {
  const calls: string[] = [];
  const templates: string[] = [];
  let functions = 0;
  const open: unknown[] = [parseSync(file, text).program];
  while (open.length > 0) {
    const node = open.pop();
    if (Array.isArray(node)) open.push(...node);
    if (!isNode(node)) continue;
    if (isCall(node)) calls.push(place(node));
    if (functionTypes.has(node.type) && node['body'] !== null) functions += 1;
    if (isBuilt(node)) templates.push(place(node));
    open.push(...partsOf(node));
  }
  return { calls, templates, functions };
}

/** What `require` loads is a module of ours, not a call. */
function isCall({ type, callee }: Node): boolean {
  return callTypes.has(type) && !(isNode(callee) && callee['name'] === 'require');
}

/** The strings of a tagged template are no template of their own. */
function partsOf(node: Node): readonly unknown[] {
  return Object.entries(node).map(([key, value]) =>
    node.type === 'TaggedTemplateExpression' && key === 'quasi' && isNode(value)
      ? value['expressions']
      : value,
  );
}

/** A template with values. */
function isBuilt({ type, expressions }: Node): boolean {
  return type === 'TemplateLiteral' && Array.isArray(expressions) && expressions.length > 0;
}

describe('the front end of JavaScript, beside another parser', () => {
  test('both find the same calls, templates and functions at the same places', () => {
    assert.ok(sources.length > 100);
    for (const { file, text } of sources) {
      const [mine, other] = [ours(file, text), theirs(file, text)];
      assert.deepEqual(mine.calls.toSorted(), other.calls.toSorted(), `${file}: calls`);
      assert.equal(mine.functions, other.functions, `${file}: functions`);
      // Sums with `+` are put together as well, so that ours are more.
      const found = new Set(mine.templates);
      const missing = other.templates.filter((each) => !found.has(each));
      assert.deepEqual(missing, [], `${file}: templates`);
    }
  });

  test('a real file with any damage is lowered, and no place lies outside of it', () => {
    const small = sources.filter(({ text }) => text.length < 6_000);
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(40),
      insert: fc.constantFrom(
        '',
        '(',
        ')',
        '{',
        '}',
        '`',
        '"',
        '/*',
        '</a>',
        '=>',
        '\n',
        '${',
        '#',
      ),
    });
    fc.assert(
      fc.property(
        fc.nat(small.length - 1),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (index, changes) => {
          const { file = '', text = '' } = small[index] ?? {};
          let damaged = text;
          for (const { at, length, insert } of changes) {
            const from = Math.floor(at * damaged.length);
            damaged = damaged.slice(0, from) + insert + damaged.slice(from + length);
          }
          const { module } = javascript.lower(file, damaged);
          for (const { start, end } of [...opsOf(module), ...module.functions, ...module.lost]) {
            assert.ok(start >= 0 && start <= end && end <= damaged.length, `${start}-${end}`);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
