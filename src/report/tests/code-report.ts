import type { JudgedFinding } from '../../model/decision.ts';
import type { CodeEvidence } from '../../model/finding.ts';
import type { RunReport } from '../../model/report.ts';
import type { Rule } from '../../model/rule.ts';
import { emptyReport, judged, rule } from './fixture.ts';

const commandRule: Rule = rule({
  id: 'code/command-injection',
  title: 'Untrusted data in a shell command',
  severity: 'critical',
  cwe: [78],
  owasp: ['A05:2025'],
  what: 'Data that a client controls becomes part of a command that a shell reads.',
  why: 'An attacker runs commands of their own on the server.',
  fix: 'Call the program without a shell, with its arguments as a list.',
  tags: ['injection'],
  references: ['https://cwe.mitre.org/data/definitions/78.html'],
});

/** A flow through two files that begins at a route. */
export const flowEvidence: CodeEvidence = {
  kind: 'code',
  steps: [
    step('src/app.js', 5, 'const name = req.query.name;', 'query parameter'),
    step('src/app.js', 6, 'res.json(await find(name));', 'passed to find()'),
    step('src/users.js', 3, "const text = 'finger ' + name;", 'put together'),
    step('src/users.js', 4, 'return exec(text);', 'reaches exec()'),
  ],
  sources: 2,
  entry: { route: 'GET /users/:id', path: 'src/app.js', line: 4 },
  missing: 'not quoted for the shell',
  remedy: 'Pass the value as one argument of a list, without a shell.',
};

/** A finding of that rule with this evidence. */
function flowFinding(
  effect: JudgedFinding['effect'],
  evidence: CodeEvidence = flowEvidence,
): JudgedFinding {
  return judged(effect, {
    checkId: 'code',
    ruleId: 'code/command-injection',
    message: 'Query parameter reaches exec().',
    location: {
      path: 'src/users.js',
      region: { startLine: 4, startColumn: 10, endLine: 4, endColumn: 20 },
    },
    excerpt: { text: '  return exec(text);', highlight: { start: 9, length: 10 } },
    evidence,
  });
}

/** A run of the code check that found one flow. */
export function codeReport(evidence: CodeEvidence = flowEvidence): RunReport {
  const [check] = emptyReport().checks;
  return emptyReport({
    checks:
      check === undefined ? [] : [{ ...check, id: 'code', title: 'Code', rules: [commandRule] }],
    decision: {
      outcome: 'block',
      reasons: [],
      findings: [flowFinding('blocks', evidence)],
      notices: [],
    },
  });
}

function step(
  path: string,
  line: number,
  text: string,
  what: string,
): CodeEvidence['steps'][number] {
  const region = { startLine: line, startColumn: 3, endLine: line, endColumn: 3 + text.length };
  return { path, region, text, what };
}
