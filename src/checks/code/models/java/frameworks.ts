import { flows, members, owners, source } from '../entries.ts';
import type { MarkModel, ModelPack, SinkModel } from '../model.ts';

const parameter = (what: string): MarkModel => ({ source: { kind: 'remote', what } });
const route = (method: string): MarkModel => ({
  route: { method, path: '0' },
  paramsAre: { kind: 'remote', what: 'request' },
});
const REDIRECT: SinkModel = { rule: 'open-redirect', at: ['0'] };
const RESPONSE = 'javax.ws.rs.core.Response';

/** JAX-RS, Micronaut, Play, Javalin, Spark, Vert.x, Struts, GWT. */
export const frameworks: ModelPack = {
  id: 'java-frameworks',
  languages: ['java'],
  about:
    'Jakarta REST 3.1 (Quarkus, Jersey, RESTEasy), Micronaut, Javalin, Spark, Vert.x: https://jakarta.ee/specifications/restful-ws/3.1/apidocs/',
  aliases: { 'jakarta.ws.rs': 'javax.ws.rs' },
  cleanTypes: ['javax.ws.rs.core.SecurityContext', 'javax.ws.rs.core.Application'],
  marks: {
    'javax.ws.rs.Path': { prefix: '0' },
    ...Object.fromEntries(
      ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'].map((method) => [
        `javax.ws.rs.${method}`,
        {
          route: { method, path: '' },
          paramsAre: { kind: 'remote', what: 'request body' },
        } satisfies MarkModel,
      ]),
    ),
    'javax.ws.rs.QueryParam': parameter('request parameter'),
    'javax.ws.rs.PathParam': parameter('part of the path'),
    'javax.ws.rs.FormParam': parameter('form field'),
    'javax.ws.rs.HeaderParam': parameter('request header'),
    'javax.ws.rs.CookieParam': { source: { kind: 'remote', what: 'cookie' } },
    'javax.ws.rs.MatrixParam': parameter('matrix parameter'),
    'javax.ws.rs.BeanParam': parameter('request'),
    'org.jboss.resteasy.reactive.RestQuery': parameter('request parameter'),
    'org.jboss.resteasy.reactive.RestPath': parameter('part of the path'),
    'org.jboss.resteasy.reactive.RestForm': parameter('form field'),
    'org.jboss.resteasy.reactive.RestHeader': parameter('request header'),
    'io.micronaut.http.annotation.Controller': { prefix: '0' },
    ...Object.fromEntries(
      ['Get', 'Post', 'Put', 'Delete', 'Patch'].map((name) => [
        `io.micronaut.http.annotation.${name}`,
        route(name.toUpperCase()),
      ]),
    ),
    ...Object.fromEntries(
      ['QueryValue', 'PathVariable', 'Body', 'Header', 'CookieValue', 'Part'].map((name) => [
        `io.micronaut.http.annotation.${name}`,
        parameter('request'),
      ]),
    ),
    'javax.jws.WebMethod': {
      route: { method: 'POST', path: '' },
      paramsAre: { kind: 'remote', what: 'argument of a service' },
    },
  },
  extends: {
    'javax.ws.rs.core.MultivaluedMap': ['java.util.Map'],
  },
  paths: {
    ...members('javax.ws.rs.core.UriInfo', 'getQueryParameters() getPathParameters()', {
      ...source('remote', 'request parameter'),
      type: 'javax.ws.rs.core.MultivaluedMap',
    }),
    ...members(
      'javax.ws.rs.core.UriInfo',
      'getPath() getRequestUri() getAbsolutePath() getPathSegments()',
      source('remote', 'address'),
    ),
    ...members(
      'javax.ws.rs.core.HttpHeaders',
      'getHeaderString() getRequestHeader() getRequestHeaders() getCookies()',
      source('remote', 'request header'),
    ),
    'javax.ws.rs.core.MultivaluedMap.getFirst()': flows('this.{0}>result this>result', {
      type: 'string',
    }),
    ...members(RESPONSE, 'seeOther() temporaryRedirect()', {
      type: `${RESPONSE}.ResponseBuilder`,
      flows: [],
      sinks: [REDIRECT],
    }),
    ...members(RESPONSE, 'ok() status() accepted() created()', {
      type: `${RESPONSE}.ResponseBuilder`,
      flows: [],
    }),
    ...members(`${RESPONSE}.ResponseBuilder`, 'entity() type() status() cookie()', {
      type: 'this',
      flows: [],
    }),
    ...members(`${RESPONSE}.ResponseBuilder`, 'header()', {
      type: 'this',
      flows: [],
      sinks: [
        { rule: 'header-injection', at: ['1'], confidence: 'medium' },
        { rule: 'open-redirect', at: ['1'], when: [{ at: '0', matches: '^location$' }] },
      ],
    }),
    ...members(`${RESPONSE}.ResponseBuilder`, 'location()', {
      type: 'this',
      flows: [],
      sinks: [REDIRECT],
    }),
    'io.micronaut.http.HttpResponse.redirect()': { flows: [], sinks: [REDIRECT] },

    ...members(
      'io.javalin.http.Context',
      'queryParam() formParam() pathParam() header() cookie() body() bodyAsClass() queryString() queryParamMap() formParamMap() url() path() uploadedFile()',
      source('remote', 'request'),
    ),
    ...members('io.javalin.http.Context', 'html()', {
      type: 'this',
      flows: [],
      sinks: [
        { rule: 'xss-reflected', at: ['0'] },
        { rule: 'xss-stored', at: ['0'] },
      ],
    }),
    ...members('io.javalin.http.Context', 'redirect()', { flows: [], sinks: [REDIRECT] }),
    ...members('io.javalin.Javalin', 'get() post() put() delete() patch()', {
      type: 'this',
      handlers: [
        { at: '1', params: ['io.javalin.http.Context'], route: { method: '*', path: '0' } },
      ],
    }),
    'io.javalin.Javalin.create()': { type: 'io.javalin.Javalin', flows: [] },
    ...members('io.javalin.Javalin', 'start()', { type: 'this', flows: [] }),
    ...members('spark.Spark', 'get() post() put() delete() patch()', {
      handlers: [
        {
          at: '1',
          params: ['spark.Request', 'spark.Response'],
          route: { method: '*', path: '0' },
          returns: [{ rule: 'xss-reflected', at: ['result'] }],
        },
      ],
    }),
    ...members(
      'spark.Request',
      'queryParams() params() headers() cookie() body() queryString() splat() queryMap() pathInfo() url()',
      source('remote', 'request'),
    ),
    'spark.Response.redirect()': { flows: [], sinks: [REDIRECT] },
    'spark.Response.header()': { flows: [], sinks: [{ rule: 'header-injection', at: ['1'] }] },
    ...members(
      'io.vertx.core.http.HttpServerRequest',
      'getParam() params() getHeader() headers() path() query() uri() absoluteURI() getFormAttribute()',
      source('remote', 'request'),
    ),
    ...members(
      'io.vertx.ext.web.RoutingContext',
      'pathParam() queryParam() queryParams() pathParams() getBodyAsString() getBodyAsJson() body()',
      source('remote', 'request'),
    ),
    'io.vertx.ext.web.RoutingContext.request()': {
      type: 'io.vertx.core.http.HttpServerRequest',
      flows: [],
    },
    'io.vertx.ext.web.RoutingContext.response()': {
      type: 'io.vertx.core.http.HttpServerResponse',
      flows: [],
    },
    ...owners(['io.vertx.core.http.HttpServerResponse'], 'end() write()', {
      flows: [],
      sinks: [
        {
          rule: 'xss-reflected',
          at: ['0'],
          when: [{ at: '0', type: 'string' }],
          confidence: 'medium',
        },
      ],
    }),
    ...owners(
      ['com.sun.net.httpserver.HttpExchange'],
      'getRequestURI() getRequestHeaders() getRequestBody()',
      source('remote', 'request'),
    ),
    'com.sun.net.httpserver.HttpExchange.getResponseBody()': {
      type: 'javax.servlet.ServletOutputStream',
      flows: [],
    },
    ...members(
      'play.mvc.Http.Request',
      'getQueryString() queryString() body() header() headers() cookie() uri() path()',
      source('remote', 'request'),
    ),
    'play.mvc.Results.redirect()': { flows: [], sinks: [REDIRECT] },
    ...members(
      'io.netty.handler.codec.http.HttpRequest',
      'uri() getUri() headers()',
      source('remote', 'request'),
    ),
  },
  overrides: [
    {
      type: 'com.sun.net.httpserver.HttpHandler',
      method: 'handle',
      params: ['com.sun.net.httpserver.HttpExchange'],
      route: { method: '*', path: '' },
    },
  ],
};
