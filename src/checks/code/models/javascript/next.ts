import { members, source } from '../entries.ts';
import type { ModelPack } from '../model.ts';
import { ANSWER, page, sinks } from './terms.ts';

const REQUEST = 'next/server.NextRequest';
const API_REQUEST = 'next.NextApiRequest';
const API_RESPONSE = 'next.NextApiResponse';
const TEXT = ['nosql', 'assignment'] as const;
const HEADER = source('remote', 'request header', { clean: ['html', 'redirect', ...TEXT] });

/** Next.js: API routes, route handlers, pages with data from the server. Also what edge runtimes share: Request, Response. */
export const next: ModelPack = {
  id: 'next',
  languages: ['javascript'],
  about:
    'https://nextjs.org/docs: route handlers, API routes, getServerSideProps, middleware, navigation',
  extends: { [API_REQUEST]: ['http.IncomingMessage'], [API_RESPONSE]: ['express.Response'] },
  paths: {
    [`${API_REQUEST}.query`]: source('remote', 'query parameter', { clean: ['assignment'] }),
    [`${API_REQUEST}.body`]: source('remote', 'request body'),
    [`${API_REQUEST}.cookies`]: source('remote', 'cookie', {
      clean: ['html', 'redirect', ...TEXT],
    }),
    [`${REQUEST}.nextUrl`]: { type: 'next/server.NextURL' },
    'next/server.NextURL.searchParams.get()': {
      flows: [],
      ...source('remote', 'query parameter', { clean: TEXT }),
    },
    'next/server.NextURL.searchParams': source('remote', 'query parameter', { clean: TEXT }),
    'next/server.NextURL.pathname': source('remote', 'address of the request', {
      clean: ['redirect', 'url', ...TEXT],
    }),
    [`${REQUEST}.url`]: source('remote', 'address of the request', {
      clean: ['redirect', 'url', ...TEXT],
    }),
    ...members(REQUEST, 'json()', { flows: [], ...source('remote', 'request body') }),
    ...members(REQUEST, 'text() formData() arrayBuffer()', {
      flows: [],
      ...source('remote', 'request body', { clean: TEXT }),
    }),
    [`${REQUEST}.headers.get()`]: { flows: [], ...HEADER },
    [`${REQUEST}.headers`]: HEADER,
    [`${REQUEST}.cookies.get()`]: {
      flows: [],
      ...source('remote', 'cookie', { clean: ['html', 'redirect', ...TEXT] }),
    },
    'next/headers.headers()': { flows: [], ...HEADER },
    'next/headers.cookies()': {
      flows: [],
      ...source('remote', 'cookie', { clean: ['html', 'redirect', ...TEXT] }),
    },
    ...members('next/server.NextResponse', 'redirect() rewrite()', {
      flows: [],
      sinks: sinks('open-redirect', '0'),
    }),
    'next/server.NextResponse.json()': { flows: [], sinks: ANSWER },
    'next/server.NextResponse()': {
      flows: [],
      sinks: page('0', [{ at: '1.headers.Content-Type', matches: 'html' }]),
    },
    ...members('next/navigation', 'redirect() permanentRedirect()', {
      flows: [],
      sinks: sinks('open-redirect', '0'),
    }),
    'next/router.useRouter()': { type: 'next/router.Router', flows: [] },
    'next/router.Router.query': source('dom', 'address of the page', { clean: TEXT }),
    ...members('next/router.Router', 'push() replace()', {
      flows: [],
      sinks: sinks('open-redirect-dom', '0'),
    }),
    'next/navigation.useSearchParams()': {
      flows: [],
      ...source('dom', 'address of the page', { clean: TEXT }),
    },
    'Response()': {
      flows: [],
      type: 'Response',
      sinks: page('0', [{ at: '1.headers.Content-Type', matches: 'html' }]),
    },
    'Response.redirect()': { flows: [], sinks: sinks('open-redirect', '0') },
  },
  shapes: [
    {
      names: ['req|request', 'res|response'],
      types: [API_REQUEST, API_RESPONSE],
      imports: ['next'],
    },
  ],
};
