import type { CodeRule } from './code-rule.ts';

export const csrfProtectionOff: CodeRule = {
  id: 'code/csrf-protection-off',
  title: 'Protection against forged requests is switched off',
  severity: 'medium',
  cwe: [352],
  owasp: ['A01:2025'],
  what: 'An option switches off the protection against requests that other sites make the browser send.',
  why: 'A page of the attacker acts as the user who visits it.',
  fix: 'Leave it on.',
  tags: ['csrf'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/352.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { ApolloServer } = require('@apollo/server');
module.exports = (typeDefs, resolvers) => new ApolloServer({ typeDefs, resolvers, csrfPrevention: false });
`,
      },
      {
        path: 'X.java',
        text: `import org.springframework.security.config.annotation.web.builders.HttpSecurity;
class X {
  void configure(HttpSecurity http) throws Exception {
    http.csrf().disable();
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from django.views.decorators.csrf import csrf_exempt

@csrf_exempt
def pay(request):
    return None
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const { ApolloServer } = require('@apollo/server');
module.exports = (typeDefs, resolvers) => new ApolloServer({ typeDefs, resolvers });
`,
      },
      {
        path: 'X.java',
        text: `import org.springframework.security.config.annotation.web.builders.HttpSecurity;
class X {
  void configure(HttpSecurity http) throws Exception {
    http.csrf();
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from django.views.decorators.csrf import csrf_protect

@csrf_protect
def pay(request):
    return None
`,
      },
    ],
  },
};
