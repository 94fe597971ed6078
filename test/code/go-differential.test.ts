import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { decode } from '../../src/checks/code/ir/encoding.ts';
import type { ModuleIr } from '../../src/checks/code/ir/ir.ts';
import { go } from '../../src/checks/code/languages/go/index.ts';
import { parseGo } from '../../src/checks/code/languages/go/syntax/parser.ts';
import { treeSitterOf, type CountNodes } from './tree-sitter.ts';

/** The grammar's types of nodes for each of ours. */
const NODES: Readonly<Record<string, readonly string[]>> = {
  func: ['function_declaration', 'method_declaration'],
  'func-literal': ['func_literal'],
  slice: ['slice_expression'],
  if: ['if_statement'],
  switch: ['expression_switch_statement'],
  'type-switch': ['type_switch_statement'],
  select: ['select_statement'],
  return: ['return_statement'],
  send: ['send_statement'],
  'struct-type': ['struct_type'],
  'interface-type': ['interface_type'],
  labeled: ['labeled_statement'],
};

/** Nodes that the grammar tells apart and we do not, or the other way: their sums are compared. */
const SUMS: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['typed-composite'], ['composite_literal']],
  [['selector'], ['selector_expression', 'qualified_type']],
  [['for', 'range'], ['for_statement']],
  [['call'], ['call_expression', 'type_conversion_expression']],
  [['operation-links'], ['binary_expression']],
];

/** The nodes of a tree by their kind; it may be deep, so it is walked with a list. */
function nodesOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const { declarations, lost } = parseGo(text);
  assert.deepEqual(lost, []);
  const open: unknown[] = [declarations];
  // Constants that repeat the values of the line before share them.
  const seen = new Set<unknown>();
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    for (const [kind, number] of countsOf(node)) counts.set(kind, (counts.get(kind) ?? 0) + number);
    open.push(...Object.values(node));
  }
  return counts;
}

function* countsOf(node: object): Generator<readonly [string, number]> {
  if ('kind' in node && typeof node.kind === 'string') {
    yield [node.kind, 1];
    // The type of an element of a list may be left out.
    if (node.kind === 'composite' && 'type' in node && node.type !== undefined) {
      yield ['typed-composite', 1];
    }
  }
  // `a + b + c` is one of ours and two of the grammar's.
  if ('operands' in node && Array.isArray(node.operands)) {
    yield ['operation-links', node.operands.length - 1];
  }
}

function compare(text: string, count: CountNodes): void {
  const theirs = count(text);
  if (theirs === undefined) return;
  const ours = nodesOf(text);
  const pairs = [
    ...Object.entries(NODES).map(([kind, names]) => [[kind], names] as const),
    ...SUMS,
  ];
  const different = pairs.flatMap(([kinds, names]) => {
    const [here, there] = [total(kinds, ours), total(names, theirs)];
    return here === there ? [] : [`${kinds.join('+')}: ${here}, not ${there}`];
  });
  assert.deepEqual(different, []);
}

function total(names: readonly string[], counts: ReadonlyMap<string, number>): number {
  return names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
}

function assertPlaces(module: ModuleIr, length: number): void {
  const ops = module.functions.flatMap(({ blocks }) =>
    blocks.flatMap((at) => [...decode(module, at)]),
  );
  for (const { start, end } of [...module.lost, ...module.functions, ...ops]) {
    assert.ok(start >= 0 && start <= end && end <= length);
  }
}

describe('Go as a well-kept grammar reads it', () => {
  let counter: CountNodes | undefined;
  const count: CountNodes = (text) => counter?.(text);
  before(async () => {
    counter = await treeSitterOf('go');
  });

  const fixtures = path.join(import.meta.dirname, 'fixtures/go');
  for (const name of readdirSync(fixtures)) {
    const text = readFileSync(path.join(fixtures, name), 'utf8');
    test(`${name} has the same nodes`, () => {
      assert.ok(count(text) !== undefined, 'the grammar does not read it');
      compare(text, count);
    });
    test(`${name} has a function of the intermediate form for each of its own`, () => {
      const nodes = nodesOf(text);
      const { functions } = go.lower(name, text).module;
      const own = functions.filter(({ start, end }) => text.slice(start, end).startsWith('func'));
      assert.equal(own.length, (nodes.get('func') ?? 0) + (nodes.get('func-literal') ?? 0));
    });
  }

  test('text that is cut and mixed is lowered, with places within it', () => {
    const texts = readdirSync(fixtures).map((name) =>
      readFileSync(path.join(fixtures, name), 'utf8'),
    );
    const place = fc.nat({ max: 6_000 });
    const piece = fc.tuple(fc.constantFrom(...texts), place, fc.nat({ max: 600 }));
    const pieces = fc.array(piece, { maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...texts), place, pieces, (whole, at, parts) => {
        const middle = parts.map(([text, from, length]) => text.slice(from, from + length));
        const mixed = whole.slice(0, at) + middle.join('') + whole.slice(at);
        assertPlaces(go.lower('a.go', mixed).module, mixed.length);
      }),
      { numRuns: 50 },
    );
  });

  // Real trees are not committed: a folder of them is named by hand.
  const trees = process.env['LOCKSTEP_CODE_TREES'];
  test('real trees have the same nodes', { skip: trees === undefined }, () => {
    const files = readdirSync(trees ?? '', { recursive: true })
      .map((name) => path.join(trees ?? '', String(name)))
      .filter((name) => name.endsWith('.go') && !name.includes('/testdata/'));
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
