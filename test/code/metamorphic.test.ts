import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeRules } from '../../src/checks/code/rules/index.ts';
import { follow } from './follow.ts';
import { fixtures, type Fixture } from './metamorphic-fixtures.ts';

type Files = Readonly<Record<string, string>>;

const EXPECTED = ['command-injection'];

describe('a program that is written in another way is told the same', () => {
  for (const fixture of fixtures) {
    const text = textOf(fixture);

    test(`${fixture.id}: as it is, the flow is found`, () => {
      assert.deepEqual(found({ [fixture.path]: text }), EXPECTED);
    });

    test(`${fixture.id}: without the sink nothing is found`, () => {
      const without = text.replaceAll(/^.*SINK$/gmu, '');
      assert.notEqual(without, text);
      assert.deepEqual(found({ [fixture.path]: without }), []);
    });

    test(`${fixture.id}: local variables have other names`, () => {
      const renamed = fixture.locals.reduce(
        (known, name, index) =>
          known.replaceAll(new RegExp(String.raw`\b${name}\b`, 'gu'), `renamed${index}`),
        text,
      );
      assert.notEqual(renamed, text);
      assert.deepEqual(found({ [fixture.path]: renamed }), EXPECTED);
    });

    test(`${fixture.id}: functions stand in another order`, () => {
      for (const names of orders(Object.keys(fixture.functions))) {
        assert.deepEqual(
          found({ [fixture.path]: textOf(fixture, names) }),
          EXPECTED,
          names.join(', '),
        );
      }
    });

    test(`${fixture.id}: each function lies in a file of its own`, () => {
      for (const name of fixture.free) {
        assert.deepEqual(found(split(fixture, name)), EXPECTED, name);
      }
    });

    test(`${fixture.id}: lines are apart, with remarks between them`, () => {
      const wide = text.replaceAll('\n', `\n\n${fixture.comment}\n`);
      assert.deepEqual(found({ [fixture.path]: wide }), EXPECTED);
    });

    test(`${fixture.id}: the harm stands in blocks`, () => {
      const deeper = text.replaceAll(/^.*SINK$/gmu, (line) =>
        fixture.block(line.replace(/\s*(?:\/\/|#) SINK$/u, '')),
      );
      assert.notEqual(deeper, text);
      assert.deepEqual(found({ [fixture.path]: deeper }), EXPECTED);
    });
  }
});

const examples = codeRules.flatMap(({ id, examples: { hit } }) =>
  hit.map((example) => ({ ...example, rule: id.slice('code/'.length) })),
);

const rewritten: readonly (readonly [string, (path: string, text: string) => Files])[] = [
  ['with twice as many lines', (path, text) => ({ [path]: text.replaceAll('\n', '\n\n') })],
  ['with line ends of Windows', (path, text) => ({ [path]: text.replaceAll('\n', '\r\n') })],
  ['in tabs', (path, text) => ({ [path]: text.replaceAll(/^(?: {2})+/gmu, tabs) })],
  [
    'beside other files',
    (path, text) => ({ 'a/b.js': 'exports.x = (a) => a;', [path]: text, 'z.py': 'x = 1\n' }),
  ],
];

describe('an example of a rule that is written in another way is found as often', () => {
  const plain = new Map(
    examples.map((each) => [each, countOf({ [each.path]: each.text }, each.rule)]),
  );
  for (const [how, rewrite] of rewritten) {
    test(how, () => {
      const differing = examples.filter(
        (each) => countOf(rewrite(each.path, each.text), each.rule) !== plain.get(each),
      );
      assert.deepEqual(
        differing.map(({ rule, path }) => `${rule}: ${path}`),
        [],
      );
    });
  }
});

/** Slugs of what is found, in order, one a sink. */
function found(files: Files): readonly string[] {
  return follow(files)
    .flows.map(({ rule }) => rule)
    .toSorted();
}

function countOf(files: Files, rule: string): number {
  return found(files).filter((each) => each === rule).length;
}

function textOf(
  fixture: Fixture,
  names: readonly string[] = Object.keys(fixture.functions),
): string {
  const { head, functions, tail } = fixture;
  return [head, ...names.map((name) => functions[name] ?? ''), tail].join('');
}

function split(fixture: Fixture, name: string): Files {
  const { head, functions, path } = fixture;
  const rest = Object.keys(functions).filter((each) => each !== name);
  const [where, text] = fixture.moved(name, functions[name] ?? '');
  return {
    [path]: fixture.gets(name) + textOf(fixture, rest),
    [where]: head + text,
  };
}

function orders(names: readonly string[]): readonly (readonly string[])[] {
  if (names.length < 2) return [names];
  return names.flatMap((first) =>
    orders(names.filter((each) => each !== first)).map((rest) => [first, ...rest]),
  );
}

function tabs(spaces: string): string {
  return '\t'.repeat(spaces.length / 2);
}
