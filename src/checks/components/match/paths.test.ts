import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { listOf } from '../tests/example-lists.ts';
import { DependencyPaths } from './paths.ts';

interface Node {
  readonly direct: boolean;
  readonly dependsOn: readonly number[];
}

function pathsIn(nodes: readonly Node[]): DependencyPaths {
  return new DependencyPaths(listOf(nodes));
}

test('the shortest path and the number of paths', () => {
  const paths = pathsIn([
    { direct: true, dependsOn: [1, 2] },
    { direct: false, dependsOn: [3] },
    { direct: false, dependsOn: [3] },
    { direct: false, dependsOn: [] },
    { direct: true, dependsOn: [3] },
    { direct: false, dependsOn: [] },
  ]);
  assert.deepEqual(paths.shortest(3), [4, 3]);
  assert.deepEqual(paths.shortest(1), [0, 1]);
  assert.deepEqual(paths.shortest(0), [0]);
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5].map((index) => paths.count(index)),
    [1, 1, 1, 3, 1, 0],
  );
  assert.deepEqual(paths.shortest(5), []);
});

test('a circle ends, and counts as one step', () => {
  const paths = pathsIn([
    { direct: true, dependsOn: [1] },
    { direct: false, dependsOn: [2] },
    { direct: false, dependsOn: [1, 3] },
    { direct: false, dependsOn: [] },
  ]);
  assert.equal(paths.count(3), 1);
  assert.deepEqual(paths.shortest(3), [0, 1, 2, 3]);
});

test('a deep graph with very many paths is counted up to a bound, without recursion', () => {
  const layers = 20_000;
  const nodes = Array.from({ length: layers * 2 }, (_, index): Node => {
    const next = (Math.floor(index / 2) + 1) * 2;
    return { direct: index < 2, dependsOn: next < layers * 2 ? [next, next + 1] : [] };
  });
  assert.equal(pathsIn(nodes).count(layers * 2 - 1), 1_000_000_000);
});

test('without circles the count is that of a walk over every path', () => {
  const graph = fc.integer({ min: 1, max: 8 }).chain((size) =>
    fc.tuple(
      ...Array.from({ length: size }, (_, index) =>
        fc.record({
          direct: fc.boolean(),
          dependsOn: fc.subarray(
            Array.from({ length: size - index - 1 }, (__, at) => index + 1 + at),
          ),
        }),
      ),
    ),
  );
  fc.assert(
    fc.property(graph, (nodes) => {
      const walked = nodes.map(() => 0);
      const walk = (index: number): void => {
        walked[index] = (walked[index] ?? 0) + 1;
        for (const next of nodes[index]?.dependsOn ?? []) walk(next);
      };
      for (const [index, { direct }] of nodes.entries()) if (direct) walk(index);
      const paths = pathsIn(nodes);
      assert.deepEqual(
        nodes.map((_, index) => paths.count(index)),
        walked,
      );
    }),
  );
});
