import { members, source } from '../entries.ts';
import type { Condition, MisuseModel, ModelPack } from '../model.ts';
import { off, sinks, wrong } from './terms.ts';

const WEAK_SECRET: readonly Condition[] = [{ at: '0.secret', matches: '^.' }];
function cookie(at: string, isSession: boolean): readonly MisuseModel[] {
  const name = isSession ? 'session-cookie-insecure' : 'cookie-not-secure';
  return [
    wrong(name, 'Secure is switched off', [{ at: `${at}.secure`, is: false }]),
    wrong('cookie-not-httponly', 'HttpOnly is switched off', off(`${at}.httpOnly`)),
    wrong(
      'cookie-samesite-none',
      'SameSite is none',
      [{ at: `${at}.sameSite`, is: ['none', 'None'] }],
      'medium',
    ),
  ];
}

/** Folders that hold more than what is meant for browsers. */
const ROOTS: readonly MisuseModel[] = [
  wrong('static-files-of-root', 'the folder of the program is served', [
    { at: '0', is: ['.', './', '/', '..'] },
  ]),
  wrong(
    'static-files-of-root',
    'the folder of the program is served',
    [{ at: '0', type: 'node.ProgramFolder' }],
    'low',
  ),
  wrong('static-files-of-root', 'the home of the user is served', [
    { at: '0', type: 'node.HomeFolder' },
  ]),
];

