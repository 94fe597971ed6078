import type { CodeRule } from './code-rule.ts';

export const jndiInjection: CodeRule = {
  id: 'code/jndi-injection',
  title: 'Untrusted data is a name that is looked up in JNDI',
  severity: 'critical',
  cwe: [74, 917],
  owasp: ['A05:2025'],
  family: 'url',
  sources: ['remote', 'foreign'],
  what: 'Data that a client controls is the name of a JNDI lookup.',
  why: 'A name such as `ldap://attacker/x` makes the server load an object, and with older runtimes code, from there.',
  fix: 'Look up constant names only.',
  missing: 'not limited to known names',
  remedy: 'Look up a constant name.',
  tags: ['injection', 'java'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/74.html',
    'https://docs.oracle.com/javase/tutorial/jndi/ops/lookup.html',
  ],
  examples: {
    hit: [
      {
        path: 'X.java',
        text: `import javax.naming.InitialContext;
import javax.servlet.http.*;
public class X extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
    try {
      new InitialContext().lookup(request.getParameter("name"));
    } catch (javax.naming.NamingException error) {
      response.sendError(400);
    }
  }
}
`,
      },
    ],
    ok: [
      {
        path: 'X.java',
        text: `import javax.naming.InitialContext;
import javax.servlet.http.*;
public class X extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
    try {
      new InitialContext().lookup("java:comp/env/jdbc/main");
    } catch (javax.naming.NamingException error) {
      response.sendError(400);
    }
  }
}
`,
      },
    ],
  },
};
