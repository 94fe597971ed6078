import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { commitAll, runGit, tempRepository } from '../../src/io/tests/temp-tree.ts';
import { rolloutLog } from './console-rollout.ts';
import { assertCode, leakOf, type User } from './lockstep.ts';

/** Where the organisation is made. */
export interface Place {
  readonly url: string;
  /** Of all products. */
  readonly token: string;
}

const DAY_MS = 86_400_000;
/** What nobody would want to run: it is shown as text, wherever it comes from. */
export const hostile = `<script>document.title='owned'</script><img src=x onerror="document.title='owned'">`;

const shopPolicy = `version: 1
product: shop
tier: 1
exposure: internet
tolerance: { blocks: 100%, wrong-blocks: 100% }
rules: { "*": observe, code/command-injection: block, code/sql-injection: warn, secrets/*: block }
`;
const shopApp = `const { exec } = require('node:child_process');
const express = require('express');
const app = express();
app.get('/report', (request, response) => {
  const name = request.query.name;
  exec('render-report ' + name, () => response.end());
});
`;
const shopQuery = `const express = require('express');
const app = express();
app.get('/orders', async (request, response) => {
  const { id } = request.query;
  const text = 'select * from orders where id = ' + id;
  response.json(await require('./database').query(text));
});
app.get('/go', (request, response) => response.redirect(request.query.to));
`;

/** An organisation of products: two that the program itself examines, others by reports of other tools, one that nothing has examined. */
export async function seed(context: TestContext, user: User, place: Place): Promise<void> {
  await Promise.all([seedShop(context, user, place), seedOthers(place)]);
}

/** A repository that the program examines twice: what the second commit brings is new, and asked about. */
async function seedShop(context: TestContext, user: User, place: Place): Promise<void> {
  const root = tempRepository(context, {
    'lockstep.yaml': shopPolicy,
    'src/app.js': shopApp,
    'src/settings.py': leakOf(1),
  });
  runGit(root, 'branch', '-M', 'main');
  await check(user, root, place);
  writeFileSync(path.join(root, 'src', 'orders.js'), shopQuery);
  writeFileSync(path.join(root, 'src', 'deploy.sh'), leakOf(2) + leakOf(3));
  commitAll(root, 'orders');
  await check(user, root, place);
  await post(place, '/v1/log?product=shop', rolloutLog('shop', Date.now()));
}

async function check(user: User, root: string, { url, token }: Place): Promise<void> {
  const env = { LOCKSTEP_TOKEN: token, SOURCE_DATE_EPOCH: undefined };
  const end = await user.runWith(
    { env },
    root,
    'check',
    '--only',
    'code,secrets',
    '--report-to',
    url,
  );
  assert.match(end.stderr, /reported to/u);
  assertCode(end, 1);
}

async function seedOthers(place: Place): Promise<void> {
  // Day by day, so that there is a trend.
  for (const [index, days] of [70, 55, 40, 28, 17, 9, 3, 1].entries()) {
    const count = 9 + index * 3 - (index > 4 ? 14 : 0);
    await report(place, 'payments', sarif('Semgrep OSS', count, { days, severity: index }));
  }
  await report(place, 'payments', sarif('Other Analyzer', 6, { days: 1, severity: 1 }));
  await report(place, 'legacy-crm', sarif('Semgrep OSS', 4, { days: 61, severity: 1 }));
  await report(place, 'docs-site', sarif('Semgrep OSS', 0, { days: 1 }));
  await report(place, 'hostile', sarif(`Tool ${hostile}`, 2, { days: 0, text: hostile }));
  for (let number = 1; number <= 56; number += 1) {
    const name = `service-${String(number).padStart(2, '0')}`;
    await report(
      place,
      name,
      sarif('Semgrep OSS', number % 5, { days: number % 12, severity: number }),
    );
  }
  for (const [product, version] of [
    ['payments', '2.14.1'],
    ['legacy-crm', '1.2.17'],
    ['warehouse', '2.24.3'],
  ] as const) {
    await post(place, `/v1/sboms?product=${product}&subject=registry/${product}:1`, sbom(version));
  }
  for (const host of ['shop.example', 'api.shop.example', 'admin.shop.example']) {
    await post(place, '/v1/endpoints', { product: 'payments', host, port: 443 });
  }
}

const RULES = ['sql-injection', 'path-traversal', 'weak-hash', 'open-redirect', 'debug-left-on'];
const LEVELS = ['9.8', '7.5', '5.3', '3.1', '0.5'];

interface SarifOptions {
  /** Ago. */
  readonly days: number;
  readonly severity?: number;
  readonly text?: string;
}

/** A report of another tool. */
function sarif(tool: string, count: number, { days, severity = 0, text }: SarifOptions): object {
  return {
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool,
            rules: RULES.map((id, index) => ({
              id,
              properties: {
                'security-severity': LEVELS[(index + severity) % LEVELS.length],
                tags: ['external/cwe/cwe-089'],
              },
            })),
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            endTimeUtc: new Date(Date.now() - days * DAY_MS).toISOString(),
          },
        ],
        results: Array.from({ length: count }, (_, index) => ({
          ruleId: RULES[index % RULES.length],
          message: {
            text:
              text ??
              `Value of ${tool === 'Semgrep OSS' ? 'the request' : 'a caller'} reaches step ${index + 1} unchecked.`,
            ...(text === undefined ? {} : { markdown: `**bold** ${text}` }),
          },
          locations: [
            {
              physicalLocation: {
                artifactLocation: {
                  uri:
                    text === undefined
                      ? `src/module-${index % 4}/handler-${index}.ts`
                      : `src/${text}/a.ts`,
                },
                region: {
                  startLine: 10 + index,
                  snippet: { text: text ?? `const row${index} = await query(text${index});` },
                },
              },
            },
          ],
        })),
      },
    ],
  };
}

function sbom(version: string): object {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: ['log4j-core', 'log4j-api', 'commons-text'].map((name) => ({
      type: 'library',
      name,
      version: name.startsWith('log4j') ? version : '1.9',
      purl: `pkg:maven/org.apache.logging.log4j/${name}@${version}`,
    })),
  };
}

async function report(place: Place, product: string, body: object): Promise<void> {
  const query = new URLSearchParams({
    product,
    format: 'sarif',
    repository: `example/${product}`,
    branch: 'main',
    commit: `c${Math.floor(Math.random() * 1e9).toString(16)}`,
    default: 'true',
  });
  await post(place, `/v1/runs?${query.toString()}`, body);
}

async function post({ url, token }: Place, address: string, body: object | string): Promise<void> {
  const answer = await fetch(`${url}${address}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  assert.ok(answer.ok, `${address}: ${answer.status} ${await answer.text()}`);
}
