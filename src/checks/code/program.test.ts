import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe, it } from 'node:test';
import { engine } from './program.ts';

const roles: Readonly<Record<string, string | undefined>> = {
  'src/app.ts': 'source',
  'test/app.ts': 'test',
  'test-d/app.test-d.ts': 'test',
  'examples/login/index.js': 'example',
  'packages/client/bench/index.ts': 'example',
  'docs_src/first/tutorial001.py': 'example',
  'src/main/java/com/example/samples/Login.java': 'source',
  'server/samples/login.py': 'source',
  'examples.py': 'source',
  'README.md': undefined,
};

describe('the program of the code check', () => {
  for (const [path, role] of Object.entries(roles)) {
    it(`has ${path} as ${role ?? 'no part of it'}`, () => {
      assert.equal(engine.roleOf(path), role);
    });
  }

  it('leaves out what was built, told by the map at its end', () => {
    const built = 'export const a = 1;\n//# sourceMappingURL=a.js.map\n';
    const written = `// sourceMappingURL=a.js.map is added by the bundler\nexport const a = 1;\n`;
    assert.equal(stateOf(built), 'left-out');
    assert.equal(stateOf(written), 'unit');
  });
});

function stateOf(text: string): string {
  return engine.summarise({ path: 'a.js', bytes: Buffer.from(text), fileClass: 'text' }).state;
}