/** What is commonly hung before the routes of Express. */
export const expressMiddleware: ModelPack = {
  id: 'express-middleware',
  languages: ['javascript'],
  about:
    'https://expressjs.com/en/resources/middleware.html; helmet, cors, multer, passport, express-validator, express-rate-limit',
  paths: {
    'express-session()': {
      flows: [],
      sinks: sinks('predictable-secret', '0.secret 0.genid'),
      misuses: [
        wrong('session-secret-static', 'the secret stands in the code', WEAK_SECRET),
        ...cookie('0.cookie', true),
        wrong(
          'session-cookie-insecure',
          'Secure is not set',
          [
            { at: '0.secret', given: true },
            { at: '0.cookie.secure', absent: true },
          ],
          'medium',
        ),
      ],
    },
    'cookie-session()': {
      flows: [],
      sinks: sinks('predictable-secret', '0.secret 0.keys 0.keys.*'),
      misuses: [
        wrong('session-secret-static', 'the secret stands in the code', WEAK_SECRET),
        wrong('session-secret-static', 'the key stands in the code', [
          { at: '0.keys.0', matches: '^.' },
        ]),
        ...cookie('0', true),
        ...cookie('0.cookie', true),
        wrong(
          'session-cookie-insecure',
          'Secure is not set',
          [
            { at: '0', given: true },
            { at: '0.secure', absent: true },
            { at: '0.cookie', absent: true },
          ],
          'medium',
        ),
      ],
    },
    'cookie-parser()': {
      flows: [],
      misuses: [
        wrong('session-secret-static', 'the secret stands in the code', [
          { at: '0', matches: '^.' },
        ]),
      ],
    },
    'js-cookie.set()': { flows: [], misuses: cookie('2', false) },
    'express-session.Session.regenerate()': { flows: [], callbacks: [{ at: '0', params: [] }] },
    'cors()': {
      flows: [],
      misuses: [
        wrong(
          'cors-any-origin',
          'any site may read the answers',
          [{ at: '0', absent: true }],
          'medium',
        ),
        wrong(
          'cors-any-origin',
          'any site may read the answers',
          [{ at: '0.origin', is: '*' }],
          'medium',
        ),
        wrong('cors-credentials-any-origin', 'any site may read the answers of a logged in user', [
          { at: '0.origin', is: true },
          { at: '0.credentials', is: true },
        ]),
      ],
    },
    'helmet()': {
      flows: [],
      misuses: [
        wrong('csp-unsafe', 'there is no policy', off('0.contentSecurityPolicy'), 'medium'),
        wrong('frame-options-off', 'any site may frame the pages', off('0.frameguard')),
        wrong('frame-options-off', 'any site may frame the pages', off('0.xFrameOptions')),
        wrong('security-headers-off', 'HSTS is switched off', off('0.hsts')),
        wrong('security-headers-off', 'HSTS is switched off', off('0.strictTransportSecurity')),
        wrong('security-headers-off', 'sniffing is not turned off', off('0.noSniff')),
        ...['scriptSrc', 'defaultSrc', 'script-src', 'default-src'].map((name) =>
          wrong('csp-unsafe', 'scripts in the page are allowed', [
            {
              at: `0.contentSecurityPolicy.directives.${name}.*`,
              is: ["'unsafe-inline'", "'unsafe-eval'", '*'],
            },
          ]),
        ),
      ],
    },
    'helmet.contentSecurityPolicy()': {
      flows: [],
      misuses: ['scriptSrc', 'defaultSrc', 'script-src', 'default-src'].map((name) =>
        wrong('csp-unsafe', 'scripts in the page are allowed', [
          { at: `0.directives.${name}.*`, is: ["'unsafe-inline'", "'unsafe-eval'", '*'] },
        ]),
      ),
    },
    ...members(
      'helmet',
      'frameguard() hsts() noSniff() xssFilter() hidePoweredBy() referrerPolicy()',
      { flows: [] },
    ),
    'csurf()': { flows: [] },
    'csrf-csrf.doubleCsrf()': { flows: [] },
    'lusca.csrf()': { flows: [] },
    'lusca()': {
      flows: [],
      misuses: [wrong('csrf-protection-off', 'CSRF protection is switched off', off('0.csrf'))],
    },
    'multer()': {
      type: 'multer.Multer',
      flows: [],
      misuses: [
        wrong(
          'file-upload-unlimited',
          'no limit of size is set',
          [
            { at: '0', given: true },
            { at: '0.limits', absent: true },
          ],
          'medium',
        ),
      ],
    },
    'multer.diskStorage()': {
      flows: [],
      callbacks: ['0.filename', '0.destination'].map((at) => ({
        at,
        params: [],
        types: ['express.Request', 'multer.File', 'multer.Done'],
      })),
    },
    'multer.Done()': {
      flows: [],
      sinks: sinks('unrestricted-upload', '1', { confidence: 'medium' }),
    },
    'multer.File.originalname': source('remote', 'name of an uploaded file'),
    'express.Request.file': { type: 'multer.File' },
    'express.Request.file.originalname': source('remote', 'name of an uploaded file'),
    'express.Request.file.mimetype': source('remote', 'type of an uploaded file'),
    'express.Request.files': source('remote', 'uploaded file'),
    'express-fileupload()': {
      flows: [],
      misuses: [
        wrong(
          'file-upload-unlimited',
          'no limit of size is set',
          [{ at: '0.limits', absent: true }],
          'medium',
        ),
      ],
    },
    '*.mv()': {
      flows: [],
      sinks: [...sinks('path-traversal', '0'), ...sinks('unrestricted-upload', '0')],
      callbacks: [{ at: '1', params: [] }],
    },
    'serve-index()': {
      flows: [],
      misuses: [
        wrong('directory-listing', 'the names of all files are shown', [{ at: '0', given: true }]),
      ],
    },
    ...members('express', 'static()', {
      flows: [],
      misuses: [
        ...ROOTS,
        wrong('sensitive-file-served', 'hidden files are served', [
          { at: '1.dotfiles', is: 'allow' },
        ]),
      ],
    }),
    'serve-static()': {
      flows: [],
      misuses: [
        ...ROOTS,
        wrong('sensitive-file-served', 'hidden files are served', [
          { at: '1.dotfiles', is: 'allow' },
        ]),
      ],
    },
    'send()': {
      flows: [],
      sinks: sinks('path-traversal', '1', { when: [{ at: '2.root', absent: true }] }),
    },
    'errorhandler()': {
      flows: [],
      misuses: [
        wrong(
          'stack-trace-shown',
          'every client gets stack traces',
          [{ at: '0', absent: true }],
          'medium',
        ),
      ],
    },
    ...members('express', 'json() urlencoded() text() raw()', {
      flows: [],
      misuses: [
        wrong('body-limit-missing', 'the limit allows bodies that fill the memory', [
          { at: '0.limit', matches: '^(?:[1-9]\\d{3,}mb|\\d+gb|infinity)$' },
        ]),
      ],
    }),
    ...members('body-parser', 'json() urlencoded() text() raw()', {
      flows: [],
      misuses: [
        wrong('body-limit-missing', 'the limit allows bodies that fill the memory', [
          { at: '0.limit', matches: '^(?:[1-9]\\d{3,}mb|\\d+gb|infinity)$' },
        ]),
      ],
    }),
    'express-mongo-sanitize()': { flows: [] },
    'express-rate-limit()': { flows: [] },
    'method-override()': { flows: [] },
    ...members('passport', 'authenticate() initialize() session()', { flows: [] }),
    'express-validator.matchedData()': { flows: [] },
    'express-validator.validationResult()': { flows: [] },
  },
};
