import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import {
  CLIENT_SECRET,
  testProvider,
  type TestProvider,
} from '../../src/service/tests/openid-provider.ts';
import {
  lackingChromium,
  photograph,
  pictures,
  settled,
  startBrowser,
  violations,
  watchErrors,
} from './console-browser.ts';
import { confirm, faulty, reloadUntil } from './console-forms.ts';
import { freePort, makeProduct, startReceiver, startRepository } from './console-inventory.ts';
import { startService } from './console-service.ts';

const PARTS = [
  'people',
  'groups',
  'tokens',
  'trusts',
  'channels',
  'messages',
  'repositories',
  'endpoints',
];

test('the settings of the console', { skip: lackingChromium() }, async (context) => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const provider = await testProvider(origin);
  context.after(() => provider.stop());
  const { url, token, link } = await startService(context, {
    port,
    env: {
      LOCKSTEP_OIDC_ISSUER: provider.settings.issuer.href.replace(/\/$/u, ''),
      LOCKSTEP_OIDC_CLIENT_ID: 'lockstep',
      LOCKSTEP_OIDC_CLIENT_SECRET: CLIENT_SECRET,
      LOCKSTEP_OIDC_SCOPES: 'profile email groups',
    },
    flags: ['--allow-private-webhooks', '127.0.0.1', '--git-allow', '127.0.0.0/8'],
  });
  await makeProduct(url, token, 'shop');
  const browser = await startBrowser(context);
  const errors: string[] = [];
  const page = await signIn(browser, { provider, errors, address: link });
  const open = async (address: string, at: Page = page): Promise<void> => {
    await at.goto(`${url}${address}`);
    await settled(at);
  };
  await context.test(
    'a role of a group is that of whoever is in it, and shown beside their own',
    async () => {
      await open('/settings/groups');
      await page.getByRole('button', { name: 'Give a group a role' }).click();
      await page.getByRole('textbox', { name: 'Group' }).fill('shop-team');
      await page.getByLabel('Product').fill('nowhere');
      await page.keyboard.press('Enter');
      await faulty(page, 'Product', /there is no nowhere/u);
      await page.getByLabel('Product').fill('shop');
      await page.keyboard.press('Enter');
      await page.getByRole('cell', { name: 'shop-team', exact: true }).waitFor();
      provider.account = {
        sub: 'bo',
        email: 'bo@example.com',
        name: 'Bo',
        groups: ['shop-team'],
      };
      const guest = await signIn(browser, { provider, errors, address: `${url}/` });
      await open('/settings', guest);
      assert.deepEqual(
        await guest.getByRole('navigation', { name: 'Settings' }).innerText(),
        'Tokens',
      );
      await open('/settings');
      await page.waitForURL(/settings\/people$/u);
      await page.getByText('developer of shop · by group').waitFor();
      await open('/settings/groups');
      await confirm(page, 'Take back developer from shop-team', 'Take back');
      await page.getByText('No group has a role').waitFor();
      await guest.goto(`${url}/products`);
      await guest.getByText('has no role yet').first().waitFor();
      await guest.context().close();
    },
  );

  await context.test('what two admins change at once is told to the second', async () => {
    await open('/settings/people');
    const other = await page.context().newPage();
    await open('/settings/people', other);
    for (const each of [page, other]) {
      await each.getByRole('button', { name: 'Roles bo@example.com' }).click();
      await each.getByRole('button', { name: 'Add a role' }).click();
      await each.getByLabel('Role 1', { exact: true }).selectOption('viewer');
    }
    await other.getByRole('button', { name: 'Change them' }).click();
    await other.getByRole('cell', { name: 'viewer' }).waitFor();
    await page.getByRole('button', { name: 'Change them' }).click();
    await page.getByRole('alert').getByText('somebody has changed it').waitFor();
    await other.close();
    await page.keyboard.press('Escape');
    await page.getByRole('cell', { name: 'viewer' }).waitFor();
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByLabel('Name').fill('grace');
    await page.getByRole('button', { name: 'Make a link' }).click();
    assert.match(await page.locator('pre.secret').innerText(), /\/auth\/link\//u);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Link for grace' }).click();
    await page.getByRole('button', { name: 'Make a link' }).click();
    assert.match(await page.locator('pre.secret').innerText(), /\/auth\/link\//u);
    await page.keyboard.press('Escape');
    await confirm(page, 'Disable grace', 'Disable');
    await page.getByText('disabled', { exact: true }).waitFor();
    await confirm(page, 'Enable grace', 'Enable');
    await page.getByText('disabled', { exact: true }).waitFor({ state: 'detached' });
  });

  await context.test('pipelines are trusted by what their platform says, and no more', async () => {
    await open('/settings/trusts');
    await page.getByRole('button', { name: 'Trust pipelines' }).click();
    await page.getByLabel('Name').fill('github');
    await page.getByLabel('Issuer').fill('ftp://nowhere');
    await page.getByLabel('Value of claim 1').fill('example/shop');
    await page.getByRole('button', { name: 'Trust them' }).click();
    await faulty(page, 'Issuer', /ftp/u);
    await page.getByLabel('Issuer').fill('https://token.actions.githubusercontent.com');
    await page.getByRole('button', { name: 'Trust them' }).click();
    await page.getByText('repository: example/shop').waitFor();
    await page.getByRole('button', { name: 'Trust pipelines' }).click();
    await page.getByLabel('Name').fill('github');
    await page.getByLabel('Value of claim 1').fill('example/other');
    await page.getByRole('button', { name: 'Trust them' }).click();
    await faulty(page, 'Name', /there is a trust github already/u);
    await page.getByLabel('Name').fill('other');
    await page.getByRole('button', { name: 'Trust them' }).click();
    await page.getByText('repository: example/other').waitFor();
    await confirm(page, 'End trust other', 'End');
    await page.getByText('repository: example/other').waitFor({ state: 'detached' });
  });

  await context.test('a token is of a product, and ends when somebody says so', async () => {
    await open('/settings/tokens');
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.getByLabel('Name').fill('build of shop');
    await page.getByLabel('Product').fill('nowhere');
    await page.getByRole('button', { name: 'Make it' }).click();
    await faulty(page, 'Product', /there is no nowhere/u);
    await page.getByLabel('Product').fill('shop');
    await page.getByRole('button', { name: 'Make it' }).click();
    assert.match(await page.locator('pre.secret').innerText(), /^lockstep_/u);
    await page.keyboard.press('Escape');
    await page.getByRole('cell', { name: 'pipeline of shop' }).waitFor();
    await confirm(page, 'End token build of shop', 'End');
    await page.getByRole('cell', { name: 'ended' }).waitFor();
  });

  await context.test(
    'a channel is made, tried, changed; what was given up is tried again',
    async () => {
      const receiver = await startReceiver(context);
      await open('/settings/channels');
      await page.getByRole('button', { name: 'Make a channel' }).click();
      await page.getByLabel('Name').fill('on-call');
      await page.getByLabel('Kind').selectOption('webhook');
      await page.getByLabel('Address of the webhook').fill('not an address');
      await page.getByRole('button', { name: 'Make it' }).click();
      await faulty(page, 'Address of the webhook', /no URL/u);
      await page.getByLabel('Address of the webhook').fill(receiver.url);
      await page.getByRole('button', { name: 'Make it' }).click();
      assert.match(await page.locator('pre.secret').innerText(), /^whsec_/u);
      await page.keyboard.press('Escape');
      receiver.status = 410;
      await page.getByRole('button', { name: 'Test channel on-call' }).click();
      await page.getByRole('link', { name: 'Messages to channel on-call' }).click();
      await page.waitForURL(/settings\/messages\?channel=/u);
      await page.getByLabel('State').selectOption('dead');
      await reloadUntil(page, () => page.getByRole('cell', { name: 'given up' }).count());
      receiver.status = 200;
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('There is no such message').waitFor();
      await page.getByLabel('State').selectOption('sent');
      await reloadUntil(page, () => page.getByRole('cell', { name: 'sent' }).count());
      assert.equal(receiver.bodies.length, 2);
      await open('/settings/channels');
      await page.getByRole('button', { name: 'Edit channel on-call' }).click();
      await page.getByLabel('Findings of this severity, or worse').selectOption('high');
      await page.getByLabel('Not at some hours').check();
      await page.getByLabel('From (HH:MM)').fill('21:00');
      await page.getByLabel('certificates that end').uncheck();
      await page.getByLabel('Make a new signing secret').check();
      await page.getByRole('button', { name: 'Change it' }).click();
      assert.match(await page.locator('pre.secret').innerText(), /^whsec_/u);
      await page.keyboard.press('Escape');
      await page.getByText(/high and worse.*silent from 21:00 to 07:00/u).waitFor();
      assert.equal(await page.getByText('certificate', { exact: false }).count(), 0);
      await page.getByRole('button', { name: 'Make a channel' }).click();
      await page.getByLabel('Name').fill('chat of shop');
      await page.getByLabel('Product').fill('shop');
      await page.getByLabel('Address of the webhook').fill(receiver.url);
      await page.getByRole('button', { name: 'Make it' }).click();
      await page.getByText('Send a test').waitFor();
      await page.keyboard.press('Escape');
      await confirm(page, 'Delete channel chat of shop', 'Delete');
      await page.getByText('chat of shop').waitFor({ state: 'detached' });
    },
  );

  await context.test('a repository is added, examined, changed, paused and removed', async () => {
    const address = await startRepository(context);
    await open('/settings/repositories');
    await page.getByRole('button', { name: 'Add a repository' }).click();
    await page.getByLabel('Product').fill('shop');
    await page.getByLabel('Address').fill(address);
    await page.getByLabel('Schedule').fill('hourly');
    await page.getByRole('button', { name: 'Add it' }).click();
    await faulty(page, 'Schedule', /write five fields/u);
    await page.getByLabel('Schedule').fill('0 2 * * 1-5');
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('0 2 * * 1-5').waitFor();
    await page.getByRole('button', { name: `Examine now ${address}` }).click();
    await page.getByRole('cell').getByRole('link', { name: 'just now' }).waitFor();
    await page.getByRole('button', { name: `Edit ${address}` }).click();
    assert.equal(await page.getByLabel('Schedule').inputValue(), '0 2 * * 1-5');
    await page.getByLabel('Branch', { exact: true }).fill('release');
    await page.getByLabel('secrets').check();
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.getByText('shop · release · secrets').waitFor();
    await page.getByRole('button', { name: `Examine now ${address}` }).click();
    await page.getByText('it has no branch of that name').waitFor();
    await page.getByRole('button', { name: `Pause ${address}` }).click();
    await page.getByText('paused', { exact: true }).waitFor();
    await page.getByRole('button', { name: `Go on ${address}` }).click();
    await page.getByText('paused', { exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add a repository' }).click();
    await page.getByLabel('Product').fill('payments');
    await page.getByLabel('Address').fill(address);
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('payments · default branch').waitFor();
    await page
      .getByRole('row', { name: /payments/u })
      .getByRole('button', { name: 'Remove' })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('payments · default branch').waitFor({ state: 'detached' });
  });

  await context.test(
    'every page: no violation that axe finds, in both themes; pictures of it in two widths',
    async () => {
      const given = await fetch(`${url}/v1/group-roles`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ group: 'shop-team', role: 'developer', product: 'shop' }),
      });
      assert.equal(given.status, 201);
      const addresses = Object.fromEntries(
        PARTS.map((part) => [`settings-${part}`, `/settings/${part}`]),
      );
      const found = [...(await photograph(page, url, addresses))];
      for (const [part, button] of Object.entries({
        trusts: 'Trust pipelines',
        channels: 'Edit channel on-call',
        repositories: 'Add a repository',
        people: 'Roles bo@example.com',
      })) {
        await page.setViewportSize({ width: 1_280, height: 860 });
        await open(`/settings/${part}`);
        await page.getByRole('button', { name: button }).click();
        await page.getByRole('dialog').getByRole('button').last().waitFor();
        found.push(...(await violations(page)).map((each) => `form of ${part}: ${each}`));
        found.push(...(await pictures(page, `form-${part}`)));
      }
      assert.deepEqual(found, []);
    },
  );

  await context.test(
    'nothing was refused by the policy of content, and nothing failed in the browser',
    () => {
      assert.deepEqual(errors, []);
    },
  );
});

interface SigningIn {
  readonly provider: TestProvider;
  readonly errors: string[];
  /** What is opened first. */
  readonly address: string;
}

/** Whoever the provider says it is, in a browser of their own. */
async function signIn(browser: Browser, { errors, address }: SigningIn): Promise<Page> {
  const page = await (
    await browser.newContext({ viewport: { width: 1_280, height: 860 } })
  ).newPage();
  watchErrors(page, errors);
  await page.goto(address);
  const link = page.getByRole('button', { name: 'Go on to' });
  if ((await link.count()) > 0) await link.click();
  await page.waitForURL('**/products*');
  await page.getByRole('heading', { name: 'Products' }).waitFor();
  return page;
}
