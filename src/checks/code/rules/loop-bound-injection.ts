import type { CodeRule } from './code-rule.ts';

export const loopBoundInjection: CodeRule = {
  id: 'code/loop-bound-injection',
  title: 'Untrusted data decides how often a loop runs',
  severity: 'medium',
  cwe: [834, 606],
  owasp: ['A06:2025'],
  family: 'resource',
  sources: ['remote', 'foreign'],
  what: 'The `length` of an object from the request, or a number from it, bounds a loop.',
  why: 'JSON can hold `{"length": 1e9}`: one request keeps the only thread busy.',
  fix: 'Check `Array.isArray`, and bound the number.',
  missing: 'it has no upper bound',
  remedy: 'Check that it is an array and bound its length.',
  tags: ['availability'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/834.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Denial_of_Service_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.py',
        text: `from flask import Flask, request
app = Flask(__name__)

@app.route('/sum')
def total():
    count = int(request.args['count'])
    return str(sum(index for index in range(count)))
`,
      },
    ],
    ok: [
      {
        path: 'x.py',
        text: `from flask import Flask, request
app = Flask(__name__)

@app.route('/sum')
def total():
    count = int(request.args['count'])
    if count > 100:
        return 'too many', 400
    return str(sum(index for index in range(count)))
`,
      },
    ],
  },
};
