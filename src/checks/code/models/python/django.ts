import { flows, members, owners, source } from '../entries.ts';
import type { Model, ModelPack, OverrideModel, SinkModel } from '../model.ts';

const REQUEST = 'django.http.HttpRequest';
const DICT = 'django.http.QueryDict';
const RESPONSE = 'django.http.HttpResponse';
const FILE = 'django.core.files.uploadedfile.UploadedFile';
const SET = 'django.db.models.QuerySet';
const PLAIN = [
  'application/json',
  'text/plain',
  'text/csv',
  'application/octet-stream',
  'application/pdf',
];
const BODY: SinkModel = {
  rule: 'xss-reflected',
  at: ['0', 'key:content'],
  when: [
    { at: 'key:content_type', isNot: PLAIN },
    { at: '1', isNot: PLAIN },
  ],
};
const remote = (what: string, type?: string): Model => ({
  ...source('remote', what),
  ...(type === undefined ? {} : { type }),
});
const VERBS = [
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'dispatch',
  'list',
  'create',
  'retrieve',
  'update',
  'partial_update',
  'destroy',
];
const PARAMS = { kind: 'remote', what: 'part of the path' } as const;
const VIEWS = [
  'django.views.View',
  'django.views.generic.View',
  'django.views.generic.base.View',
  'django.views.generic.TemplateView',
  'django.views.generic.ListView',
  'django.views.generic.DetailView',
  'django.views.generic.FormView',
  'django.views.generic.CreateView',
  'django.views.generic.UpdateView',
  'django.views.generic.DeleteView',
  'django.views.generic.RedirectView',
];
const REST = [
  'rest_framework.views.APIView',
  'rest_framework.generics.GenericAPIView',
  'rest_framework.viewsets.ViewSet',
  'rest_framework.viewsets.ModelViewSet',
  'rest_framework.viewsets.GenericViewSet',
];
const view = (type: string, request: string): readonly OverrideModel[] =>
  VERBS.map((method) => ({
    type,
    method,
    params: [request],
    paramsAre: PARAMS,
    route: { method: method.toUpperCase(), path: '' },
  }));
