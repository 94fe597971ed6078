import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Routes } from '../context.ts';
import type { ConsoleFile } from '../console-files.ts';
import { Problem } from '../problem.ts';

/** A page is made in the browser: all that is neither the API, nor an asset, nor a file beside index.html, as /favicon.ico would be. */
const PAGE = /^\/(?!(?:v1|auth|assets)(?:\/|$))(?:[^/.]*$|[^/]+\/)/u;
/** By Helmet's and OWASP's lists; `docs/adr/0026-the-console.md` says why each is as strict as it is. */
const HEADERS = {
  'content-security-policy': [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self'`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'x-frame-options': 'DENY',
} as const;
const NOT_BUILT = 'the console is not built: run `npm run build`, and start the service again';

/** The web pages: whatever no other route answers. */
export const consoleRoutes: Routes = (app, { console: files }) => {
  app.get(
    '/*',
    { config: { permission: 'public' }, schema: { hide: true } },
    async (request, reply) => {
      const address = request.url.split('?', 1)[0] ?? '';
      const isPage = PAGE.test(address);
      if (isPage && files === undefined) throw new Problem(404, NOT_BUILT);
      const file = files?.get(isPage ? '/index.html' : address);
      if (file === undefined) throw new Problem(404, `GET ${address.slice(0, 200)}`);
      return sendFile(file, request, reply);
    },
  );
};

function sendFile(file: ConsoleFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.headers(HEADERS).headers({
    'cache-control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.etag,
    vary: 'accept-encoding',
  });
  if (request.headers['if-none-match'] === file.etag) return reply.status(304).send();
  const { encoding, bytes } = packed(file, request.headers['accept-encoding'] ?? '');
  if (encoding !== undefined) reply.header('content-encoding', encoding);
  return reply.type(file.type).send(bytes);
}

/** What the browser takes of what there is, the smallest first. Whoever weighs encodings is sent the file as it is. */
function packed(
  { br, gzip, bytes }: ConsoleFile,
  accepted: string,
): { readonly encoding?: 'br' | 'gzip'; readonly bytes: Buffer } {
  const names = accepted.split(',', 20).map((name) => name.trim());
  if (br !== undefined && names.includes('br')) return { encoding: 'br', bytes: br };
  if (gzip !== undefined && names.includes('gzip')) return { encoding: 'gzip', bytes: gzip };
  return { bytes };
}
