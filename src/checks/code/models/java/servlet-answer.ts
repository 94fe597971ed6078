import { flows, members, owners } from '../entries.ts';
import type { Model, ModelPack, SinkModel } from '../model.ts';

const RESPONSE = 'javax.servlet.http.HttpServletResponse';
const WRITER = 'javax.servlet.ResponseWriter';
const SESSION = 'javax.servlet.http.HttpSession';
const COOKIE = 'javax.servlet.http.Cookie';

const TYPES_WITHOUT_MARKUP = [
  'application/json',
  'application/json;charset=UTF-8',
  'application/json; charset=UTF-8',
  'application/json;charset=utf-8',
  'application/json; charset=utf-8',
  'text/plain',
  'text/plain;charset=UTF-8',
  'text/plain; charset=UTF-8',
  'text/plain;charset=utf-8',
  'text/plain; charset=utf-8',
  'text/csv',
  'application/octet-stream',
  'application/pdf',
  'text/css',
];
const HTML: SinkModel = {
  rule: 'xss-reflected',
  at: ['*', '1+.*'],
  when: [{ at: 'this.response.contentType', isNot: TYPES_WITHOUT_MARKUP }],
};
const STORED: SinkModel = { ...HTML, rule: 'xss-stored' };
const PRINT: Model = {
  flows: [],
  sinks: [HTML, STORED, { rule: 'sensitive-data-in-response', at: ['*'] }],
};
const secure: Model = {
  flows: [],
  misuses: [
    {
      rule: 'cookie-not-secure',
      shows: 'Secure is switched off',
      when: [{ at: '0.secure', is: false }],
    },
    {
      rule: 'cookie-not-secure',
      shows: 'Secure is not set',
      when: [
        { at: '0.secure', absent: true },
        { at: '0', type: COOKIE },
      ],
      confidence: 'medium',
    },
    {
      rule: 'cookie-not-httponly',
      shows: 'HttpOnly is switched off',
      when: [{ at: '0.httpOnly', is: false }],
    },
    {
      rule: 'cookie-not-httponly',
      shows: 'HttpOnly is not set',
      when: [
        { at: '0.httpOnly', absent: true },
        { at: '0', type: COOKIE },
      ],
      confidence: 'low',
    },
  ],
};

