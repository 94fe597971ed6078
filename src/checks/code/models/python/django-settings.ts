import { members, misuse } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const off = (rule: string, shows: string): Model => misuse(rule, shows, { at: '0', is: false });
const on = (rule: string, shows: string): Model => misuse(rule, shows, { at: '0', is: true });

/** Names that a settings file of Django gives values to. */
export const djangoSettings: ModelPack = {
  id: 'django-settings',
  languages: ['python'],
  about:
    'Settings of Django, corsheaders and REST framework: https://docs.djangoproject.com/en/stable/ref/settings/',
  paths: {
    'DEBUG=': on('debug-enabled', 'errors show settings and code'),
    'TEMPLATE_DEBUG=': on('debug-enabled', 'errors show code'),
    'ALLOWED_HOSTS=': misuse('allowed-hosts-any', 'any host header is accepted', {
      at: '0.0',
      is: '*',
    }),
    'SECRET_KEY=': misuse('session-secret-static', 'the key of sessions is in the program', {
      at: '0',
      matches: '.',
    }),
    ...members(
      '',
      'SESSION_COOKIE_SECURE= CSRF_COOKIE_SECURE=',
      off('session-cookie-insecure', 'Secure is switched off'),
    ),
    'SESSION_COOKIE_HTTPONLY=': off('session-cookie-insecure', 'HttpOnly is switched off'),
    'SESSION_COOKIE_SAMESITE=': misuse('cookie-samesite-none', 'other sites send the cookie too', {
      at: '0',
      is: ['None', false],
    }),
    'SECURE_SSL_REDIRECT=': misuse('insecure-transport', 'requests in clear are answered', {
      at: '0',
      is: false,
    }),
    'SECURE_CONTENT_TYPE_NOSNIFF=': off('security-headers-off', 'browsers guess types'),
    'SECURE_BROWSER_XSS_FILTER=': off(
      'security-headers-off',
      'a protection of the browser is switched off',
    ),
    'X_FRAME_OPTIONS=': misuse('frame-options-off', 'every site may frame the pages', {
      at: '0',
      matches: '^allowall$',
    }),
    ...members(
      '',
      'CORS_ALLOW_ALL_ORIGINS= CORS_ORIGIN_ALLOW_ALL=',
      on('cors-any-origin', 'every site may read the answer'),
    ),
    'SESSION_SERIALIZER=': misuse(
      'unsafe-deserialisation',
      'sessions run code of whoever knows the key',
      { at: '0', matches: 'PickleSerializer$' },
    ),
    'PASSWORD_HASHERS=': misuse('weak-hash-password', 'a fast hash is guessed quickly', {
      at: '0.0',
      matches: '(?:MD5|SHA1|Unsalted|Crypt)',
    }),
    'DATA_UPLOAD_MAX_MEMORY_SIZE=': misuse('body-limit-missing', 'bodies of any size are read', {
      at: '0',
      is: null,
    }),
  },
};
