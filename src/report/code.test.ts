import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formats } from './formats.ts';
import { html } from './html.ts';
import { markdown } from './markdown.ts';
import { sarif, sarifGithub } from './sarif.ts';
import { terminal } from './terminal.ts';
import { codeReport, flowEvidence } from './tests/code-report.ts';
import { plain } from './tests/fixture.ts';
import { hostileText } from './tests/hostile.ts';
import { schemaValidator } from './tests/schemas.ts';

const invisible = /(?!\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\p{Surrogate}]/u;
const validSarif = schemaValidator('sarif-2.1.0.json');
const validGitlab = schemaValidator('gitlab-15.json');

function linesOf(width: number, evidence = flowEvidence): readonly string[] {
  const text = terminal.render(codeReport(evidence), { ...plain, width });
  const lines = text.split('\n');
  const end = lines.findIndex((line) => line.startsWith('  fix'));
  return lines.slice(2, end).map((line) => line.trimEnd());
}

describe('a flow of data', () => {
  it('is told on a terminal step by step, with the route and what would make it safe', () => {
    assert.deepEqual(linesOf(100), [
      'critical code/command-injection  Untrusted data in a shell command',
      '  src/users.js:4:10',
      '    4 │ return exec(text);',
      '      │        ^^^^^^^^^^',
      '    Query parameter reaches exec().',
      '    1  src/app.js:5    query parameter   const name = req.query.name;',
      '    2  src/app.js:6    passed to find()  res.json(await find(name));',
      "    3  src/users.js:3  put together      const text = 'finger ' + name;",
      '    4  src/users.js:4  reaches exec()    return exec(text);',
      '    reachable by GET /users/:id (src/app.js:4) · not quoted for the shell · 2 sources lead here',
      '    safe: Pass the value as one argument of a list, without a shell.',
      '',
    ]);
  });

  it('has its source lines below where there is no room beside', () => {
    const lines = linesOf(44);
    assert.deepEqual(lines.slice(7, 10), [
      '    1  src/app.js:5',
      '       query parameter',
      '       const name = req.query.name;',
    ]);
    for (const line of lines) assert.ok(line.length <= 44, line);
  });

  it('is a code flow of SARIF, in the order of its steps', () => {
    for (const format of [sarif, sarifGithub]) {
      const log = JSON.parse(format.render(codeReport(), plain));
      assert.deepEqual(validSarif(log), []);
      const [result] = log.runs[0].results;
      assert.equal(
        result.message.text,
        'Query parameter reaches exec(). · reachable by GET /users/:id (src/app.js:4) · not quoted for the shell · 2 sources lead here',
      );
      const { locations } = result.codeFlows[0].threadFlows[0];
      assert.deepEqual(
        locations.map(({ location }: { location: StepLocation }) => [
          location.physicalLocation.artifactLocation.uri,
          location.physicalLocation.region.startLine,
          location.message.text,
        ]),
        [
          ['src/app.js', 5, 'query parameter'],
          ['src/app.js', 6, 'passed to find()'],
          ['src/users.js', 3, 'put together'],
          ['src/users.js', 4, 'reaches exec()'],
        ],
      );
    }
  });

  for (const format of formats) {
    if (/^gitlab-(?:secrets|dependency|codequality)$/.test(format.name)) continue;
    it(`is told with its first and last step: ${format.name}`, () => {
      const text = format.render(codeReport(), plain).replaceAll('\\', '');
      for (const what of ['query parameter', 'put together', 'GET /users/']) {
        assert.ok(text.includes(what), `${what} is not in: ${text}`);
      }
    });
  }

  it('cannot act on a terminal or a runner by what it quotes', () => {
    const region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 9 };
    const step = { path: hostileText, region, text: hostileText, what: hostileText };
    const evidence = {
      ...flowEvidence,
      steps: [step, step],
      entry: { route: hostileText, path: hostileText, line: 1 },
    };
    for (const format of formats) {
      for (const width of [40, 100]) {
        const text = format.render(codeReport(evidence), { ...plain, width, verbose: true });
        assert.doesNotMatch(text, invisible, format.name);
        assert.doesNotMatch(text, /##[a-z]{0,16}\[/iu, 'a command of a runner');
        if (format.name !== 'github') assert.doesNotMatch(text, /^\s*::/m);
        if (format.name === 'html') assert.doesNotMatch(text, /<(?:img|script src)/);
      }
    }
  });

  it('is valid for GitLab', () => {
    const gitlab = formats.find(({ name }) => name === 'gitlab-sast');
    assert.deepEqual(validGitlab(JSON.parse(gitlab?.render(codeReport(), plain) ?? '')), []);
  });
});

interface StepLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number };
  };
  readonly message: { readonly text: string };
}

describe('a call that is wrong by itself', () => {
  it('has no trace, and no code flow', () => {
    const [sink] = flowEvidence.steps.slice(-1);
    assert.ok(sink !== undefined);
    const evidence = { kind: 'code', steps: [sink], sources: 0, missing: '', remedy: '' } as const;
    assert.deepEqual(linesOf(100, evidence).slice(-2), ['    Query parameter reaches exec().', '']);
    const log = JSON.parse(sarif.render(codeReport(evidence), plain));
    assert.equal(log.runs[0].results[0].codeFlows, undefined);
  });

  describe('with a change that mends it', () => {
    const diff = `--- a/src/users.js
+++ b/src/users.js
@@ -3,2 +3,1 @@
-const text = 'finger ' + name;
-return exec(text);
+return execFile('finger', [name]);
`;
    const report = codeReport({ ...flowEvidence, diff });

    it('is a fix of SARIF', () => {
      const log = JSON.parse(sarif.render(report, plain));
      assert.deepEqual(validSarif(log), []);
      const [fix] = log.runs[0].results[0].fixes;
      const [change] = fix.artifactChanges;
      assert.equal(change.artifactLocation.uri, 'src/users.js');
      assert.deepEqual(change.replacements, [
        {
          deletedRegion: { startLine: 3, startColumn: 1, endLine: 4, endColumn: 19 },
          insertedContent: { text: "return execFile('finger', [name]);" },
        },
      ]);
    });

    it('shows the lines on the terminal, in Markdown and in HTML', () => {
      assert.match(
        terminal.render(report, plain),
        /--fix makes of it:\n +- const text = .*\n +- return exec\(text\);\n +\+ return execFile/u,
      );
      assert.match(
        html.render(report, plain),
        /<pre>- const text = .*\n- return exec\(text\);\n\+ return execFile/u,
      );
      assert.match(markdown.render(report, plain), /<pre>- const text = .*\n- return exec/u);
    });
  });
});
