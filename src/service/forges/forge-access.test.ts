import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf } from './forge-access.ts';

test('where the API of a forge is', () => {
  const rows = [
    ['github', 'https://github.com', 'https://api.github.com'],
    ['github', 'https://acme.ghe.com', 'https://api.acme.ghe.com'],
    ['github', 'https://git.example', 'https://git.example/api/v3'],
    ['github', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080/api/v3'],
    ['github', 'https://evilghe.com', 'https://evilghe.com/api/v3'],
    ['gitlab', 'https://gitlab.com', 'https://gitlab.com/api/v4'],
    ['gitlab', 'https://git.example/gitlab', 'https://git.example/gitlab/api/v4'],
  ] as const;
  for (const [kind, url, api] of rows) assert.equal(apiOf(kind, url), api);
});
