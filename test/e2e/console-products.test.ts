import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { commitAll, put, runGit, tempRepository } from '../../src/io/tests/temp-tree.ts';
import {
  lackingChromium,
  photograph,
  settled,
  startBrowser,
  watchErrors,
} from './console-browser.ts';
import { seed, type Place } from './console-seed.ts';
import { startService } from './console-service.ts';
import { assertCode, leakOf, User } from './lockstep.ts';

const DAY_MS = 86_400_000;
const PAGES = {
  'products-filtered': '/products?order=tier&silent=1',
  'products-owner': '/products?owner=team',
  'product-checkout': '/products/checkout',
  'product-warehouse': '/products/warehouse',
  'effect-checkout': '/effect?product=checkout',
  'effect-shop': '/effect?product=shop',
  'effect-choice': '/effect',
};

test('products in the console', { skip: lackingChromium() }, async (context) => {
  const { url, token, link } = await startService(context);
  const place = { url, token };
  const user = new User(context);
  await seed(context, user, place);
  await seedCheckout(context, user, place);
  const browser = await startBrowser(context);
  const page = await (await browser.newContext()).newPage();
  const errors: string[] = [];
  watchErrors(page, errors);
  await page.goto(link);
  await page.getByLabel('Your name').fill('ada');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  const open = async (address: string): Promise<void> => {
    await page.goto(`${url}${address}`);
    await settled(page);
  };
  const row = (name: string) =>
    page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });

  await context.test('who has something to do begins with the products', async () => {
    await page.getByRole('heading', { name: 'Products' }).waitFor();
  });

  await context.test(
    'a product tells in what state of process it is, and what is not known is said so',
    async () => {
      await open('/products?text=checkout');
      const told = await row('checkout').innerText();
      for (const pattern of [
        /team-checkout/u,
        /tier 2\s+partner/u,
        /code\s+block/u,
        /secrets\s+warn/u,
        /tls\s+never/u,
        /2 waivers\s+1 within 14 days/u,
        /agreed\s+ann and sam, by keys/u,
      ]) {
        assert.match(told, pattern);
      }
      await open('/products?text=warehouse');
      assert.match(
        await row('warehouse').innerText(),
        /Nothing was ever examined[^]*nobody is known to own it[^]*tier unknown\s+exposure unknown[^]*never looked[^]*no policy told/u,
      );
    },
  );

  await context.test(
    'filters and the order are in the address, and are the service’s',
    async () => {
      await open('/products');
      await page.getByLabel('Tier', { exact: true }).selectOption('tier 2');
      await page.waitForURL(/tier=2/u);
      await page.getByLabel('Waivers').selectOption('waivers end soon');
      await page.waitForURL(/waivers=ending/u);
      // The list before stays until the next one is there.
      const second = page.getByRole('table').getByRole('row').nth(2);
      await second.waitFor({ state: 'detached' });
      await row('checkout').waitFor();
      await page.reload();
      await row('checkout').waitFor();
      assert.equal(await second.count(), 0);
      await page.getByLabel('Agreement').selectOption('policy not agreed');
      await page.getByRole('heading', { name: 'No product is like that' }).waitFor();
      await page.getByRole('link', { name: 'clear' }).click();
      await row('warehouse').waitFor();
      await page.getByLabel('Order').selectOption('Longest not examined first');
      await page.waitForURL(/order=age/u);
      await page.getByRole('row').nth(2).getByRole('link', { name: 'legacy-crm' }).waitFor();
    },
  );

  await context.test(
    'the page of a product has what is overdue first, its packages, endpoints, runs, and its policy as it was agreed',
    async () => {
      await open('/products/checkout');
      await page.getByRole('heading', { name: /Deadlines: \d+ overdue/u }).waitFor();
      const due = page.getByRole('table', { name: 'Deadlines' }).getByRole('row');
      assert.match(await due.nth(1).innerText(), /overdue since/u);
      await page.getByText('3 packages in 1 SBOM').waitFor();
      await page.getByRole('table', { name: 'Endpoints' }).getByText('pay.example:443').waitFor();
      await page.getByText('critical within 7 days, high within 60 days').waitFor();
      await page.getByText('by ann and sam, by keys').waitFor();
      await page.getByText('Its text').click();
      await page.getByText('fix-within: { critical: 7d, high: 60d }').waitFor();
      await page.getByRole('table', { name: 'Latest runs' }).getByRole('link').first().click();
      await page.waitForURL(/runs\/[0-9a-f-]{36}/u);
    },
  );

  await context.test(
    'a build that was stopped leads to the run that was reported of it',
    async () => {
      await open('/effect?product=checkout');
      const stopped = page.getByRole('heading', { name: /Builds that were stopped: 1/u });
      await stopped.waitFor();
      await page.getByText('What did looking find?').waitFor();
      await page.locator('.history').getByRole('link').first().click();
      await page.waitForURL(/runs\/[0-9a-f-]{36}/u);
      await page.getByRole('heading', { name: 'Why' }).waitFor();
      await open('/rules/code%2Fcommand-injection?product=checkout');
      await page.locator('.history').getByRole('link').first().click();
      await page.waitForURL(/runs\/[0-9a-f-]{36}/u);
    },
  );

  await context.test(
    'who only reads begins with the effect, of the product where it is one',
    async () => {
      const all = await invited(browser, place, { name: 'grace', role: 'viewer' });
      await all.getByRole('heading', { name: 'Effect', exact: true }).waitFor();
      const told = all
        .getByRole('row')
        .filter({ has: all.getByRole('link', { name: 'checkout' }) });
      assert.match(await told.innerText(), /checkout[^]*\t1\t1\t0\t0\t0/u);
      await told.getByRole('link').click();
      await all.getByRole('heading', { name: 'Effect on checkout' }).waitFor();
      await all.getByRole('table', { name: 'Rules' }).waitFor();
      await all.emulateMedia({ media: 'print' });
      assert.equal(await all.getByRole('navigation').first().isVisible(), false);
      assert.equal(await all.getByRole('button', { name: 'Print' }).isVisible(), false);
      assert.equal(await all.getByRole('table', { name: 'Rules' }).isVisible(), true);
      await all.context().close();
      const wanted = { name: 'edsger', role: 'viewer', product: 'checkout' };
      const one = await invited(browser, place, wanted);
      await one.getByRole('heading', { name: 'Effect on checkout' }).waitFor();
      await one.context().close();
      const maker = await invited(browser, place, { name: 'barbara', role: 'developer' });
      await maker.getByRole('heading', { name: 'Products' }).waitFor();
      await maker.context().close();
    },
  );

  await context.test(
    'no violation that axe finds, in both themes; pictures in two widths',
    async () => {
      const found = await photograph(page, url, PAGES);
      assert.deepEqual([...found, ...errors], []);
    },
  );
});

