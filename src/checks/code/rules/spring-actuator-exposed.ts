import type { CodeRule } from './code-rule.ts';

export const springActuatorExposed: CodeRule = {
  id: 'code/spring-actuator-exposed',
  title: 'Everybody may ask the actuator',
  severity: 'medium',
  cwe: [497],
  owasp: ['A02:2025'],
  what: 'The addresses of the actuator are allowed without a login.',
  why: 'They show the environment and the memory of the program, some of them stop it.',
  fix: 'Allow `health` alone, and ask for a role for the rest.',
  tags: ['configuration', 'spring'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/497.html',
    'https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.security',
  ],
  examples: {
    hit: [
      {
        path: 'X.java',
        text: `import org.springframework.security.config.annotation.web.builders.HttpSecurity;
class X {
  void configure(HttpSecurity http) throws Exception {
    http.authorizeRequests().antMatchers("/actuator/**").permitAll().anyRequest().authenticated();
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
    http.authorizeRequests().antMatchers("/actuator/**").hasRole("OPS").anyRequest().authenticated();
  }
}
`,
      },
    ],
  },
};