/** What a servlet answers, its cookies and its session. */
export const servletAnswer: ModelPack = {
  id: 'java-servlet-answer',
  languages: ['java'],
  about: 'Jakarta Servlet 6, Jakarta Pages: https://jakarta.ee/specifications/servlet/6.0/apidocs/',
  paths: {
    [`${COOKIE}()`]: {
      type: COOKIE,
      flows: [['1', 'result.value']],
      sets: { 'result.name': '0' },
      sinks: [
        { rule: 'cookie-injection', at: ['0', '1'], confidence: 'low' },
        { rule: 'predictable-secret', at: ['1'] },
        { rule: 'sensitive-data-in-storage', at: ['1'] },
      ],
    },
    [`${COOKIE}.getValue()`]: {
      type: 'string',
      flows: [['this.value', 'result']],
    },
    [`${COOKIE}.getName()`]: flows('this.name>result', { type: 'string' }),
    ...members(COOKIE, 'getPath() getDomain() getComment()', flows('this>result')),
    [`${COOKIE}.setSecure()`]: { flows: [], sets: { 'this.secure': '0' } },
    [`${COOKIE}.setHttpOnly()`]: { flows: [], sets: { 'this.httpOnly': '0' } },
    [`${COOKIE}.setValue()`]: {
      flows: [['0', 'this.value']],
      sinks: [{ rule: 'predictable-secret', at: ['0'] }],
    },
    [`${COOKIE}.setMaxAge()`]: { flows: [], sets: { 'this.maxAge': '0' } },
    [`${COOKIE}.setDomain()`]: {
      flows: [],
      misuses: [
        {
          rule: 'cookie-broad-scope',
          shows: 'every subdomain gets the cookie',
          when: [{ at: '0', matches: String.raw`^\.` }],
        },
      ],
    },
    [`${COOKIE}.setPath()`]: flows(''),
    [`${RESPONSE}.addCookie()`]: secure,

    'javax.servlet.ServletResponse.getWriter()': {
      type: WRITER,
      flows: [],
      sets: { 'result.response': 'this' },
    },
    'javax.servlet.ServletResponse.getOutputStream()': {
      type: 'javax.servlet.ServletOutputStream',
      flows: [],
      sets: { 'result.response': 'this' },
    },
    'javax.servlet.ServletResponse.setContentType()': {
      flows: [],
      sets: { 'this.contentType': '0' },
      sinks: [{ rule: 'header-injection', at: ['0'], confidence: 'low' }],
    },
    ...owners(
      [WRITER, 'javax.servlet.ServletOutputStream'],
      'print() println() write() printf() format() append()',
      PRINT,
    ),
    'javax.servlet.jsp.JspWriter.newLine()': flows(''),
    [`${RESPONSE}.sendRedirect()`]: {
      flows: [],
      sinks: [
        { rule: 'open-redirect', at: ['0'] },
        { rule: 'header-injection', at: ['0'], confidence: 'low' },
      ],
    },
    ...members(RESPONSE, 'setHeader() addHeader()', {
      flows: [],
      sinks: [
        { rule: 'header-injection', at: ['0', '1'] },
        { rule: 'open-redirect', at: ['1'], when: [{ at: '0', matches: '^location$' }] },
        {
          rule: 'cors-origin-reflected',
          at: ['1'],
          when: [{ at: '0', matches: '^access-control-allow-origin$' }],
        },
      ],
      misuses: [
        {
          rule: 'cors-any-origin',
          shows: 'every site may read the answer',
          when: [
            { at: '0', matches: '^access-control-allow-origin$' },
            { at: '1', is: '*' },
          ],
        },
        {
          rule: 'csp-unsafe',
          shows: 'scripts in the page are allowed',
          when: [
            { at: '0', matches: '^content-security-policy$' },
            { at: '1', matches: "script-src[^;]*'unsafe-(?:inline|eval)'" },
          ],
        },
        {
          rule: 'security-headers-off',
          shows: 'a protection of the browser is switched off',
          when: [
            { at: '0', matches: '^x-xss-protection$' },
            { at: '1', matches: '^0' },
          ],
          confidence: 'low',
        },
      ],
    }),
    [`${RESPONSE}.sendError()`]: {
      flows: [],
      sinks: [{ rule: 'xss-reflected', at: ['1'], confidence: 'low' }],
    },
    ...members(RESPONSE, 'encodeRedirectURL() encodeURL()', flows('0>result')),
    ...members(SESSION, 'setAttribute() putValue()', {
      flows: [['1', 'this.{0}']],
      sinks: [
        { rule: 'trust-boundary', at: ['0', '1'] },
        { rule: 'predictable-secret', at: ['1'] },
      ],
    }),
    ...members(SESSION, 'getAttribute() getValue()', flows('this.{0}>result')),
    ...members(SESSION, 'getId() getCreationTime() invalidate()', flows('')),
    'javax.servlet.SessionCookieConfig.setSecure()': {
      misuses: [
        {
          rule: 'session-cookie-insecure',
          shows: 'Secure is switched off',
          when: [{ at: '0', is: false }],
        },
      ],
    },
    'javax.servlet.SessionCookieConfig.setHttpOnly()': {
      misuses: [
        {
          rule: 'session-cookie-insecure',
          shows: 'HttpOnly is switched off',
          when: [{ at: '0', is: false }],
        },
      ],
    },
    ...members('java.lang.Throwable', 'printStackTrace()', {
      flows: [],
      sinks: [],
      misuses: [
        {
          rule: 'stack-trace-shown',
          shows: 'the stack trace goes into the answer',
          when: [{ at: '0', type: [WRITER, 'javax.servlet.ServletOutputStream'] }],
        },
      ],
    }),
  },
};