const REDIRECT: Model = {
  flows: [],
  type: RESPONSE,
  sinks: [{ rule: 'open-redirect', at: ['0', 'key:redirect_to'] }],
};
/** What an answer must not hold. */
const SECRETS: SinkModel = {
  rule: 'sensitive-data-in-response',
  at: ['0*'],
  kinds: ['secret', 'named-secret'],
};
/** Django and its REST framework. */
export const django: ModelPack = {
  id: 'django',
  languages: ['python'],
  about:
    'Django 5 and Django REST framework 3: https://docs.djangoproject.com/en/stable/ref/, https://www.django-rest-framework.org/',
  aliases: {
    'django.http.request': 'django.http',
    'django.http.response': 'django.http',
    'django.utils.safestring.SafeText': 'django.utils.safestring.mark_safe',
    'django.utils.safestring.SafeString': 'django.utils.safestring.mark_safe',
    'django.core.handlers.wsgi.WSGIRequest': REQUEST,
    'django.db.models.manager.Manager': SET,
    'django.db.models.Manager': SET,
    'django.db.models.query.QuerySet': SET,
  },
  extends: {
    [DICT]: ['dict'],
    'rest_framework.request.Request': [REQUEST],
    'django.http.StreamingHttpResponse': [RESPONSE],
    'django.core.files.uploadedfile.InMemoryUploadedFile': [FILE],
    [FILE]: ['io.StringIO'],
    ...Object.fromEntries(VIEWS.slice(1).map((type) => [type, ['django.views.View']])),
    ...Object.fromEntries(REST.slice(1).map((type) => [type, [REST[0] ?? '']])),
  },
  shapes: [{ names: ['request'], types: [REQUEST], imports: ['django', 'rest_framework'] }],
  overrides: [
    ...view('django.views.View', REQUEST),
    ...view('rest_framework.views.APIView', 'rest_framework.request.Request'),
  ],
  marks: {
    'django.views.decorators.csrf.csrf_exempt': {
      misuses: [
        {
          rule: 'csrf-protection-off',
          shows: 'forms of other sites are accepted',
          when: [],
          confidence: 'medium',
        },
      ],
    },
    'django.contrib.auth.decorators.login_required': { authenticates: true },
    'django.contrib.auth.decorators.permission_required': { authenticates: true },
    'django.contrib.admin.views.decorators.staff_member_required': { authenticates: true },
    'rest_framework.decorators.api_view': { route: { method: '0', path: '' }, paramsAre: PARAMS },
    'rest_framework.decorators.permission_classes': {
      authenticates: true,
      misuses: [
        {
          rule: 'permissive-authorisation',
          shows: 'everybody is allowed',
          when: [{ at: '0', matches: 'AllowAny' }],
          confidence: 'low',
        },
      ],
    },
    'rest_framework.decorators.action': {
      route: { method: 'key:methods', path: 'key:url_path' },
      paramsAre: PARAMS,
    },
  },
  paths: {
    'django.views.View.request': { type: REQUEST },
    'rest_framework.views.APIView.request': { type: 'rest_framework.request.Request' },
    ...owners(
      ['django.views.View', 'rest_framework.views.APIView'],
      'kwargs args',
      source('remote', 'part of the path'),
    ),
    [`${REQUEST}.GET`]: remote('query parameter', DICT),
    [`${REQUEST}.POST`]: remote('form field', DICT),
    [`${REQUEST}.REQUEST`]: remote('request parameter', DICT),
    [`${REQUEST}.COOKIES`]: remote('cookie', DICT),
    [`${REQUEST}.FILES`]: { type: 'django.http.Files' },
    'django.http.Files.get()': { type: FILE, source: { kind: 'remote', what: 'uploaded file' } },
    'django.http.Files.getlist()': {
      type: FILE,
      source: { kind: 'remote', what: 'uploaded file' },
    },
    [`${FILE}.name`]: {
      type: 'string',
      source: { kind: 'remote', what: 'name of an uploaded file', clean: ['path'] },
    },
    ...members(FILE, 'read() chunks()', remote('uploaded file')),
    ...members(REQUEST, 'META headers', remote('request header', DICT)),
    ...members(REQUEST, 'body', remote('request body')),
    ...members(REQUEST, 'path path_info', remote('path of the address', 'string')),
    ...members(
      REQUEST,
      'get_full_path() build_absolute_uri() get_raw_uri()',
      remote('address', 'string'),
    ),
    [`${REQUEST}.get_host()`]: remote('host header', 'string'),
    [`${REQUEST}.session`]: { type: 'django.Session' },
    'django.Session.*=': {
      sinks: [
        { rule: 'trust-boundary', at: ['0', '1'] },
        { rule: 'predictable-secret', at: ['0'] },
      ],
    },
    ...members('django.Session', 'get() pop() flush() cycle_key()', flows('')),
    ...members(REQUEST, 'user method resolver_match is_ajax()', {}),
    'rest_framework.request.Request.data': remote('request body', DICT),
    'rest_framework.request.Request.query_params': remote('query parameter', DICT),
    [`${DICT}.get()`]: flows('this.{0}>result this>result 1>result', { type: 'string' }),
    ...members(DICT, 'getlist() dict() urlencode() copy()', flows('this>result this.{0}>result')),

    [`${RESPONSE}()`]: { type: RESPONSE, flows: [], sinks: [BODY] },
    ...members(
      'django.http',
      'HttpResponseBadRequest() HttpResponseNotFound() HttpResponseForbidden() HttpResponseServerError() StreamingHttpResponse()',
      { type: RESPONSE, flows: [], sinks: [BODY] },
    ),
    ...members(RESPONSE, 'write()', { flows: [], sinks: [{ rule: 'xss-reflected', at: ['0'] }] }),
    [`${RESPONSE}.content=`]: { sinks: [{ rule: 'xss-reflected', at: ['0'] }] },
    [`${RESPONSE}.set_cookie()`]: {
      flows: [],
      sinks: [
        { rule: 'predictable-secret', at: ['1', 'key:value'] },
        { rule: 'cookie-injection', at: ['0', '1'], confidence: 'low' },
      ],
      misuses: [
        {
          rule: 'cookie-not-secure',
          shows: 'Secure is switched off',
          when: [{ at: 'key:secure', is: false }],
        },
        {
          rule: 'cookie-not-secure',
          shows: 'Secure is not set',
          when: [{ at: 'key:secure', absent: true }],
          confidence: 'medium',
        },
        {
          rule: 'cookie-not-httponly',
          shows: 'HttpOnly is switched off',
          when: [{ at: 'key:httponly', is: false }],
        },
        {
          rule: 'cookie-not-httponly',
          shows: 'HttpOnly is not set',
          when: [{ at: 'key:httponly', absent: true }],
          confidence: 'low',
        },
      ],
    },
    'django.http.JsonResponse()': { type: RESPONSE, flows: [], sinks: [SECRETS] },
    'django.http.FileResponse()': { type: RESPONSE, flows: [] },
    'rest_framework.response.Response()': { type: RESPONSE, flows: [], sinks: [SECRETS] },
    ...members('django.http', 'HttpResponseRedirect() HttpResponsePermanentRedirect()', REDIRECT),
    'django.shortcuts.redirect()': {
      ...REDIRECT,
      sinks: [{ rule: 'open-redirect', at: ['0'], confidence: 'medium' }],
    },
    ...members('django.urls', 'reverse() reverse_lazy() resolve()', flows('')),
    ...members('django.shortcuts', 'get_object_or_404() get_list_or_404()', {
      flows: [],
      source: { kind: 'stored', what: 'row of a table' },
    }),
    'django.views.static.serve()': {
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['key:document_root'] }],
    },
    'django.forms.Form.cleaned_data': remote('form field', DICT),
    'django.forms.ModelForm.cleaned_data': remote('form field', DICT),
  },
};
