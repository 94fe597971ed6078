import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { detectionOfThreat } from '../src/checks/components/installed-threats.ts';
import { examinePackage } from '../src/checks/components/threats/examine-package.ts';
import { checks } from '../src/checks/registry.ts';
import type { Check, CheckContext } from '../src/model/check.ts';
import type { EndpointRecord, EndpointSetting } from '../src/model/endpoint-check.ts';
import type { Endpoint } from '../src/model/endpoint.ts';
import type { FileClass } from '../src/model/file.ts';
import type { Detection } from '../src/model/finding.ts';
import type { Rule } from '../src/model/rule.ts';
import { exampleNow, exampleSettings } from '../src/checks/tls/record/good-observation.ts';
import { detectInLists, type ExampleLists } from '../src/checks/components/tests/example-lists.ts';
import { defaultTlsSettings } from '../src/model/tls-settings.ts';

const folder = path.resolve('src/checks');
const context: CheckContext = {
  keyedHash: (secret) => createHmac('sha256', 'contract').update(secret).digest('hex').slice(0, 24),
  tls: defaultTlsSettings,
};

function detect(check: Check, file: { name: string; bytes: Uint8Array }): readonly Detection[] {
  const fileClass: FileClass = /\.(?:zip|tar|t?gz|jar)$/.test(file.name) ? 'archive' : 'text';
  const emissions = check.examine({ path: file.name, bytes: file.bytes, fileClass }, context);
  return [...emissions].flatMap((each) => (each.kind === 'finding' ? [each.finding] : []));
}

/** Examples are files, excerpts of what an endpoint showed, laid over a good one, or lists with what is known of them. */
async function rulesFoundIn(
  check: Check,
  text: string,
  name = 'src/app.ts',
): Promise<readonly string[]> {
  const detections = await detectIn(check, text, name);
  return detections.map((finding) => finding.ruleId);
}

async function detectIn(check: Check, text: string, name: string): Promise<readonly Detection[]> {
  if (name.endsWith('.observation.json')) return detectAtEndpoint(check, text);
  if (name.endsWith('.components.json')) {
    const example: ExampleLists = JSON.parse(text);
    return detectInLists(example);
  }
  if (name.startsWith('node_modules/')) {
    const installed = { ecosystem: 'npm', name: 'left', version: '1.0.0' } as const;
    return examinePackage([{ path: path.basename(name), text }]).map((finding) =>
      detectionOfThreat(installed, finding),
    );
  }
  const file = { name, bytes: Buffer.from(text) };
  return check.program === undefined ? detect(check, file) : detectInProgram(check, [file]);
}

/** Files that are one program. */
async function detectInProgram(
  check: Check,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<readonly Detection[]> {
  assert.ok(check.program !== undefined);
  const engine = await check.program();
  const parts = files
    .filter(({ name }) => engine.roleOf(name) !== undefined)
    .flatMap(({ name, bytes }) => {
      const summary = engine.summarise({ path: name, bytes, fileClass: 'text' });
      return summary.state === 'unit' ? [{ path: name, unit: summary.unit }] : [];
    });
  const link = await engine.linker();
  const texts = files.map(
    ({ name, bytes }) => [name, Buffer.from(bytes).toString('utf8')] as const,
  );
  const byPath = new Map(texts);
  const linked = await link(parts, () => Promise.resolve(byPath));
  return linked.results(byPath).flatMap(({ detections }) => detections);
}

/** Of a list the last one is judged, beside the others; one with the same name is the record before it. */
async function detectAtEndpoint(check: Check, text: string): Promise<readonly Detection[]> {
  const { endpoints } = check;
  assert.ok(endpoints !== undefined, `${check.id} examines no endpoints`);
  const excerpt: unknown = JSON.parse(text);
  const list: readonly unknown[] = Array.isArray(excerpt) ? excerpt : [excerpt];
  const all = list.map((each) => endpoints.complete(each));
  const last = all.at(-1);
  assert.ok(last !== undefined);
  const previous = all.slice(0, -1).find(({ endpoint }) => endpoint === last.endpoint);
  const results = await endpoints.evaluate(
    all.filter((record) => record !== previous),
    {
      settings: exampleSettings,
      of: settingsOf(last.endpoint, previous),
      now: exampleNow,
    },
  );
  return results.at(-1)?.detections ?? [];
}

/** Only what examples are about: a record before, and an endpoint that no inventory knows. */
function settingsOf(
  name: string,
  previous: EndpointRecord | undefined,
): ReadonlyMap<string, EndpointSetting> {
  const isUndeclared = name.startsWith('undeclared.');
  if (previous === undefined && !isUndeclared) return new Map();
  const endpoint: Endpoint = {
    name,
    host: 'shop.example',
    port: 443,
    serverName: 'shop.example',
    zone: 'public',
    profile: 'intermediate',
  };
  const setting: EndpointSetting = {
    endpoint,
    ...(isUndeclared ? { isDeclared: false } : {}),
    ...(previous === undefined ? {} : { previous }),
  };
  return new Map([[name, setting]]);
}

test('the registry names every folder of checks, once', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  assert.deepEqual(
    checks.map((check) => check.id).toSorted(),
    folders.map((entry) => entry.name).toSorted(),
  );
});

