import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { placeOf } from '../engine/position.ts';
import { codeRules } from '../rules/index.ts';
import { allPacks } from './all.ts';
import type { Condition, Model, ModelPack, Path, SinkModel } from './model.ts';

const slugs = new Set(codeRules.map(({ id }) => id.slice('code/'.length)));
const languages = [...new Set(allPacks.flatMap((pack) => pack.languages))];
/** Longer ones are read by nobody. */
const MAX_PATTERN_CHARACTERS = 300;

describe('the models', () => {
  test('no two packs of a language describe the same path', () => {
    for (const language of languages) {
      const owners = new Map<Path, string>();
      for (const pack of packsOf(language)) {
        for (const path of Object.keys(pack.paths)) {
          assert.equal(owners.get(path), undefined, `${language}: ${path} of ${pack.id}`);
          owners.set(path, pack.id);
        }
      }
    }
  });

  test('no two packs of a language have the same name', () => {
    for (const language of languages) {
      const ids = packsOf(language).map(({ id }) => id);
      assert.deepEqual(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        [],
      );
    }
  });

  test('every sink and misuse of JavaScript names a rule that exists', () => {
    for (const { where, rule } of rulesOf(packsOf('javascript'))) {
      assert.ok(slugs.has(rule), `${where}: ${rule}`);
    }
  });

  test('every path is well formed', () => {
    for (const { pack, path } of pathsOf(allPacks)) {
      assert.match(path, /^[^\s()=]+(?: [^\s()=]+)*(?:\(\))*=?$/u, `${pack.id}: ${path}`);
      assert.doesNotMatch(path, /^\.|\.\.|\.$|\.\(/u, `${pack.id}: ${path}`);
    }
  });

  test('every position can be read', () => {
    for (const { where, position } of positionsOf(allPacks)) {
      assert.doesNotThrow(() => placeOf(position), where);
    }
  });

  test('every pattern compiles and is short', () => {
    for (const { where, condition } of conditionsOf(allPacks)) {
      for (const pattern of [condition.matches, condition.matchesNot, condition.begins]) {
        if (pattern === undefined) continue;
        assert.ok(pattern.length <= MAX_PATTERN_CHARACTERS, where);
        assert.doesNotThrow(() => new RegExp(pattern, 'iu'), `${where}: ${pattern}`);
      }
    }
  });

  test('every position of a condition can be read', () => {
    for (const { where, condition } of conditionsOf(allPacks)) {
      assert.doesNotThrow(() => placeOf(condition.at), where);
    }
  });

  test('an alias leads to a path, and not to itself', () => {
    for (const pack of allPacks) {
      for (const [from, to] of Object.entries(pack.aliases ?? {})) {
        assert.notEqual(from, to, pack.id);
        assert.match(from, /^\S+$/u, pack.id);
      }
    }
  });
});

describe('the rules', () => {
  test('each has a slug of its own, and its file is named after it', () => {
    assert.equal(slugs.size, codeRules.length);
    for (const slug of slugs) assert.match(slug, /^[a-z0-9]+(?:-[a-z0-9]+)*$/u);
  });

  test('a rule about a flow says which sources count, what is missing and what helps', () => {
    for (const { id, family, sources = [], missing = '', remedy = '' } of codeRules) {
      if (family === undefined) continue;
      assert.ok(sources.length > 0 && missing !== '' && remedy !== '', id);
    }
  });

  test('each shows at least one text that it finds and one that it does not', () => {
    for (const { id, examples } of codeRules) {
      assert.ok(examples.hit.length > 0 && examples.ok.length > 0, id);
    }
  });
});

function packsOf(language: string): readonly ModelPack[] {
  return allPacks.filter((pack) => pack.languages.includes(language));
}

function pathsOf(
  packs: readonly ModelPack[],
): readonly { readonly pack: ModelPack; readonly path: Path; readonly model: Model }[] {
  return packs.flatMap((pack) =>
    Object.entries(pack.paths).map(([path, model]) => ({ pack, path, model })),
  );
}

function sinksOf(packs: readonly ModelPack[]): readonly { where: string; sink: SinkModel }[] {
  const ofPaths = pathsOf(packs).flatMap(({ pack, path, model }) =>
    [...(model.sinks ?? []), ...(model.handlers ?? []).flatMap(({ returns = [] }) => returns)].map(
      (sink) => ({ where: `${pack.id}: ${path}`, sink }),
    ),
  );
  const ofOthers = packs.flatMap((pack) =>
    [
      ...Object.entries(pack.marks ?? {}).map(([name, mark]) => ({ name, returns: mark.returns })),
      ...(pack.overrides ?? []).map(({ type, returns }) => ({ name: type, returns })),
    ].flatMap(({ name, returns = [] }) =>
      returns.map((sink) => ({ where: `${pack.id}: ${name}`, sink })),
    ),
  );
  return [...ofPaths, ...ofOthers];
}

function misusesOf(
  packs: readonly ModelPack[],
): readonly { where: string; rule: string; when: readonly Condition[] }[] {
  return packs.flatMap((pack) =>
    [...Object.entries(pack.paths), ...Object.entries(pack.marks ?? {})].flatMap(
      ([path, { misuses = [] }]) =>
        misuses.map(({ rule, when }) => ({ where: `${pack.id}: ${path}`, rule, when })),
    ),
  );
}

function rulesOf(packs: readonly ModelPack[]): readonly { where: string; rule: string }[] {
  return [
    ...sinksOf(packs).map(({ where, sink }) => ({ where, rule: sink.rule })),
    ...misusesOf(packs),
  ];
}

function conditionsOf(
  packs: readonly ModelPack[],
): readonly { readonly where: string; readonly condition: Condition }[] {
  const guards = pathsOf(packs).flatMap(({ pack, path, model }) => [
    ...(model.guards ?? []).map((guard) => ({ where: `${pack.id}: ${path}`, when: guard.when })),
    ...(model.cleansIf ?? []).map(({ when }) => ({ where: `${pack.id}: ${path}`, when })),
  ]);
  const sinks = sinksOf(packs).map(({ where, sink }) => ({ where, when: sink.when }));
  return [...guards, ...sinks, ...misusesOf(packs)].flatMap(({ where, when = [] }) =>
    when.map((condition) => ({ where, condition })),
  );
}

function positionsOf(
  packs: readonly ModelPack[],
): readonly { readonly where: string; readonly position: string }[] {
  const ofSinks = sinksOf(packs).flatMap(({ where, sink }) =>
    sink.at.map((position) => ({ where, position })),
  );
  const ofModels = pathsOf(packs).flatMap(({ pack, path, model }) =>
    [
      ...(model.flows ?? []).flat().filter((each) => each !== 'source'),
      ...(model.guards ?? []).map(({ at }) => at),
      ...(model.handlers ?? []).map(({ at }) => at),
      ...(model.callbacks ?? []).flatMap(({ at, params, returns }) => [
        at,
        ...params.filter((each) => each !== '' && each !== 'source'),
        ...(returns === undefined ? [] : [returns]),
      ]),
      ...Object.entries(model.sets ?? {}).flatMap(([to, from]) =>
        from.startsWith('=') ? [to] : [to, from],
      ),
    ].map((position) => ({ where: `${pack.id}: ${path}`, position })),
  );
  return [...ofSinks, ...ofModels];
}
