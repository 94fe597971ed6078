import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findSuppressions } from './suppressions.ts';

/** Put together here so that this file holds no such comment itself. */
const TOKEN = ['lockstep', 'ignore'].join('-');
const GOOD = `${TOKEN}-next-line secrets/a-b -- a test key`;

function problemsOf(text: string, path = 'a.ts'): readonly string[] {
  const { suppressions, bad } = findSuppressions(path, text);
  assert.deepEqual(suppressions, []);
  return bad.map(({ problem }) => problem);
}

function isNothing(path: string, text: string): void {
  assert.deepEqual(findSuppressions(path, text), { suppressions: [], bad: [] }, text);
}

test('a comment is read with its place, scope, rules, end and reason', () => {
  const text = `x;\r\nkey(1); // ${TOKEN} secrets/a, code/b-2 until=2027-02-28 -- a test -- key\r\n`;
  assert.deepEqual(findSuppressions('a.ts', text), {
    suppressions: [
      {
        path: 'a.ts',
        line: 2,
        column: 12,
        scope: 'line',
        ruleIds: ['secrets/a', 'code/b-2'],
        until: '2027-02-28',
        reason: 'a test -- key',
      },
    ],
    bad: [],
  });
});

const accepted: readonly (readonly [path: string, text: string])[] = [
  ['a.py', `# ${GOOD}`],
  ['a.py', `    """${GOOD}"""`],
  ['a.js', `// ${GOOD}`],
  ['a.js', `/// ${GOOD}`],
  ['a.css', `/* ${GOOD} */ a { b: c }`],
  ['a.tsx', `  {/* ${GOOD} */}`],
  ['a.js', `f("it", 'is', \`so\`); // ${GOOD}`],
  ['a.js', `// ${GOOD}, don't touch`],
  ['a.rs', `fn f<'a>(x: &'a str) -> &'a str { // ${GOOD}, it's`],
  ['a.yml', `key: don't # ${GOOD}, it's fine`],
  ['a.html', `<b>it's</b><!-- ${GOOD} --> it's`],
  ['a.md', `<!-- ${GOOD} -->`],
  ['pom.xml', `<!-- ${TOKEN}-file secrets/a-b : a test key -->`],
  ['a.sql', `-- ${GOOD}`],
  ['a.ini', `; ${GOOD}`],
  ['a.tex', `% ${GOOD}`],
  ['a.bat', `REM ${GOOD}`],
  ['a.vb', `Dim x = 1 ' ${GOOD}`],
  ['Dockerfile', `# ${GOOD}`],
  ['.env', `# ${GOOD}`],
  ['a.unknown', `# ${GOOD}`],
  ['a.unknown', `;; ${GOOD}`],
];
for (const [path, text] of accepted) {
  test(`${path}: ${text.replace(GOOD, '…')} is a suppression`, () => {
    const { suppressions, bad } = findSuppressions(path, text);
    assert.deepEqual(bad, []);
    assert.equal(suppressions.length, 1);
    assert.doesNotMatch(suppressions[0]?.reason ?? '', /[*>"]/u);
  });
}

const passedOver: readonly (readonly [path: string, text: string])[] = [
  ['a.ts', `const text = "// ${GOOD}";`],
  ['a.ts', `const text = 'write // ${GOOD} behind it';`],
  ['a.ts', `// see ${GOOD}`],
  ['a.ts', ` * \`${GOOD}\``],
  ['a.ts', `const pattern = /${GOOD}/`],
  ['a.ts', `# ${GOOD}`],
  ['a.ts', `// ${TOKEN}d findings are listed`],
  ['a.ts', `https://${TOKEN}.example/`],
  ['a.md', `The comment # ${GOOD}`],
  ['a.md', `# ${GOOD}`],
  ['a.md', `\`<!-- ${GOOD} -->\``],
  ['a.md', `text\n\`\`\`html\n<!-- ${GOOD} -->\n\`\`\`\n`],
  ['a.md', `~~~~\n~~~\n<!-- ${GOOD} -->\n~~~~\n`],
  ['a.json', `{ "comment": "${GOOD}" }`],
  ['a.ts', `${' '.repeat(3000)}// ${GOOD}`],
];
for (const [path, text] of passedOver) {
  test(`${path}: ${text.trim().slice(0, 40)} is no suppression and no error`, () => {
    isNothing(path, text);
  });
}

test('a comment behind a fence that is closed counts', () => {
  const { suppressions } = findSuppressions('a.md', `\`\`\`\nx\n\`\`\`\n<!-- ${GOOD} -->\n`);
  assert.equal(suppressions[0]?.line, 4);
});

const refused: Readonly<Record<string, readonly [body: string, problem: RegExp]>> = {
  'without a rule': [`${TOKEN}-file`, /names no rule/u],
  'without a reason': [`${TOKEN}-file secrets/a`, /gives no reason/u],
  'with an empty reason': [`${TOKEN}-file secrets/a --`, /gives no reason/u],
  'with a reason that says nothing': [`${TOKEN}-file secrets/a -- wip!!!!!!`, /gives no reason/u],
  'with a wildcard': [`${TOKEN}-file secrets/* -- all of them`, /"secrets\/\*" is not a rule id/u],
  'with a word for a rule': [`${TOKEN}-file passwords -- all of them`, /is not a rule id/u],
  'with an empty place between commas': [`${TOKEN}-file a/b,,c/d -- because so`, /not a rule id/u],
  'with rules separated by spaces': [`${TOKEN}-file a/b c/d -- because so`, /separated by commas/u],
  'with a day that does not exist': [
    `${TOKEN}-file a/b until=2027-02-30 -- because so`,
    /not a day of the calendar/u,
  ],
  'with a day in another order': [
    `${TOKEN}-file a/b until=28.02.2027 -- because so`,
    /not a day of the calendar/u,
  ],
  'with something behind the day': [
    `${TOKEN}-file a/b until=2027-02-28 x -- because so`,
    /stands between/u,
  ],
  'of an unknown kind': [`${TOKEN}-line a/b -- because so`, /first word is none of/u],
  'with a colon at the token': [`${TOKEN}: a/b -- because so`, /first word is none of/u],
  'that stands alone and names its own line': [`${TOKEN} a/b -- because so`, /-next-line/u],
  'of a thousand rules': [`${TOKEN}-file ${'a/b,'.repeat(200)}a/b -- because so`, /more than 20/u],
  'without end': [`${TOKEN}-file a/b -- ${'so '.repeat(500)}`, /longer than/u],
};
for (const [what, [body, problem]] of Object.entries(refused)) {
  test(`a comment ${what} suppresses nothing and says why`, () => {
    const problems = problemsOf(`// ${body}\n`);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', problem);
  });
}

test('what could be a secret is not quoted', () => {
  const secret = 'Xq7'.repeat(9);
  assert.doesNotMatch(problemsOf(`// ${TOKEN}-file ${secret} -- because so`).join('\n'), /Xq7/u);
  assert.doesNotMatch(problemsOf(`// ${TOKEN}-file a/b ${secret} -- because`).join('\n'), /Xq7/u);
});

test('any text is read without harm', () => {
  const piece = fc.constantFrom(
    TOKEN,
    '-file',
    ' a/b',
    ' --',
    ' // ',
    '"',
    "'",
    '\\',
    '\n',
    '#',
    '```',
  );
  const text = fc.array(fc.oneof(piece, fc.string())).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.constantFrom('a.ts', 'a.md', 'a.x', 'a.html'), text, (path, content) => {
      const { suppressions, bad } = findSuppressions(path, content);
      for (const { ruleIds } of suppressions) assert.notEqual(ruleIds.length, 0);
      assert.ok(suppressions.length + bad.length <= content.split(TOKEN).length - 1);
    }),
  );
});

test('a flood of comments is read in bounded time, with a word about the rest', () => {
  const started = performance.now();
  const line = `${'"x'.repeat(900)} // ${TOKEN}`;
  const { bad } = findSuppressions('a.unknown', `${line}\n`.repeat(5_000));
  assert.match(bad.at(-1)?.problem ?? '', /only the first 2000/u);
  assert.ok(performance.now() - started < 5_000);
});
