import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { parseFile } from '../../src/checks/code/languages/python/parse.ts';
import { python } from '../../src/checks/code/languages/python/index.ts';
import { treeSitterOf, type CountNodes } from './tree-sitter.ts';

/** The grammar's types of nodes for each of ours. */
const NODES: Readonly<Record<string, readonly string[]>> = {
  Call: ['call'],
  Function: ['function_definition'],
  Lambda: ['lambda'],
  Class: ['class_definition'],
  Attribute: ['attribute'],
  Subscript: ['subscript', 'generic_type'],
  From: ['import_from_statement', 'future_import_statement'],
  Import: ['import_statement'],
  If: ['if_statement'],
  For: ['for_statement'],
  While: ['while_statement'],
  Try: ['try_statement'],
  With: ['with_statement'],
  Return: ['return_statement'],
  Choice: ['conditional_expression'],
  Bool: ['boolean_operator'],
  Await: ['await'],
};

/** The nodes of a tree by their type; it may be deep, so it is walked with a list. */
function nodesOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const { body, lost } = parseFile(text);
  assert.deepEqual(lost, []);
  const open: unknown[] = [body];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null || node instanceof Map) continue;
    if ('type' in node && typeof node.type === 'string') {
      // `a and b and c` is one of ours and two of the grammar's.
      const links = node.type === 'Bool' && 'values' in node && Array.isArray(node.values);
      const count = links && Array.isArray(node.values) ? node.values.length - 1 : 1;
      counts.set(node.type, (counts.get(node.type) ?? 0) + count);
    }
    open.push(...Object.values(node));
  }
  return counts;
}

function compare(text: string, count: CountNodes): void {
  const theirs = count(text);
  if (theirs === undefined) return;
  const ours = nodesOf(text);
  const different = Object.entries(NODES).flatMap(([type, names]) => {
    const [here, there] = [ours.get(type) ?? 0, sum(names.map((name) => theirs.get(name) ?? 0))];
    return here === there ? [] : [`${type}: ${here}, not ${there}`];
  });
  assert.deepEqual(different, []);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

describe('Python as a well-kept grammar reads it', () => {
  let counter: CountNodes | undefined;
  const count: CountNodes = (text) => counter?.(text);
  before(async () => {
    counter = await treeSitterOf('python');
  });

  const fixtures = path.join(import.meta.dirname, 'fixtures/python');
  for (const name of readdirSync(fixtures)) {
    const text = readFileSync(path.join(fixtures, name), 'utf8');
    test(`${name} has the same nodes`, () => {
      assert.ok(count(text) !== undefined, 'the grammar does not read it');
      compare(text, count);
    });
    test(`${name} has a function of the intermediate form for each of its own`, () => {
      const nodes = nodesOf(text);
      const { functions, classes } = python.lower(name, text).module;
      const made = functions.filter(({ start, end }) => text.slice(start, end) === '');
      const expected = (nodes.get('Function') ?? 0) + (nodes.get('Lambda') ?? 0) + 1;
      assert.equal(functions.length - made.length, expected);
      assert.equal(classes.length, nodes.get('Class') ?? 0);
    });
  }

  // Real trees are not committed: a folder of them is named by hand.
  const trees = process.env['LOCKSTEP_CODE_TREES'];
  test('real trees have the same nodes', { skip: trees === undefined }, () => {
    const files = readdirSync(trees ?? '', { recursive: true })
      .map((name) => path.join(trees ?? '', String(name)))
      .filter((name) => name.endsWith('.py'));
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
