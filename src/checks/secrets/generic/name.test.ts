import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOfName, wordsOf } from './name.ts';

test('a name falls into its words, however they are joined', () => {
  for (const name of ['dbPassword', 'DB_PASSWORD', 'db-password', 'db.password1', 'DBPassword']) {
    assert.deepEqual(wordsOf(name), ['db', 'password'], name);
  }
});

const strong: Readonly<Record<string, readonly string[]>> = {
  password: [
    'password',
    'userPass',
    'mysqlrootpwd',
    'bind_pw',
    'PASSPHRASE',
    'passwordConfirmation',
  ],
  secret: ['client_secret', 'appsecret', 'session.secret'],
  token: ['access_token', 'authToken', 'X-Auth-Token'],
  key: ['api_key', 'apikey', 'SecretKey', 'encryption.key'],
};

for (const [kind, names] of Object.entries(strong)) {
  test(`a name alone says that its value is a ${kind}`, () => {
    for (const name of names) assert.deepEqual(kindOfName(name), { kind, strong: true }, name);
  });
}

test('a name can say too little to go by alone', () => {
  for (const name of ['key', 'token', 'authorization', 'password_salt']) {
    assert.equal(kindOfName(name)?.strong, false, name);
  }
});

test('the last word decides, and some words deny it', () => {
  const names = [
    'passwordLength',
    'token_url',
    'publicKey',
    'primary_key',
    'cacheKey',
    'nextToken',
    'csrf_token',
    'passwordHash',
    'encrypted_password',
    'showPassword',
    'forgot-password',
    'bypass',
    'compass',
    'monkey',
    'author',
  ];
  for (const name of names) assert.equal(kindOfName(name), undefined, name);
});
