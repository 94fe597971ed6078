import { flows, members, owners, TEXT } from '../entries.ts';
import type { MisuseModel, Model, ModelPack, SinkModel } from '../model.ts';

const ENTITY = 'org.springframework.http.ResponseEntity';
const BUILDER = 'org.springframework.http.ResponseEntity.BodyBuilder';
const OWN_SINK: Model = {
  flows: [['0', 'result']],
  sinks: ['xss-reflected', 'xss-stored'].map((rule) => ({
    rule,
    at: ['0'],
    when: [
      { at: '0', type: 'string' },
      { at: 'this.contentType', absent: true },
    ],
    confidence: 'medium',
  })),
};
/** `ALLOWALL` never was a value. */
const FRAMES: MisuseModel = {
  rule: 'frame-options-off',
  shows: 'no browser knows this value, and any site may frame the page',
  when: [
    { at: '0', matches: '^x-frame-options$' },
    { at: '1', matches: '^(?!(?:deny|sameorigin|allow-from.*)$)' },
  ],
};

/** What Spring answers, and what it offers for texts, files and addresses. */
export const springHttp: ModelPack = {
  id: 'spring-http',
  languages: ['java'],
  about:
    'spring-web and spring-core: https://docs.spring.io/spring-framework/docs/current/javadoc-api/',
  extends: {
    'org.springframework.http.HttpHeaders': ['org.springframework.util.MultiValueMap'],
    'org.springframework.util.LinkedMultiValueMap': ['org.springframework.util.MultiValueMap'],
    'org.springframework.util.MultiValueMap': ['java.util.Map'],
  },
  paths: {
    [`${ENTITY}()`]: {
      flows: [['0', 'result']],
      sinks: [
        ...['xss-reflected', 'xss-stored'].map((rule): SinkModel => ({
          rule,
          at: ['0'],
          when: [{ at: '0', type: 'string' }],
          confidence: 'medium',
        })),
        ...['0', '1'].map((at): SinkModel => ({
          rule: 'open-redirect',
          at: [`${at}.Location`, `${at}.Location.*`],
          when: [{ at, type: 'java.util.Map' }],
        })),
      ],
    },
    ...members(
      ENTITY,
      'ok() badRequest() status() accepted() created() notFound() unprocessableEntity()',
      { ...OWN_SINK, type: BUILDER },
    ),
    ...members(BUILDER, 'contentType()', {
      type: 'this',
      flows: [],
      sets: { 'this.contentType': '0' },
    }),
    ...members(BUILDER, 'headers() cacheControl() eTag() contentLength() allow()', {
      type: 'this',
      flows: [],
    }),
    [`${BUILDER}.body()`]: OWN_SINK,
    ...members('org.springframework.http.ResponseEntity.HeadersBuilder', 'header()', {
      type: 'this',
      flows: [],
      misuses: [FRAMES],
      sinks: [
        { rule: 'header-injection', at: ['1'], confidence: 'medium' },
        { rule: 'open-redirect', at: ['1'], when: [{ at: '0', matches: '^location$' }] },
      ],
    }),
    ...members(BUILDER, 'location()', {
      type: 'this',
      flows: [],
      sinks: [{ rule: 'open-redirect', at: ['0'] }],
    }),
    ...members('org.springframework.http.HttpHeaders', 'setLocation()', {
      flows: [],
      sinks: [{ rule: 'open-redirect', at: ['0'] }],
    }),
    ...members('org.springframework.http.HttpHeaders', 'add() set()', {
      flows: [],
      misuses: [FRAMES],
      sinks: [
        { rule: 'header-injection', at: ['1'], confidence: 'medium' },
        { rule: 'open-redirect', at: ['1'], when: [{ at: '0', matches: '^location$' }] },
      ],
    }),
    'org.springframework.web.servlet.view.RedirectView()': {
      flows: [],
      sinks: [{ rule: 'open-redirect', at: ['0'] }],
    },
    'org.springframework.web.servlet.view.RedirectView.setUrl()': {
      flows: [],
      sinks: [{ rule: 'open-redirect', at: ['0'] }],
    },
    ...members('', 'org.springframework.web.servlet.ModelAndView()', {
      flows: [],
      sinks: [{ rule: 'template-injection', at: ['0'], confidence: 'medium' }],
    }),
    'org.springframework.web.servlet.ModelAndView.setViewName()': {
      flows: [],
      sinks: [{ rule: 'template-injection', at: ['0'], confidence: 'medium' }],
    },
    ...owners(
      [
        'org.springframework.ui.Model',
        'org.springframework.ui.ModelMap',
        'org.springframework.web.servlet.ModelAndView',
      ],
      'addAttribute() addObject() put()',
      flows('1>this.{0}', { type: 'this' }),
    ),
    ...members('org.springframework.core.io.ResourceLoader', 'getResource()', {
      sinks: [
        { rule: 'path-traversal', at: ['0'] },
        { rule: 'ssrf', at: ['0'], confidence: 'medium' },
      ],
    }),
    ...members(
      '',
      'org.springframework.core.io.FileSystemResource() org.springframework.core.io.ClassPathResource() org.springframework.core.io.PathResource()',
      { flows: [], sinks: [{ rule: 'path-traversal', at: ['0'] }] },
    ),
    'org.springframework.core.io.UrlResource()': {
      flows: [],
      sinks: [
        { rule: 'ssrf', at: ['0'] },
        { rule: 'path-traversal', at: ['0'], confidence: 'medium' },
      ],
    },
    'org.springframework.util.StringUtils.cleanPath()': flows('0>result', {
      type: 'java.io.NormalPath',
    }),
    'org.springframework.util.StringUtils.getFilename()': { cleans: ['path'] },
    ...members(
      'org.springframework.util.StringUtils',
      'hasText() hasLength() isEmpty()',
      flows(''),
    ),
    'org.springframework.util.FileCopyUtils.copy()': flows('0>1'),
    'org.springframework.util.StreamUtils.copyToString()': flows('0>result', { type: 'string' }),
    ...members(
      'org.springframework.web.util.HtmlUtils',
      'htmlEscape() htmlEscapeDecimal() htmlEscapeHex()',
      { cleans: ['html', 'xml', 'mail'] },
    ),
    'org.springframework.web.util.JavaScriptUtils.javaScriptEscape()': { cleans: ['html'] },
    ...members(
      'org.springframework.web.util.UriUtils',
      'encode() encodePathSegment() encodeQueryParam()',
      { cleans: TEXT.filter((one) => one !== 'session' && one !== 'assignment') },
    ),
    'org.springframework.http.ResponseCookie.from()': {
      type: 'org.springframework.http.ResponseCookie.Builder',
      flows: [],
      sinks: [{ rule: 'predictable-secret', at: ['1'] }],
    },
    'org.springframework.http.ResponseCookie.Builder.secure()': {
      type: 'this',
      flows: [],
      misuses: [
        {
          rule: 'cookie-not-secure',
          shows: 'Secure is switched off',
          when: [{ at: '0', is: false }],
        },
      ],
    },
    'org.springframework.http.ResponseCookie.Builder.httpOnly()': {
      type: 'this',
      flows: [],
      misuses: [
        {
          rule: 'cookie-not-httponly',
          shows: 'HttpOnly is switched off',
          when: [{ at: '0', is: false }],
        },
      ],
    },
  },
};
