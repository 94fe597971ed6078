import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test, type TestContext } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { tempTree } from '../io/tests/temp-tree.ts';
import { keyOf } from '../pipeline/tests/run-on.ts';
import { Examiner } from './examiner.ts';
import { Folder } from './folder.ts';
import type { EditorHost } from './host.ts';

const host: EditorHost = {
  registry: new URL('../pipeline/tests/trap-checks.ts', import.meta.url).href,
  requestOf: (folder) => ({
    path: folder,
    threads: 1,
    key: keyOf('a key for tests'),
    now: '2026-06-01T00:00:00.000Z',
  }),
  openAdvisories: () => Promise.resolve(undefined),
  recordVerdict: () => Promise.resolve(''),
};

/** What one text of a broken check leads to: what is shown, and what a person is told. */
async function examined(
  context: TestContext,
  text: string,
): Promise<{ readonly reasons: readonly string[]; readonly told: readonly string[] }> {
  const policy = 'version: 1\nlimits: { unit-timeout: 1s }\n';
  const root = tempTree(context, { 'lockstep.yaml': policy, 'a.txt': '' });
  const folder = new Folder(root, host);
  const document = TextDocument.create(
    pathToFileURL(path.join(root, 'a.txt')).href,
    'text',
    1,
    text,
  );
  const told: string[] = [];
  const examiner = await new Promise<Examiner>((resolve) => {
    const listening = new Examiner(host, {
      shown: () => resolve(listening),
      policy: () => undefined,
      failed: (message) => told.push(message),
    });
    context.after(() => {
      listening.stop();
      folder.stop();
    });
    listening.open(document, path.join(root, 'a.txt'), folder);
  });
  const { incomplete, findings } = examiner.shownOf(document.uri);
  assert.deepEqual(findings, []);
  return { reasons: incomplete.map(({ reason }) => reason), told };
}

for (const [word, reason] of [
  ['CRASH', 'crash'],
  ['EXIT', 'crash'],
  ['LOOP', 'timeout'],
] as const) {
  test(`a check that does ${word} is shown at the file and told, never silence`, async (context) => {
    const { reasons, told } = await examined(context, `${word} secret-text\n`);
    assert.deepEqual(reasons, [reason]);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /could not examine a\.txt/u);
    assert.ok(!told.join('').includes('secret-text'));
  });
}
