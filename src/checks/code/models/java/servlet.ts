import { flows, members, source } from '../entries.ts';
import type { ModelPack } from '../model.ts';

const REQUEST = 'javax.servlet.http.HttpServletRequest';
const RESPONSE = 'javax.servlet.http.HttpServletResponse';
const WRITER = 'javax.servlet.ResponseWriter';
const SESSION = 'javax.servlet.http.HttpSession';
const COOKIE = 'javax.servlet.http.Cookie';

const REMOTE = source('remote', 'request parameter');
const HEADER = source('remote', 'request header');
const HANDLERS = ['doGet', 'doPost', 'doPut', 'doDelete', 'doHead', 'doOptions', 'service'];

/** Servlets and the pages on them, of both names of the packages. */
export const servlet: ModelPack = {
  id: 'java-servlet',
  languages: ['java'],
  about:
    'Jakarta Servlet 6 and Java EE before it: https://jakarta.ee/specifications/servlet/6.0/apidocs/',
  aliases: { 'jakarta.servlet': 'javax.servlet' },
  extends: {
    [REQUEST]: ['javax.servlet.ServletRequest'],
    'javax.servlet.http.HttpServletRequestWrapper': [REQUEST],
    'org.springframework.web.multipart.MultipartHttpServletRequest': [REQUEST],
    [RESPONSE]: ['javax.servlet.ServletResponse'],
    'javax.servlet.http.HttpServletResponseWrapper': [RESPONSE],
    [WRITER]: ['java.io.PrintWriter'],
    'javax.servlet.ServletOutputStream': ['java.io.OutputStream'],
    'javax.servlet.jsp.JspWriter': [WRITER],
  },
  overrides: HANDLERS.map((method) => ({
    type: 'javax.servlet.http.HttpServlet',
    method,
    params: [REQUEST, RESPONSE],
    route: { method: method === 'service' ? '*' : method.slice(2).toUpperCase(), path: '' },
  })),
  paths: {
    ...members('javax.servlet.ServletRequest', 'getParameter()', { ...REMOTE, type: 'string' }),
    ...members('javax.servlet.ServletRequest', 'getParameterValues()', REMOTE),
    'javax.servlet.ServletRequest.getParameterNames()': {
      ...source('remote', 'name of a request parameter'),
      type: 'java.util.Enumeration',
    },
    'javax.servlet.ServletRequest.getParameterMap()': { ...REMOTE, type: 'java.util.Map' },
    'javax.servlet.ServletRequest.getReader()': {
      ...source('remote', 'request body'),
      type: 'java.io.BufferedReader',
    },
    'javax.servlet.ServletRequest.getInputStream()': {
      ...source('remote', 'request body'),
      type: 'java.io.InputStream',
    },
    ...members('javax.servlet.ServletRequest', 'getServerName()', source('remote', 'host header')),
    ...members('javax.servlet.ServletRequest', 'getAttribute()', flows('this.{0}>result')),
    ...members('javax.servlet.ServletRequest', 'setAttribute()', flows('1>this.{0}')),
    ...members(
      'javax.servlet.ServletRequest',
      'getRemoteAddr() getRemotePort() getServerPort() getContentLength() getLocale() getProtocol() getScheme() getServletContext()',
      flows(''),
    ),
    [`${REQUEST}.getHeader()`]: { ...HEADER, type: 'string' },
    [`${REQUEST}.getHeaders()`]: { ...HEADER, type: 'java.util.Enumeration' },
    [`${REQUEST}.getHeaderNames()`]: {
      ...source('remote', 'name of a request header'),
      type: 'java.util.Enumeration',
    },
    ...members(
      REQUEST,
      'getIntHeader() getDateHeader() getMethod() getAuthType() getUserPrincipal() getRemoteUser() isUserInRole() getContextPath()',
      flows(''),
    ),
    [`${REQUEST}.getQueryString()`]: {
      ...source('remote', 'query of the address'),
      type: 'string',
    },
    ...members(REQUEST, 'getRequestURI() getPathInfo() getPathTranslated() getServletPath()', {
      ...source('remote', 'path of the address'),
      type: 'string',
    }),
    [`${REQUEST}.getRequestURL()`]: {
      ...source('remote', 'address'),
      type: 'java.lang.StringBuffer',
    },
    [`${REQUEST}.getCookies()`]: {
      type: `${COOKIE}[]`,
      source: { kind: 'remote', what: 'cookie' },
    },
    [`${REQUEST}.getPart()`]: { type: 'javax.servlet.http.Part' },
    [`${REQUEST}.getParts()`]: { type: 'javax.servlet.http.Part[]' },
    [`${REQUEST}.getSession()`]: { type: SESSION, flows: [] },
    [`${REQUEST}.getRequestDispatcher()`]: {
      flows: [],
      type: 'javax.servlet.RequestDispatcher',
      sinks: [{ rule: 'path-traversal', at: ['0'], confidence: 'medium' }],
    },
    'javax.servlet.ServletContext.getRequestDispatcher()': {
      flows: [],
      type: 'javax.servlet.RequestDispatcher',
      sinks: [{ rule: 'path-traversal', at: ['0'], confidence: 'medium' }],
    },
    ...members(
      'javax.servlet.ServletContext',
      'getResource() getResourceAsStream() getRealPath()',
      {
        flows: [['0', 'result']],
        sinks: [{ rule: 'path-traversal', at: ['0'], confidence: 'medium' }],
      },
    ),
    ...members('javax.servlet.ServletContext', 'log()', {
      sinks: [{ rule: 'log-injection', at: ['0'] }],
    }),
    ...members('javax.servlet.ServletConfig', 'getInitParameter()', flows('')),
    'javax.servlet.http.Part.getSubmittedFileName()': {
      type: 'string',
      source: { kind: 'remote', what: 'name of an uploaded file' },
    },
    'javax.servlet.http.Part.getHeader()': HEADER,
    'javax.servlet.http.Part.getInputStream()': {
      type: 'java.io.InputStream',
      source: { kind: 'remote', what: 'uploaded file' },
    },
    'javax.servlet.http.Part.write()': {
      flows: [],
      sinks: [
        { rule: 'path-traversal', at: ['0'] },
        { rule: 'unrestricted-upload', at: ['0'] },
      ],
    },

    ...members(
      'org.apache.commons.fileupload.FileItem',
      'getName() getFieldName()',
      source('remote', 'name of an uploaded file'),
    ),
    ...members(
      'org.apache.commons.fileupload.FileItem',
      'getString()',
      source('remote', 'form field'),
    ),
    ...members(
      'org.apache.commons.fileupload.FileItem',
      'getInputStream() get()',
      source('remote', 'uploaded file'),
    ),
    'org.apache.commons.fileupload.FileItem.write()': {
      sinks: [{ rule: 'path-traversal', at: ['0'] }],
    },
  },
};
