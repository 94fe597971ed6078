import { flows, members, source } from '../entries.ts';
import type { MarkModel, ModelPack, SinkModel } from '../model.ts';

const WEB = 'org.springframework.web.bind.annotation';
const UPLOAD = 'org.springframework.web.multipart.MultipartFile';
/** A text is sent as it is; an object becomes JSON. */
const TEXT_BODY: readonly SinkModel[] = ['xss-reflected', 'xss-stored'].map((rule) => ({
  rule,
  at: ['result'],
  when: [{ at: 'result', type: 'string' }],
  confidence: 'medium',
}));
/** The name of a view, put together: `redirect:` and an address. */
const VIEW: readonly SinkModel[] = [
  {
    rule: 'open-redirect',
    at: ['result'],
    when: [
      { at: 'result', type: 'string' },
      { at: 'result', built: true },
    ],
    confidence: 'medium',
  },
];

const route = (method: string): MarkModel => ({
  route: { method, path: '0' },
  paramsAre: { kind: 'remote', what: 'request parameter' },
});
const parameter = (what: string): MarkModel => ({ source: { kind: 'remote', what } });
const BUILDER = 'org.springframework.http.ResponseEntity.BodyBuilder';
/** Controllers of Spring MVC and WebFlux. */
export const springWeb: ModelPack = {
  id: 'spring-web',
  languages: ['java'],
  about:
    'Spring MVC and WebFlux: https://docs.spring.io/spring-framework/reference/web/webmvc.html',
  cleanTypes: [
    'org.springframework.ui.Model',
    'org.springframework.ui.ModelMap',
    'org.springframework.validation.BindingResult',
    'org.springframework.validation.Errors',
    'org.springframework.web.servlet.mvc.support.RedirectAttributes',
    'org.springframework.data.domain.Pageable',
    'org.springframework.security.core.Authentication',
    'java.security.Principal',
    'java.util.Locale',
    'org.springframework.web.bind.support.SessionStatus',
    'org.springframework.web.util.UriComponentsBuilder',
    'org.springframework.http.HttpMethod',
    'org.springframework.http.HttpStatus',
  ],
  extends: {
    [BUILDER]: ['org.springframework.http.ResponseEntity.HeadersBuilder'],
    'org.springframework.http.RequestEntity': ['org.springframework.http.HttpEntity'],
    'org.springframework.web.context.request.NativeWebRequest': [
      'org.springframework.web.context.request.WebRequest',
    ],
    'org.springframework.http.server.ServerHttpRequest': ['org.springframework.http.HttpRequest'],
  },
  marks: {
    [`${WEB}.RequestMapping`]: { ...route('key:method'), prefix: '0' },
    [`${WEB}.RestController`]: { returns: TEXT_BODY },
    [`${WEB}.ResponseBody`]: { returns: TEXT_BODY },
    'org.springframework.stereotype.Controller': { returns: VIEW },
    [`${WEB}.GetMapping`]: route('GET'),
    [`${WEB}.PostMapping`]: route('POST'),
    [`${WEB}.PutMapping`]: route('PUT'),
    [`${WEB}.PatchMapping`]: route('PATCH'),
    [`${WEB}.DeleteMapping`]: route('DELETE'),
    'org.springframework.messaging.handler.annotation.MessageMapping': route('*'),
    'org.springframework.graphql.data.method.annotation.QueryMapping': route('QUERY'),
    'org.springframework.graphql.data.method.annotation.MutationMapping': route('MUTATION'),
    'org.springframework.kafka.annotation.KafkaListener': {
      route: { method: 'MESSAGE', path: 'key:topics' },
      paramsAre: { kind: 'foreign', what: 'message' },
    },
    'org.springframework.amqp.rabbit.annotation.RabbitListener': {
      route: { method: 'MESSAGE', path: 'key:queues' },
      paramsAre: { kind: 'foreign', what: 'message' },
    },
    'org.springframework.jms.annotation.JmsListener': {
      route: { method: 'MESSAGE', path: 'key:destination' },
      paramsAre: { kind: 'foreign', what: 'message' },
    },
    [`${WEB}.RequestParam`]: parameter('request parameter'),
    [`${WEB}.PathVariable`]: parameter('part of the path'),
    [`${WEB}.RequestBody`]: parameter('request body'),
    [`${WEB}.RequestHeader`]: parameter('request header'),
    [`${WEB}.CookieValue`]: { source: { kind: 'remote', what: 'cookie' } },
    [`${WEB}.ModelAttribute`]: parameter('form'),
    [`${WEB}.RequestPart`]: parameter('part of the request'),
    [`${WEB}.MatrixVariable`]: parameter('matrix variable'),
    'org.springframework.messaging.handler.annotation.Payload': parameter('message'),
    'org.springframework.graphql.data.method.annotation.Argument': parameter('argument'),
    [`${WEB}.CrossOrigin`]: {
      misuses: [
        {
          rule: 'cors-any-origin',
          shows: 'every site may read the answer',
          when: [{ at: 'key:origins', matches: String.raw`(?:^|\n)\*(?:$|\n)` }],
        },
        {
          rule: 'cors-any-origin',
          shows: 'every site may read the answer',
          when: [
            { at: '0', absent: true },
            { at: 'key:origins', absent: true },
            { at: 'key:originPatterns', absent: true },
          ],
          confidence: 'medium',
        },
        {
          rule: 'cors-any-origin',
          shows: 'every site may read the answer',
          when: [{ at: '0', is: '*' }],
        },
        {
          rule: 'cors-credentials-any-origin',
          shows: 'every site may act for the user',
          when: [
            { at: 'key:originPatterns', is: '*' },
            { at: 'key:allowCredentials', is: 'true' },
          ],
        },
      ],
    },
    ...Object.fromEntries(
      [
        'org.springframework.security.core.annotation.AuthenticationPrincipal',
        'org.springframework.security.core.annotation.CurrentSecurityContext',
        `${WEB}.SessionAttribute`,
        `${WEB}.RequestAttribute`,
      ].map((name) => [name, { cleans: 'all' } satisfies MarkModel]),
    ),
    'org.springframework.beans.factory.annotation.Value': {
      source: { kind: 'local', what: 'configuration value' },
    },
  },
  paths: {
    ...members(UPLOAD, 'getOriginalFilename()', {
      ...source('remote', 'name of an uploaded file'),
      type: 'string',
    }),
    ...members(
      UPLOAD,
      'getName() getContentType()',
      source('remote', 'description of an uploaded file'),
    ),
    ...members(
      UPLOAD,
      'getBytes() getInputStream() getResource()',
      source('remote', 'uploaded file'),
    ),
    [`${UPLOAD}.transferTo()`]: {
      flows: [],
      sinks: [
        { rule: 'path-traversal', at: ['0'] },
        { rule: 'unrestricted-upload', at: ['0'] },
      ],
    },
    ...members(
      'org.springframework.web.context.request.WebRequest',
      'getParameter() getParameterValues() getParameterMap()',
      source('remote', 'request parameter'),
    ),
    ...members(
      'org.springframework.web.context.request.WebRequest',
      'getHeader() getHeaderValues()',
      source('remote', 'request header'),
    ),
    ...members(
      'org.springframework.http.HttpEntity',
      'getBody() getHeaders()',
      source('remote', 'request'),
    ),
    ...members(
      'org.springframework.http.HttpRequest',
      'getURI() getHeaders()',
      source('remote', 'request'),
    ),
    ...members(
      'org.springframework.http.server.reactive.ServerHttpRequest',
      'getQueryParams() getPath() getURI() getHeaders() getCookies() getBody()',
      source('remote', 'request'),
    ),
    ...members(
      'org.springframework.web.reactive.function.server.ServerRequest',
      'queryParam() queryParams() pathVariable() pathVariables() headers() bodyToMono() bodyToFlux() body() formData() cookies() uri() path()',
      source('remote', 'request'),
    ),
    ...members(
      'org.springframework.web.servlet.function.ServerRequest',
      'param() params() pathVariable() pathVariables() headers() body() cookies() uri() path()',
      source('remote', 'request'),
    ),

    'org.springframework.beans.BeanUtils.copyProperties()': flows('0>1 0.*>1.*'),
    ...members(
      'org.springframework.web.bind.WebDataBinder',
      'setAllowedFields() setDisallowedFields()',
      flows(''),
    ),
    ...members('org.springframework.http.MediaType', 'parseMediaType() valueOf()', flows('')),
  },
};
