import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { validate } from 'dockerfile-utils';
import { version } from '../../src/model/version.ts';
import { dockerfile } from './dockerfile.ts';

const image = dockerfile();
const all = image.stages.flat();
const ofName = (name: string): readonly string[] =>
  all.filter((instruction) => instruction.name === name).map(({ text }) => text);

describe('Dockerfile', () => {
  test('has nothing that its linter objects to', () => {
    assert.deepEqual(
      validate(image.text).map(
        ({ message, range }) => `${range.start.line + 1}: ${JSON.stringify(message)}`,
      ),
      [],
    );
    assert.notDeepEqual(validate('FROM node:24\nRUNN true\n'), []);
  });

  test('begins with a version to the last digit, in every stage', () => {
    assert.deepEqual(
      new Set(ofName('FROM').map((text) => text.split(' ')[0])),
      new Set(['${NODE_IMAGE}']),
    );
    assert.match(
      image.text,
      /^ARG NODE_IMAGE=docker\.io\/library\/node:\d+\.\d+\.\d+-[a-z]+-slim$/mu,
    );
  });

  test('the image runs as a user by number, who is not root', () => {
    const [, uid = '0', gid = '0'] = /^(\d+):(\d+)$/u.exec(image.user) ?? [];
    assert.ok(Number(uid) >= 10_000 && Number(gid) >= 10_000, image.user);
    const last = image.stages.at(-1) ?? [];
    const place = last.findIndex(({ name }) => name === 'USER');
    assert.ok(last.slice(place).every(({ name }) => name !== 'RUN' && name !== 'COPY'));
  });

  test('holds nothing of the build but what is published, no secret, and nothing fetched past a package manager', () => {
    assert.deepEqual(
      image.stages
        .at(-1)
        ?.filter(({ name }) => name === 'COPY')
        .map(({ text }) => text),
      ['--from=build /app /app'],
    );
    assert.deepEqual(ofName('ADD'), []);
    assert.doesNotMatch(ofName('RUN').join('\n'), /curl|wget|https?:/u);
    const settings = [...ofName('ENV'), ...ofName('ARG')].join(' ');
    assert.doesNotMatch(settings, /PASSWORD|SECRET|TOKEN|KEY|_URL/u);
  });

  test('what it is labelled with is this version, and what it tells to ask is a route', () => {
    assert.match(ofName('LABEL').join(' '), new RegExp(`image\\.version="${version}"`, 'u'));
    const [, route = ''] = /127\.0\.0\.1:7300(\/[a-z]+)/u.exec(image.healthcheck.join(' ')) ?? [];
    const { paths }: { paths: object } = JSON.parse(readFileSync('schema/openapi.json', 'utf8'));
    assert.ok(route in paths, route);
    assert.deepEqual(ofName('EXPOSE'), ['7300']);
  });

  test('what the build does not need does not come into its context', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    for (const name of ['.git', '**/node_modules', '**/.env*', 'deploy']) {
      assert.ok(ignored.includes(name), name);
    }
  });
});
