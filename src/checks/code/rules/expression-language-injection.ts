import type { CodeRule } from './code-rule.ts';

export const expressionLanguageInjection: CodeRule = {
  id: 'code/expression-language-injection',
  title: 'Untrusted data is evaluated by an expression language',
  severity: 'critical',
  cwe: [917],
  owasp: ['A05:2025'],
  family: 'template',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls becomes part of an expression (SpEL, OGNL, MVEL, EL, Angular) that is evaluated.',
  why: 'Expressions call methods of any object in reach: the attacker runs commands on the server, or script in the page.',
  fix: 'Keep expressions constant and pass values as variables of the context.',
  missing: 'used as the expression, not as its data',
  remedy: 'Pass the value as a variable of a constant expression.',
  tags: ['injection', 'expression'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/917.html',
    'https://owasp.org/www-community/vulnerabilities/Expression_Language_Injection',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const expressions = require('angular-expressions');
const app = express();
app.get('/calc', (req, res) => {
  const evaluate = expressions.compile(req.query.formula);
  res.json({ result: evaluate({ a: 1 }) });
});
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("name");
    new org.springframework.expression.spel.standard.SpelExpressionParser().parseExpression(name).getValue();
  }
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const expressions = require('angular-expressions');
const app = express();
const evaluate = expressions.compile('a * 2');
app.get('/calc', (req, res) => {
  res.json({ result: evaluate({ a: Number(req.query.a) }) });
});
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String name = request.getParameter("name");
    new org.springframework.expression.spel.standard.SpelExpressionParser().parseExpression("1 + 1").getValue();
  }
}
`,
      },
    ],
  },
};