interface Guest {
  readonly name: string;
  readonly role: string;
  /** Left out: of all. */
  readonly product?: string;
}

/** Makes somebody known, and signs them in with a browser of their own. */
async function invited(
  browser: Browser,
  place: Place,
  { name, role, product }: Guest,
): Promise<Page> {
  const grant = product === undefined ? { role } : { role, product };
  const { link } = await post(place, '/v1/users', { name, grants: [grant] });
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(String(link));
  await guest.getByRole('button', { name: 'Sign in' }).click();
  await guest.getByRole('button', { name: 'Go on' }).click();
  return guest;
}

const dayIn = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const waiver = (days: number, where: string): string => `
  - rule: code/path-traversal
    scope: { path: "${where}" }
    reason: nobody reaches it
    approved: { development: ann, security: sam }
    expires: ${dayIn(days)}`;
const policy = `version: 1
product: checkout
tier: 2
exposure: partner
parties: { development: [ann, team-checkout], security: [sam] }
checks: [code, secrets]
rules: { "*": observe, code/command-injection: block, secrets/*: warn }
fix-within: { critical: 7d, high: 60d }
waivers:${waiver(5, 'tools/**')}${waiver(90, 'old/**')}
`;
const app = `const { exec } = require('node:child_process');
const express = require('express');
const app = express();
app.get('/report', (request, response) => {
  exec('render-report ' + request.query.name, () => response.end());
});
`;

/** A product whose policy two people have signed, with findings of last month and a change that was stopped. */
async function seedCheckout(context: TestContext, user: User, place: Place): Promise<void> {
  const root = tempRepository(context, { 'lockstep.yaml': policy, 'src/app.js': app });
  runGit(root, 'branch', '-M', 'main');
  const run = async (args: readonly string[], days: number, code: number): Promise<void> => {
    const epoch = String(Math.floor((Date.now() - days * DAY_MS) / 1_000));
    const env = { LOCKSTEP_TOKEN: place.token, SOURCE_DATE_EPOCH: epoch };
    assertCode(await user.runWith({ env }, root, ...args), code);
  };
  const names = ['ann', 'sam'] as const;
  const signers = names.map((name) => {
    const file = path.join(user.home, `key-${name}`);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
    return `${name} ${readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ')}`;
  });
  put(root, '.lockstep/allowed-signers', `${signers.join('\n')}\n`);
  for (const name of names) {
    await run(
      ['agree', '--key', path.join(user.home, `key-${name}`), '--by', name, '--yes'],
      40,
      0,
    );
  }
  commitAll(root, 'agreed');
  const check = ['check', '--report-to', place.url];
  await run(check, 30, 1);
  runGit(root, 'checkout', '-q', '-b', 'change');
  writeFileSync(path.join(root, 'src', 'mail.js'), app.replace('/report', '/mail'));
  writeFileSync(path.join(root, 'src', 'deploy.sh'), leakOf(4));
  commitAll(root, 'mail');
  await run([...check, '--service', place.url, '--since', 'main'], 2, 1);
  runGit(root, 'checkout', '-q', 'main');
  commitAll(root, 'nothing else');
  await run(check, 0, 1);
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: ['express', 'ws', 'pg'].map((name) => ({
      type: 'library',
      name,
      version: '1.0.0',
      purl: `pkg:npm/${name}@1.0.0`,
    })),
  };
  for (const [address, body] of [
    ['/v1/sboms?product=checkout&subject=registry/checkout:1', bill],
    ['/v1/endpoints', { product: 'checkout', host: 'pay.example', port: 443 }],
  ] as const) {
    await post(place, address, body);
  }
}

async function post(
  { url, token }: Place,
  address: string,
  body: object,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(`${url}${address}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${address}: ${answer.status} ${await answer.clone().text()}`);
  // oxlint-disable-next-line no-unsafe-type-assertion -- each use looks at what it takes
  return (await answer.json()) as Readonly<Record<string, unknown>>;
}
