import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { tempTree } from '../../src/io/tests/temp-tree.ts';
import { assertCode, parseReport, User } from './lockstep.ts';

const nginx = `server {
  listen 443 ssl;
  server_name shop.example;
  ssl_certificate shop.pem;
  ssl_protocols TLSv1 TLSv1.2 TLSv1.3;
}
`;

describe('TLS settings in the repository', { concurrency: 2 }, () => {
  test('a policy stops what a configuration would offer, at the line of the directive', async (context) => {
    const folder = tempTree(context, {
      'deploy/nginx.conf': nginx,
      'lockstep.yaml': `version: 1
product: shop
rules: { "*": observe, tls/tls10: block }
`,
    });
    const end = await new User(context).run(folder, 'check', '--only', 'tls', '--color', 'never');
    assertCode(end, 1);
    assert.match(end.stdout, /deploy\/nginx\.conf:5:3/);
    assert.match(end.stdout, /ssl_protocols: the server accepts TLS 1\.0/);
  });

  test('the profile of the policy judges files too, and a changed one judges anew', async (context) => {
    const folder = tempTree(context, {
      'nginx.conf': nginx.replace('TLSv1 ', ''),
      'lockstep.yaml': 'version: 1\nproduct: shop\n',
    });
    const modern = tempTree(context, {
      'nginx.conf': nginx.replace('TLSv1 ', ''),
      'lockstep.yaml': 'version: 1\nproduct: shop\ntls:\n  profile: modern\n',
    });
    const user = new User(context);
    const rules = async (tree: string): Promise<readonly string[]> => {
      const end = await user.run(tree, 'check', '--only', 'tls', '--format', 'json');
      assertCode(end, 0);
      return parseReport(end.stdout).findings.map(({ rule }) => rule);
    };
    assert.ok(!(await rules(folder)).includes('tls/protocol-not-in-profile'));
    assert.ok((await rules(modern)).includes('tls/protocol-not-in-profile'));
  });
});
