import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { decode } from '../../src/checks/code/ir/encoding.ts';
import { java } from '../../src/checks/code/languages/java/index.ts';
import { parse } from '../../src/checks/code/languages/java/syntax/parse.ts';
import { treeSitterOf, type CountNodes } from './tree-sitter.ts';

/** The grammar's types of nodes for each of our kinds. */
const NODES: Readonly<Record<string, readonly string[]>> = {
  call: ['method_invocation', 'explicit_constructor_invocation'],
  new: ['object_creation_expression'],
  method: [
    'method_declaration',
    'constructor_declaration',
    'compact_constructor_declaration',
    'annotation_type_element_declaration',
  ],
  lambda: ['lambda_expression'],
  reference: ['method_reference'],
  field: ['field_declaration', 'constant_declaration'],
  each: ['enhanced_for_statement'],
  for: ['for_statement'],
  while: ['while_statement'],
  do: ['do_statement'],
  switch: ['switch_expression'],
  try: ['try_statement', 'try_with_resources_statement'],
  return: ['return_statement'],
  throw: ['throw_statement'],
  yield: ['yield_statement'],
  assign: ['assignment_expression'],
  update: ['update_expression'],
  choice: ['ternary_expression'],
  cast: ['cast_expression'],
  instanceof: ['instanceof_expression'],
  index: ['array_access'],
};

/** Resources are local variables for us, and kinds of their own for the grammar. */
const resourceNames = ['resource'];

/** The nodes of a file by their kind; the tree may be deep, so it is walked with a list. */
function nodesOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const { types, lost } = parse(text);
  assert.deepEqual(lost, []);
  const count = (kind: string, by: number): void =>
    void counts.set(kind, (counts.get(kind) ?? 0) + by);
  const open: unknown[] = [...types];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    if ('kind' in node && typeof node.kind === 'string') count(node.kind, 1);
    if ('resources' in node && Array.isArray(node.resources)) {
      count('resource', node.resources.length);
    }
    open.push(...Object.values(node));
  }
  return counts;
}

function compare(text: string, count: CountNodes): void {
  const theirs = count(text);
  if (theirs === undefined) return;
  const ours = nodesOf(text);
  const there = (names: readonly string[]): number =>
    names.reduce((total, name) => total + (theirs.get(name) ?? 0), 0);
  const different = Object.entries(NODES).flatMap(([kind, names]) => {
    const here = ours.get(kind) ?? 0;
    return here === there(names) ? [] : [`${kind}: ${here}, not ${there(names)}`];
  });
  assert.deepEqual(different, []);
  assert.equal(ours.get('resource') ?? 0, there(resourceNames));
}

describe('Java as a well-kept grammar reads it', () => {
  let counter: CountNodes | undefined;
  const count: CountNodes = (text) => counter?.(text);
  before(async () => {
    counter = await treeSitterOf('java');
  });

  const fixtures = path.join(import.meta.dirname, 'fixtures/java');
  for (const name of readdirSync(fixtures)) {
    const text = readFileSync(path.join(fixtures, name), 'utf8');
    test(`${name} has the same nodes`, () => {
      assert.ok(count(text) !== undefined, 'the grammar does not read it');
      compare(text, count);
    });
    test(`${name} has an operation of the intermediate form for each call, new and lambda`, () => {
      const nodes = nodesOf(text);
      const module = java.lower(name, text).module;
      const ops = module.functions.flatMap(({ blocks }) =>
        blocks.flatMap((at) => [...decode(module, at)]),
      );
      const places = (isNew: boolean): number =>
        new Set(
          ops.flatMap((op) =>
            op.op === 'call' && op.isNew === isNew ? [`${op.start}-${op.end}`] : [],
          ),
        ).size;
      assert.equal(places(false), nodes.get('call') ?? 0);
      // `Foo::new` and the constants of an enum make one each.
      const made = [...text.matchAll(/(?<!\])::new|^ {4}[A-Z]+\(\d\)/gmu)].length;
      assert.equal(places(true), (nodes.get('new') ?? 0) + made);
      const closures = ops.filter(({ op }) => op === 'closure').length;
      const references = [...text.matchAll(/::new/gu)].length;
      assert.equal(closures, (nodes.get('lambda') ?? 0) + references);
    });
  }

  // Real trees are not committed: a folder of them is named by hand.
  const trees = process.env['LOCKSTEP_CODE_TREES'];
  test('real trees have the same nodes', { skip: trees === undefined }, () => {
    const files = readdirSync(trees ?? '', { recursive: true })
      .map((name) => path.join(trees ?? '', String(name)))
      .filter((name) => name.endsWith('.java'));
    const different: string[] = [];
    for (const file of files) {
      try {
        compare(readFileSync(file, 'utf8'), count);
      } catch (error) {
        different.push(`${file}: ${error instanceof Error ? error.message : ''}`);
      }
    }
    assert.deepEqual(different, []);
  });
});
