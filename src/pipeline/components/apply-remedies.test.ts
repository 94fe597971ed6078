import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { versionOrder } from '../../checks/components/remedy/version-order.ts';
import { manifestFormats } from '../../collect/manifests/formats.ts';
import type { Remedy } from '../../model/remedy.ts';
import { applyRemedies } from './apply-remedies.ts';
import { editManifest } from './edit/edit-manifest.ts';

function inFolder(files: Readonly<Record<string, string>>, act: (root: string) => void): void {
  const root = mkdtempSync(path.join(tmpdir(), 'lockstep-apply-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    act(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function remedyOf(name: string, rest: Partial<Remedy> = {}): Remedy {
  return {
    kind: 'upgrade',
    name,
    from: '1.0.0',
    to: '2.0.0',
    at: { path: 'package.json', line: 3 },
    breaking: true,
    sentence: '',
    edit: { manager: 'npm', constraint: '^2.0.0' },
    ...rest,
  };
}

const manifest = '{\n  "dependencies": {\n    "a": "^1.0.0",\n    "b": "~1.0.0"\n  }\n}\n';
const options = { order: versionOrder, write: true };

test('the manifest is changed on the disk, and the change is told as a patch', () => {
  inFolder({ 'package.json': manifest }, (root) => {
    const told = applyRemedies([remedyOf('a')], { root, ...options, write: false });
    assert.equal(told.written, false);
    assert.equal(readFileSync(path.join(root, 'package.json'), 'utf8'), manifest);
    const done = applyRemedies([remedyOf('a'), remedyOf('b')], { root, ...options });
    assert.equal(done.written, true);
    assert.deepEqual(done.refused, []);
    assert.deepEqual(
      done.edited.map((each) => [each.path, each.remedies.map(({ name }) => name)]),
      [['package.json', ['a', 'b']]],
    );
    assert.match(
      told.edited[0]?.diff ?? '',
      /^--- a\/package\.json\n\+\+\+ b\/package\.json\n@@.*\n.*\n.*\n-    "a": "\^1\.0\.0",\n\+    "a": "\^2\.0\.0",\n/,
    );
    assert.equal(
      readFileSync(path.join(root, 'package.json'), 'utf8'),
      manifest.replace('^1', '^2').replace('~1', '~2'),
    );
  });
});

test('of changes that go together all are made or none', () => {
  inFolder({ 'package.json': manifest }, (root) => {
    const both = remedyOf('a', { together: [remedyOf('gone')] });
    const done = applyRemedies([both], { root, ...options });
    assert.deepEqual(done.edited, []);
    assert.deepEqual(
      done.refused.map(({ reason }) => reason),
      ['package.json: it does not say where gone is declared'],
    );
    assert.equal(readFileSync(path.join(root, 'package.json'), 'utf8'), manifest);
  });
});

test('nothing outside of the target and nothing behind a link is read or written', () => {
  inFolder({ 'out/package.json': manifest, 'in/x': '' }, (folder) => {
    const root = path.join(folder, 'in');
    symlinkSync('../out', path.join(root, 'linked'));
    symlinkSync('../out/package.json', path.join(root, 'package.json'));
    const places = [
      '../out/package.json',
      'linked/package.json',
      'package.json',
      'absent/package.json',
    ];
    const remedies = places.map((each) => remedyOf('a', { at: { path: each, line: 3 } }));
    const { edited, refused } = applyRemedies(remedies, { root, ...options });
    assert.deepEqual(edited, []);
    assert.deepEqual(
      refused.map(({ reason }) => reason.replace(/^[^:]*: /, '')),
      [
        'it lies outside of the target',
        'a folder on the way is a symbolic link',
        'it is a symbolic link',
        'it does not exist any more',
      ],
    );
    assert.equal(readFileSync(path.join(folder, 'out/package.json'), 'utf8'), manifest);
  });
});

test('what is no edit is told as what it is', () => {
  inFolder({ 'package.json': Buffer.from([0x7b, 0xff, 0x7d]).toString('latin1') }, (root) => {
    writeFileSync(path.join(root, 'package.json'), Buffer.from([0x7b, 0xff, 0x7d]));
    const { edit: _, ...unknown } = remedyOf('a');
    const remedies = [
      remedyOf('a'),
      remedyOf('a', { kind: 'refresh' }),
      remedyOf('a', { kind: 'remove' }),
      unknown,
    ];
    const { refused } = applyRemedies(remedies, { root, ...options });
    assert.deepEqual(
      refused.map(({ reason }) => reason),
      [
        'package.json: it is not UTF-8',
        'no manifest changes: only the lockfile is to be made anew',
        'what imports it must change too: that is for people',
        'it is not known where it is declared',
      ],
    );
  });
});

test('pnpm takes overrides in its workspace file, unless package.json has some', () => {
  const forced = remedyOf('d', {
    kind: 'override',
    edit: { manager: 'pnpm', constraint: '^2.0.0' },
  });
  const files = { 'package.json': '{}\n', 'pnpm-workspace.yaml': 'packages: []\n' };
  inFolder(files, (root) => {
    const { edited } = applyRemedies([forced], { root, ...options });
    assert.deepEqual(
      edited.map((each) => each.path),
      ['pnpm-workspace.yaml'],
    );
  });
  inFolder({ ...files, 'package.json': '{\n  "pnpm": {}\n}\n' }, (root) => {
    const { edited } = applyRemedies([forced], { root, ...options });
    assert.deepEqual(
      edited.map((each) => each.path),
      ['package.json'],
    );
  });
});

interface Manifest {
  readonly path: string;
  readonly ecosystem: string;
  /** Constraints that people write there. */
  readonly styles: readonly string[];
  readonly lines: (declared: readonly (readonly [string, string])[]) => string;
}

const name = fc.stringMatching(/^[a-z][a-z0-9]{2,8}$/);
const version = fc.tuple(fc.nat(9), fc.nat(20), fc.nat(20)).map((parts) => parts.join('.'));

const manifests: readonly Manifest[] = [
  {
    path: 'package.json',
    ecosystem: 'npm',
    styles: ['^', '~', '', '>='],
    lines: (all) =>
      JSON.stringify({ name: 'x', devDependencies: Object.fromEntries(all) }, undefined, '\t'),
  },
  {
    path: 'requirements.txt',
    ecosystem: 'PyPI',
    styles: ['==', '~=', '>='],
    lines: (all) =>
      all.map(([each, constraint]) => `${each} ${constraint}  # ${each}\r\n`).join(''),
  },
  {
    path: 'go.mod',
    ecosystem: 'Go',
    styles: ['v'],
    lines: (all) =>
      `module x\n\ngo 1.21\n\nrequire (\n${all.map(([each, constraint]) => `\t${each} ${constraint}\n`).join('')})\n`,
  },
];

test('what was applied is read again by the own readers: the one constraint is new, all else is as it was', () => {
  for (const { path: file, ecosystem, styles, lines } of manifests) {
    const format = manifestFormats.find((each) => each.reads(file));
    assert.ok(format !== undefined, file);
    const constraintsOf = (text: string): ReadonlyMap<string, string> => {
      const parsed = format.parse({ path: file, text }, new Map());
      assert.ok(parsed.kind === 'parsed', file);
      const { requirements } = parsed.list;
      return new Map(requirements.map((each) => [each.name, each.constraint]));
    };
    const declared = fc.uniqueArray(fc.tuple(name, version, fc.constantFrom(...styles)), {
      minLength: 1,
      maxLength: 6,
      selector: ([each]) => each,
    });
    fc.assert(
      fc.property(declared, fc.nat(5), version, (all, pick, to) => {
        const text = lines(all.map(([each, from, style]) => [each, style + from]));
        const [wanted = ''] = all[pick % all.length] ?? [];
        const before = constraintsOf(text);
        const line =
          text.split('\n').findIndex((each) => new RegExp(`^\\s*"?${wanted}\\b`).test(each)) + 1;
        const edited = editManifest(
          file,
          text,
          {
            kind: 'upgrade',
            manager: 'npm',
            ecosystem,
            name: wanted,
            from: '0.0.0',
            to,
            constraint: to,
            line,
          },
          versionOrder,
        );
        if (edited.kind === 'refused') {
          assert.match(edited.reason, /already allows|already declares a newer/);
          return;
        }
        const after = constraintsOf(edited.text);
        assert.deepEqual([...after.keys()], [...before.keys()]);
        for (const [each, constraint] of after) {
          if (each === wanted) {
            assert.equal(versionOrder.satisfies(ecosystem, to, constraint), true);
          } else assert.equal(constraint, before.get(each));
        }
      }),
      { numRuns: 200 },
    );
  }
});
