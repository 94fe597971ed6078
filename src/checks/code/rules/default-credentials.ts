import type { CodeRule } from './code-rule.ts';

export const defaultCredentials: CodeRule = {
  id: 'code/default-credentials',
  title: 'An account for demonstrations',
  severity: 'medium',
  cwe: [1392],
  owasp: ['A07:2025'],
  what: 'A user is made by a function that its documentation allows in samples only.',
  why: 'The password is in the program, and its hash is made of it each time.',
  fix: 'Store users with a password that was hashed before, outside of the program.',
  tags: ['authentication'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/1392.html',
    'https://docs.spring.io/spring-security/site/docs/current/api/org/springframework/security/core/userdetails/User.html',
  ],
  examples: {
    hit: [
      {
        path: 'X.java',
        text: `import org.springframework.security.core.userdetails.User;
class X {
  Object users() {
    return User.withDefaultPasswordEncoder().username("admin").password("admin").roles("ADMIN").build();
  }
}
`,
      },
    ],
    ok: [
      {
        path: 'X.java',
        text: `import org.springframework.security.core.userdetails.User;
class X {
  Object users(String hash) {
    return User.withUsername("admin").password(hash).roles("ADMIN").build();
  }
}
`,
      },
    ],
  },
};
