import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  lackingChromium,
  photograph,
  settled,
  startBrowser,
  watchErrors,
} from './console-browser.ts';
import { confirm, faulty, reloadUntil } from './console-forms.ts';
import { freePort, pullAdvisories, sendSboms, startEndpoint } from './console-inventory.ts';
import { startService } from './console-service.ts';
import { User } from './lockstep.ts';

test('components and endpoints of the console', { skip: lackingChromium() }, async (context) => {
  const user = new User(context);
  const { url, token, link } = await startService(context, {
    user,
    env: { LOCKSTEP_ADVISORIES: await pullAdvisories(context, user) },
  });
  await sendSboms(url, token);
  const browser = await startBrowser(context);
  const errors: string[] = [];
  const page = await browser.newPage({ viewport: { width: 1_280, height: 860 } });
  watchErrors(page, errors);
  await page.goto(link);
  await page.getByLabel('Your name').fill('ada');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'Products' }).waitFor();
  const open = async (address: string): Promise<void> => {
    await page.goto(`${url}${address}`);
    await settled(page);
  };
  let endpoint = '';

  await context.test('endpoints: grades, what has changed, when certificates end', async () => {
    const [fine, old, over] = await Promise.all([
      startEndpoint(context, 59, { minVersion: 'TLSv1.2' }),
      startEndpoint(context, 12, { minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' }),
      startEndpoint(context, -3),
    ]);
    await open('/endpoints');
    await page.getByText('No endpoint is in the inventory').waitFor();
    for (const port of [fine.port, old.port, over.port, await freePort()]) {
      await page.getByRole('button', { name: 'Add an endpoint' }).click();
      await page.getByLabel('Product').fill('shop');
      await page.getByLabel('Host').fill(port === fine.port ? '-wrong-' : '127.0.0.1');
      await page.getByLabel('Port').fill(String(port));
      await page.getByRole('button', { name: 'Add it' }).click();
      if (port === fine.port) {
        await faulty(page, 'Host', /pattern/u);
        await page.getByLabel('Host').fill('127.0.0.1');
        await page.getByRole('button', { name: 'Add it' }).click();
      }
      await page.getByRole('link', { name: `127.0.0.1:${port}` }).waitFor();
      await page.getByRole('button', { name: `Examine now 127.0.0.1:${port}` }).click();
    }
    await reloadUntil(page, async () =>
      Number((await page.getByText('never examined').count()) === 0),
    );
    // What could not be told comes first, and is told as such.
    assert.match(await page.getByRole('row').nth(1).innerText(), /unreachable/u);
    assert.match(
      await page.getByRole('row', { name: `:${over.port}` }).innerText(),
      /ended\s+3 days ago/u,
    );
    await page.getByText('Expiry calendar').click();
    await page.waitForURL(/view=calendar/u);
    const months = await page.getByRole('heading', { level: 2 }).allInnerTexts();
    assert.deepEqual(months.slice(0, 2), ['Not known', 'Ended']);
    await page.getByRole('link', { name: `127.0.0.1:${fine.port}` }).click();
    await page.waitForURL(/endpoints\/\d+$/u);
    endpoint = page.url().slice(page.url().lastIndexOf('/') + 1);
    fine.change({ minVersion: 'TLSv1.3' });
    await page.getByRole('button', { name: 'Examine now' }).click();
    await page
      .getByRole('table', { name: 'How it was seen' })
      .getByText(/changed:.*1\.2/u)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Schedule' }).click();
    await page.getByLabel('Time zone').fill('Berlin');
    await page.getByRole('button', { name: 'Change it' }).click();
    await faulty(page, 'Schedule', /in Berlin is none/u);
    await page.getByLabel('Time zone').fill('Europe/Berlin');
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('Europe/Berlin').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('paused', { exact: true }).waitFor();
    await open('/settings/endpoints');
    assert.match(
      await page.getByRole('row', { name: `:${fine.port}` }).innerText(),
      /Europe\/Berlin\s+paused/u,
    );
    await confirm(page, `Remove 127.0.0.1:${over.port}`, 'Remove');
    await page.getByRole('link', { name: `:${over.port}` }).waitFor({ state: 'detached' });
  });

  await context.test('which products use GPL? what is unknown is told so', async () => {
    await open('/components');
    await page.getByRole('link', { name: 'Licences' }).click();
    await page.getByRole('cell', { name: 'unknown: none is stated' }).waitFor();
    await page.getByText('unknown: not on the list of SPDX').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('gpl');
    await page.waitForURL(/licence=gpl/u);
    await page.getByText('2 products have it').waitFor();
    assert.deepEqual(await page.locator('a[data-row]').allInnerTexts(), ['payments', 'shop']);
    await page.reload();
    await page.getByRole('button', { name: 'payments 1' }).click();
    await page.waitForURL(/product=payments/u);
    await page.getByText('1 product has it').waitFor();
    await page.getByRole('cell', { name: 'MIT OR GPL-2.0-only' }).waitFor();
    await open('/components?name=tiny');
    await page.getByText('1 product has it').waitFor();
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.waitForURL(/cursor=/u);
    // 70 of them, with the row of names.
    await page.getByRole('row').nth(21).waitFor({ state: 'detached' });
    await page.getByRole('row').nth(20).waitFor();
  });

  await context.test(
    'advisories in force: exploited ones first, each with where it is',
    async () => {
      await open('/components?view=advisories');
      await reloadUntil(page, () => page.getByText('GHSA-exec-exec-exec').count());
      assert.deepEqual(await page.locator('a[data-row]').allInnerTexts(), [
        'GHSA-exec-exec-exec',
        'GHSA-many-many-many',
        'GHSA-left-left-left',
      ]);
      await page.getByText('listed by CISA since 2026-04-10').waitFor();
      await page.getByLabel('only exploited ones').check();
      await page.waitForURL(/exploited=true/u);
      await page.getByText('GHSA-many-many-many').waitFor({ state: 'detached' });
      await page.keyboard.press('/');
      await page.keyboard.type('CVE-2026-1001');
      await page.keyboard.press('Enter');
      await page.waitForURL(/advisories\/CVE-2026-1001/u);
      await page.getByRole('heading', { name: 'GHSA-left-left-left' }).waitFor();
      await page.getByText('2 products have what it is about, in 2 places').waitFor();
      await page.getByRole('link', { name: 'open of shop' }).click();
      await page.waitForURL(/findings\?product=shop&text=GHSA-left/u);
      await page.getByRole('row').nth(1).waitFor();
      await open('/components/advisories/CVE-1999-1');
      await page.getByRole('heading', { name: 'There is no such thing' }).waitFor();
    },
  );

  await context.test(
    'every page: no violation that axe finds, in both themes; pictures of it in two widths',
    async () => {
      const addresses: Readonly<Record<string, string>> = {
        'components-where': '/components?name=left',
        'components-licences': '/components?view=licences',
        'components-gpl': '/components?view=licences&licence=gpl',
        'components-advisories': '/components?view=advisories',
        'components-advisory': '/components/advisories/GHSA-left-left-left',
        'components-none': '/components?view=licences&licence=AGPL',
        'settings-endpoints-filled': '/settings/endpoints',
        'endpoints-grades': '/endpoints',
        'endpoints-calendar': '/endpoints?view=calendar',
        endpoint: `/endpoints/${endpoint}`,
      };
      const found = await photograph(page, url, addresses);
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
