import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { suspicionsOf } from '../../src/checks/components/suspicious/suspicions.ts';
import { manifestFormats } from '../../src/collect/manifests/formats.ts';
import type { ComponentList, ManifestFile } from '../../src/model/component.ts';
import { fixtures, lackingFixtures } from './fixtures.ts';

const files: readonly string[] = [
  'gem-railsgoat/Gemfile.lock',
  'go-trivy/go.mod',
  'npm-parse-server/package-lock.json',
  'npm-threat-dragon/package-lock.json',
  'pip-pygoat/requirements.txt',
  'pipenv-checkov/Pipfile.lock',
  'yarn-berry-babel/yarn.lock',
  'yarn-v1-gatekeeper/yarn.lock',
];

function listIn(name: string): ComponentList {
  const format = manifestFormats.find(({ reads }) => reads(name));
  const file = read(name);
  assert.ok(format !== undefined && file !== undefined, name);
  const companions = new Map<string, ManifestFile>();
  for (const each of format.companions?.(file) ?? []) {
    const found = read(each);
    if (found !== undefined) companions.set(each, found);
  }
  const parsed = format.parse(file, companions);
  assert.ok(parsed.kind === 'parsed', name);
  return parsed.list;
}

function read(name: string): ManifestFile | undefined {
  const file = path.join(fixtures('real-lockfiles'), name);
  return existsSync(file) ? { path: name, text: readFileSync(file, 'utf8') } : undefined;
}

test(
  'of lockfiles of real projects nothing is suspicious, compared to themselves',
  { skip: lackingFixtures },
  () => {
    const lists = files.map(listIn);
    const context = {
      before: lists,
      settings: { privateNames: [], cooldownDays: 7 },
      now: '2027-01-01T00:00:00Z',
    };
    for (const list of lists) {
      const told = suspicionsOf(list, context).map(
        ({ signal, component, fact }) => `${list.components[component]?.name}: ${signal}, ${fact}`,
      );
      assert.deepEqual(told, [], path.dirname(list.path));
    }
  },
);