for (const check of checks) {
  await check.prepare?.();
  describe(check.id, () => {
    test('rule ids are unique and begin with the id of their check', () => {
      const ids = check.rules.map((rule) => rule.id);
      assert.equal(new Set(ids).size, ids.length);
      for (const id of ids) assert.match(id, new RegExp(`^${check.id}/[a-z0-9]+(-[a-z0-9]+)*$`));
    });

    test('every rule says all that a reader needs', () => {
      for (const rule of check.rules) assertComplete(rule);
    });

    test('every rule finds its own bad examples and none of its good ones', async () => {
      for (const rule of check.rules) {
        for (const { text, path: name } of rule.examples.hit) {
          const found = await rulesFoundIn(check, text, name);
          assert.ok(found.includes(rule.id), `${rule.id} does not find: ${text} (${found.join()})`);
        }
        for (const { text, path: name } of rule.examples.ok) {
          const found = await rulesFoundIn(check, text, name);
          assert.ok(!found.includes(rule.id), `${rule.id} finds: ${text}`);
        }
      }
    });

    for (const fixture of fixturesOf(check)) {
      const why = fixture.name.slice(fixture.name.indexOf('.') + 1).replaceAll('-', ' ');
      test(fixture.isHit ? `finds ${why}` : `finds nothing in ${why}`, async () => {
        const files = fixture.files.map((file) => ({
          name: path.relative(fixture.folder, file).replaceAll('\\', '/'),
          bytes: readFileSync(file),
        }));
        if (check.program !== undefined) {
          assertFound(await detectInProgram(check, files), fixture.isHit, fixture.name);
          return;
        }
        for (const file of files) assertFound(detect(check, file), fixture.isHit, file.name);
      });
    }
  });
}

function assertFound(found: readonly Detection[], isHit: boolean, where: string): void {
  assert.equal(found.length > 0, isHit, `${where}: ${found.map((each) => each.ruleId).join()}`);
}

function assertComplete(rule: Rule): void {
  const { id, title, what, why, fix } = rule;
  for (const text of [title, what, why, fix]) assert.ok(text.trim().length > 0, id);
  assert.doesNotMatch(title, /\.$/, `${id}: a title has no full stop`);
  for (const text of [what, why, fix]) assert.match(text, /[.)]$/, `${id}: ${text}`);
  assert.ok(rule.cwe.length > 0 && rule.cwe.every((cwe) => Number.isInteger(cwe)), id);
  assert.ok(rule.owasp.length > 0, id);
  assert.ok(Number.isInteger(rule.version) && rule.version > 0, id);
  assert.ok(rule.references.length > 0, id);
  for (const reference of rule.references) assert.match(reference, /^https:\/\/\S+$/, id);
  assert.ok(rule.examples.hit.length > 0, `${id}: no bad example`);
  assert.ok(rule.examples.ok.length > 0, `${id}: no good example`);
}

interface Fixture {
  readonly name: string;
  readonly folder: string;
  readonly isHit: boolean;
  readonly files: readonly string[];
}

function fixturesOf(check: Check): readonly Fixture[] {
  const tests = path.join(folder, check.id, 'tests');
  if (!existsSync(tests)) return [];
  return readdirSync(tests)
    .filter((name) => /^(?:hit|ok)\./.test(name))
    .toSorted()
    .map((name) => ({
      name,
      folder: path.join(tests, name),
      isHit: name.startsWith('hit.'),
      files: filesIn(path.join(tests, name)),
    }));
}

function filesIn(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
