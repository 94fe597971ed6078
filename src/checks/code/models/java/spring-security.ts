import { flows, members, misuse, owners } from '../entries.ts';
import type { ModelPack } from '../model.ts';

const CSRF = [
  'org.springframework.security.config.annotation.web.configurers.CsrfConfigurer',
  'org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec',
];
const SECURITY = [
  'org.springframework.security.config.annotation.web.builders.HttpSecurity',
  'org.springframework.security.config.web.server.ServerHttpSecurity',
];
const HEADERS = [
  'org.springframework.security.config.annotation.web.configurers.HeadersConfigurer',
  'org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec',
];
const MATCHES =
  'org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequests';
const CORS = 'org.springframework.web.cors.CorsConfiguration';
const REGISTRATION = 'org.springframework.web.servlet.config.annotation.CorsRegistration';
const EVERYBODY = '^/?\\*\\*?$|^/\\*\\*$';

/** What Spring Security protects by default, and what is switched off. */
export const springSecurity: ModelPack = {
  id: 'spring-security',
  languages: ['java'],
  about:
    'Spring Security, CORS of Spring: https://docs.spring.io/spring-security/reference/servlet/configuration/java.html',
  marks: {
    'org.springframework.security.access.prepost.PreAuthorize': {
      authenticates: true,
      misuses: [
        {
          rule: 'permissive-authorisation',
          shows: 'everybody is allowed',
          when: [{ at: '0', matches: '^\\s*permitAll' }],
          confidence: 'low',
        },
      ],
    },
    'org.springframework.security.access.prepost.PostAuthorize': { authenticates: true },
    'org.springframework.security.access.annotation.Secured': { authenticates: true },
    'javax.annotation.security.RolesAllowed': { authenticates: true },
  },
  aliases: { 'jakarta.annotation': 'javax.annotation' },
  paths: {
    ...owners(SECURITY, 'csrf()', {
      type: CSRF[0] ?? '',
      flows: [],
      callbacks: [{ at: '0', params: ['result'], types: [CSRF[0] ?? ''] }],
      misuses: [
        {
          rule: 'csrf-protection-off',
          shows: 'forms of other sites are accepted',
          when: [{ at: '0', is: 'AbstractHttpConfigurer::disable' }],
        },
      ],
    }),
    ...owners(
      CSRF,
      'disable()',
      misuse('csrf-protection-off', 'forms of other sites are accepted'),
    ),
    'org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer.disable()':
      {},
    ...owners(SECURITY, 'headers()', {
      type: HEADERS[0] ?? '',
      flows: [],
      callbacks: [{ at: '0', params: ['result'], types: [HEADERS[0] ?? ''] }],
    }),
    ...owners(HEADERS, 'disable()', misuse('security-headers-off', 'no protective header is sent')),
    ...owners(HEADERS, 'frameOptions()', {
      type: 'org.springframework.security.FrameOptions',
      flows: [],
      callbacks: [
        { at: '0', params: ['result'], types: ['org.springframework.security.FrameOptions'] },
      ],
    }),
    'org.springframework.security.FrameOptions.disable()': misuse(
      'frame-options-off',
      'every site may frame the pages',
    ),
    ...owners(SECURITY, 'authorizeRequests() authorizeHttpRequests() authorizeExchange()', {
      type: MATCHES,
      flows: [],
      callbacks: [{ at: '0', params: ['result'], types: [MATCHES] }],
    }),
    ...members(MATCHES, 'anyRequest() anyExchange()', { type: `${MATCHES}.Any`, flows: [] }),
    ...members(
      MATCHES,
      'antMatchers() mvcMatchers() requestMatchers() pathMatchers() regexMatchers()',
      { type: `${MATCHES}.Some`, flows: [], sets: { 'result.pattern': '0' } },
    ),
    [`${MATCHES}.Any.permitAll()`]: {
      ...misuse('permissive-authorisation', 'every request is allowed'),
      type: MATCHES,
    },
    [`${MATCHES}.Some.permitAll()`]: {
      type: MATCHES,
      misuses: [
        {
          rule: 'permissive-authorisation',
          shows: 'every request is allowed',
          when: [{ at: 'this.pattern', matches: EVERYBODY }],
        },
        {
          rule: 'spring-actuator-exposed',
          shows: 'everybody may ask the actuator',
          when: [{ at: 'this.pattern', matches: '^/actuator' }],
        },
      ],
    },
    ...owners(
      [`${MATCHES}.Any`, `${MATCHES}.Some`],
      'authenticated() hasRole() hasAuthority() hasAnyRole() hasAnyAuthority() denyAll() fullyAuthenticated() access()',
      { type: MATCHES, flows: [] },
    ),
    [`${MATCHES}.and()`]: { type: SECURITY[0] ?? '', flows: [] },
    ...owners(CSRF, 'and()', { type: SECURITY[0] ?? '', flows: [] }),
    ...owners(HEADERS, 'and()', { type: SECURITY[0] ?? '', flows: [] }),
    ...owners(
      [
        'org.springframework.security.crypto.password.PasswordEncoder',
        'org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder',
      ],
      'matches() upgradeEncoding()',
      { flows: [] },
    ),
    ...owners(
      [
        'org.springframework.security.crypto.password.PasswordEncoder',
        'org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder',
      ],
      'encode()',
      { flows: [['0', 'result']], cleans: 'all' },
    ),
    ...members(
      'org.springframework.security.crypto.password.NoOpPasswordEncoder',
      'getInstance()',
      misuse('weak-hash-password', 'passwords are stored in clear'),
    ),
    ...members(
      'org.springframework.security.crypto.password',
      'StandardPasswordEncoder() LdapShaPasswordEncoder() MessageDigestPasswordEncoder() Md4PasswordEncoder()',
      misuse('weak-hash-password', 'a fast hash is guessed quickly'),
    ),
    'org.springframework.security.core.userdetails.User.withDefaultPasswordEncoder()': misuse(
      'default-credentials',
      'an account for demonstrations',
    ),
    'org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder()': {
      misuses: [
        { rule: 'weak-key-derivation', shows: 'few rounds', when: [{ at: '0', below: 10 }] },
      ],
    },
    ...members(
      'org.springframework.security.core.context.SecurityContextHolder',
      'getContext()',
      flows(''),
    ),

    ...members(
      CORS,
      'addAllowedOrigin()',
      misuse('cors-any-origin', 'every site may read the answer', { at: '0', is: '*' }),
    ),
    ...members(
      CORS,
      'addAllowedOriginPattern()',
      misuse('cors-any-origin', 'every site may read the answer', { at: '0', is: '*' }),
    ),
    ...members(
      CORS,
      'setAllowedOrigins() setAllowedOriginPatterns()',
      misuse('cors-any-origin', 'every site may read the answer', { at: '0.0', is: '*' }),
    ),
    ...members(
      CORS,
      'applyPermitDefaultValues()',
      misuse('cors-any-origin', 'every site may read the answer'),
    ),
    'org.springframework.web.servlet.config.annotation.CorsRegistry.addMapping()': {
      type: REGISTRATION,
      flows: [],
    },
    ...members(REGISTRATION, 'allowedOrigins()', {
      ...misuse('cors-any-origin', 'every site may read the answer', { at: '0', is: '*' }),
      type: 'this',
      flows: [],
      sets: { 'this.origins': '0' },
    }),
    ...members(REGISTRATION, 'allowedOriginPatterns()', {
      ...misuse('cors-any-origin', 'every site may read the answer', { at: '0', is: '*' }),
      type: 'this',
      flows: [],
      sets: { 'this.patterns': '0' },
    }),
    ...members(REGISTRATION, 'allowCredentials()', {
      ...misuse(
        'cors-credentials-any-origin',
        'every site may act for the user',
        { at: '0', is: true },
        { at: 'this.patterns', is: '*' },
      ),
      type: 'this',
      flows: [],
    }),
    ...members(REGISTRATION, 'allowedMethods() allowedHeaders() exposedHeaders() maxAge()', {
      type: 'this',
      flows: [],
    }),
  },
};
