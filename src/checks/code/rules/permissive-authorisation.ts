import type { CodeRule } from './code-rule.ts';

export const permissiveAuthorisation: CodeRule = {
  id: 'code/permissive-authorisation',
  title: 'Everybody is allowed',
  severity: 'medium',
  cwe: [862],
  owasp: ['A01:2025'],
  what: 'All requests, or a view of its own, are allowed without a look at who asks.',
  why: 'What was meant to be behind a login is not.',
  fix: 'Deny by default: `anyRequest().authenticated()`, and allow what is public by name.',
  tags: ['authorisation'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/862.html',
    'https://docs.spring.io/spring-security/reference/servlet/authorization/authorize-http-requests.html',
  ],
  examples: {
    hit: [
      {
        path: 'X.java',
        text: `import org.springframework.security.config.annotation.web.builders.HttpSecurity;
class X {
  void configure(HttpSecurity http) throws Exception {
    http.authorizeRequests().anyRequest().permitAll();
  }
}
`,
      },
    ],
    ok: [
      {
        path: 'X.java',
        text: `import org.springframework.security.config.annotation.web.builders.HttpSecurity;
class X {
  void configure(HttpSecurity http) throws Exception {
    http.authorizeRequests().antMatchers("/login").permitAll().anyRequest().authenticated();
  }
}
`,
      },
    ],
  },
};
