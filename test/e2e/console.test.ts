import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  forgotten,
  lackingChromium,
  photograph,
  settled,
  startBrowser,
  watchErrors,
} from './console-browser.ts';
import { startService } from './console-service.ts';
import { hostile, seed } from './console-seed.ts';
import { User } from './lockstep.ts';

const MAX_SCRIPT_BYTES = 300 * 1_024;
/** A page takes a second; what was sent is stored long before. */
const MAX_TURNS = 20;
/** Pages in a state that the service of console-flows.test.ts does not have. */
const PAGES = {
  'product-payments': '/products/payments',
  'triage-choice': '/triage',
  'rule-rising': '/rules/code%2Fsql-injection?product=shop',
  'empty-findings': '/findings?text=nothing-is-called-so',
  'not-found': '/nowhere',
};

test('the console', { skip: lackingChromium() }, async (context) => {
  const { url, token, link } = await startService(context);
  await seed(context, new User(context), { url, token });
  const browser = await startBrowser(context);
  const visit = new Visit(url, token);
  await visit.begin(browser, link);
  const { page } = visit;

  await context.test(
    'who is not known is led to the sign-in, and back to where a link led',
    async () => {
      const stranger = await (await browser.newContext()).newPage();
      await stranger.goto(`${url}/findings?severity=3`);
      await stranger.getByLabel('Your sign-in token').fill(visit.signInToken);
      await stranger.keyboard.press('Enter');
      await stranger.getByRole('heading', { name: 'Findings' }).waitFor();
      assert.equal(await stranger.getByLabel('Severity', { exact: true }).inputValue(), '3');
      await stranger.getByRole('button', { name: 'Sign out' }).click();
      await stranger.getByRole('heading', { name: 'You are signed out' }).waitFor();
      await stranger.context().close();
    },
  );

  await context.test(
    'the most threatened product comes first, and what nothing examined is red',
    async () => {
      await visit.open('/products');
      // Its run has told that it is of tier 1 and that the internet can reach it.
      const first = page.getByRole('row').nth(1);
      assert.match(await first.innerText(), /shop[^]*the internet can reach[^]*5[^]*tier 1/u);
      assert.match(
        await page.getByRole('row').nth(2).innerText(),
        /warehouse[^]*Nothing was ever examined[^]*5[^]*never examined/u,
      );
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Next page' }).click();
      await page.waitForURL(/cursor=/u);
      await page.reload();
      await page.getByRole('link', { name: 'docs-site' }).waitFor();
    },
  );

  await context.test('findings are filtered by keys, and the address says how', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.getByRole('heading', { name: 'Findings' }).waitFor();
    await page.keyboard.press('b');
    await page.waitForURL(/effect=blocks/u);
    await page.getByText('command', { exact: false }).first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('deploy.sh');
    await page.waitForURL(/text=deploy\.sh/u);
    await page.keyboard.press('Escape');
    await rows(page, 2);
    await page.reload();
    await rows(page, 2);
  });

  await context.test('a verdict is one key, and can be taken back until it is stored', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/findings\/\d+$/u);
    visit.finding = new URL(page.url()).pathname;
    await page.getByRole('heading', { name: 'How to mend it' }).waitFor();
    await page.keyboard.press('w');
    await page.getByRole('status').getByText('Wrong').waitFor();
    await page.keyboard.press('z');
    await page.getByRole('status').getByText('Wrong').waitFor({ state: 'hidden' });
    assert.equal((await visit.stored()).verdicts.length, 0);
    await page.getByLabel('Reason').fill('a key of the tests');
    await page.getByRole('button', { name: 'Not applicable' }).click();
    await page.getByRole('button', { name: 'Store now' }).click();
    await page.getByText('a key of the tests').waitFor();
    const { verdicts } = await visit.stored();
    assert.equal(verdicts[0]?.['verdict'], 'false-positive-not-applicable');
  });

  await context.test(
    'verdicts that wait are stored when the page goes away, all of them',
    async () => {
      await visit.open('/findings?product=payments&severity=4');
      await page.getByLabel('choose all of this page').check();
      const chosen = (await page.getByRole('row').count()) - 1;
      assert.ok(chosen > 1, 'one alone says nothing');
      await page.getByRole('button', { name: 'Give a verdict' }).click();
      await page.getByRole('menuitem', { name: 'Not useful' }).click();
      await page.getByRole('status').getByText('Not useful').waitFor();
      await visit.open('/findings?product=payments&judged=true');
      const stored = page.getByRole('cell').getByText('Not useful');
      // The page may have come before the last of them; it tells what there is when it is asked.
      for (let turn = 0; turn < MAX_TURNS && (await stored.count()) < chosen; turn += 1) {
        await page.reload();
        await settled(page);
      }
      // A verdict is one on all findings of its fingerprint.
      const count = await stored.count();
      assert.ok(count >= chosen, `${count} of ${chosen} were stored`);
    },
  );

  await context.test('the link of a comment says a verdict, and stores none', async () => {
    const before = (await visit.stored()).verdicts.length;
    await visit.open(`${visit.finding}?verdict=true-positive-accepted`);
    await page.getByText('It is not stored yet').waitFor();
    assert.equal((await visit.stored()).verdicts.length, before);
    await page.getByRole('button', { name: 'Give this verdict' }).click();
    await page.getByText('It is not stored yet').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Store now' }).click();
    // The history of the page tells it once it is stored.
    await page.locator('main strong', { hasText: 'Right, accepted' }).first().waitFor();
    assert.equal((await visit.stored()).verdicts.length, before + 1);
    await visit.open(`${visit.finding}?verdict=all-of-them`);
    assert.equal(await page.getByText('It is not stored yet').count(), 0);
  });

  await context.test('a forge is added, and told where its webhooks go', async () => {
    await visit.open('/settings/forges');
    await page.getByRole('button', { name: 'Add a forge' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('gitlab');
    await page.getByLabel('Kind').selectOption('gitlab');
    const field = page.getByRole('textbox', { name: 'Token' });
    await field.fill('a token of nobody');
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('alert').getByText('token').waitFor();
    await field.fill('glpat-of-nobody');
    await page.getByRole('button', { name: 'Add it' }).click();
    assert.match(await page.locator('pre.secret').innerText(), /^whsec_/u);
    await page.keyboard.press('Escape');
    await page.getByText('nothing came yet').waitFor();
  });

  await context.test('triage takes keys only: answer, back, skip, to the end', async () => {
    await visit.open('/triage?product=shop');
    const waiting = Number(
      /of (?<count>\d+)/u.exec(await page.getByText(/1 of \d+/u).innerText())?.[1],
    );
    assert.ok(waiting >= 3, `${waiting} wait`);
    const heading = page.getByRole('article').getByRole('heading', { level: 2 }).first();
    await heading.waitFor();
    await page.keyboard.press('f');
    await page.getByText(`2 of ${waiting}`).waitFor();
    await page.keyboard.press('b');
    await page.getByText(`1 of ${waiting}`).waitFor();
    await page.keyboard.press('a');
    await page.getByText(`2 of ${waiting}`).waitFor();
    for (let count = 1; count < waiting; count += 1) await page.keyboard.press('s');
    await page.getByRole('heading', { name: 'That was all of this sitting' }).waitFor();
    await page.getByRole('button', { name: 'Look for more' }).click();
    await page.getByText(`1 of ${waiting - 1}`).waitFor();
  });

  await context.test('where is log4j? in the products that have it, by the palette', async () => {
    await visit.open('/products');
    await page.keyboard.press('Control+K');
    await page.getByPlaceholder('Page, product').fill('log4j');
    await page.getByText('Where is log4j?').click();
    await page.waitForURL(/components\?name=log4j/u);
    await page.getByText('3 products have it').waitFor();
    assert.deepEqual(
      (await page.locator('a[data-row]').allInnerTexts()).filter(
        (name, at, all) => all.indexOf(name) === at,
      ),
      ['legacy-crm', 'payments', 'warehouse'],
    );
  });

  await context.test('a run says why it was decided so', async () => {
    await visit.open('/runs?product=shop');
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.waitForURL(/runs\/[0-9a-f-]{36}/u);
    visit.run = new URL(page.url()).pathname;
    await page.getByRole('heading', { name: 'Why' }).waitFor();
    assert.match(await page.getByRole('main').innerText(), /block[^]*Why[^]*finding/iu);
  });

  await context.test('what is hostile is text', async () => {
    await visit.open('/findings?product=hostile');
    await page.getByText(hostile).first().waitFor();
    await page.getByRole('link', { name: hostile }).first().click();
    await page.getByRole('heading', { level: 1 }).getByText(hostile).waitFor();
    assert.doesNotMatch(await page.title(), /owned/u);
    assert.equal(await page.locator('main script, main img').count(), 0);
  });

  await context.test('a decision is made again from its record', async () => {
    await visit.open('/decisions?product=shop');
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.getByRole('button', { name: 'Decide again' }).click();
    await page.getByText('The same follows: block.').waitFor();
  });

  await context.test(
    'a rule that has earned it is proposed, and rises once both parties approve',
    async () => {
      await visit.open('/rules?product=shop');
      await page.getByText('fell to warn').waitFor();
      await page.getByRole('table').getByRole('link', { name: 'code/sql-injection' }).click();
      await page.getByRole('button', { name: 'Propose block' }).click();
      await page.getByLabel('Why').fill('60 of 60 were right');
      await page.getByRole('button', { name: 'Propose it to both parties' }).click();
      await page.waitForURL('**/proposals/*');
      const { pathname } = new URL(page.url());
      for (const [role, name, rest] of [
        ['developer', 'dana', 'security'],
        ['security', 'sam', ''],
      ] as const) {
        const guest = await enter(browser, await invite(visit, role, name));
        await guest.goto(`${url}${pathname}`);
        await guest.getByRole('button', { name: 'Approve' }).click();
        await guest
          .getByRole('dialog')
          .getByRole('button', { name: 'Approve', exact: true })
          .click();
        await guest
          .getByText(rest === '' ? 'agreed' : 'has yet to approve')
          .first()
          .waitFor();
        await guest.context().close();
      }
      await visit.open('/rules/code%2Fsql-injection?product=shop');
      await page.getByText('block', { exact: true }).first().waitFor();
    },
  );

  await context.test('an admin makes a token, sees it once, and ends it', async () => {
    await visit.open('/settings/tokens');
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.getByLabel('Name').fill('build of shop');
    await page.getByRole('button', { name: 'Make it' }).click();
    const secret = await page.locator('pre.secret').innerText();
    assert.match(secret, /^lockstep_/u);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'End token build of shop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
    await page.getByRole('cell', { name: 'ended' }).waitFor();
    await visit.open('/audit');
    await page.getByText('token.revoke').waitFor();
    assert.ok(!(await page.content()).includes(secret));
  });

  await context.test('an admin invites somebody, who may do what their role may', async () => {
    const guest = await enter(browser, await invite(visit, 'viewer', 'grace'));
    await guest.getByRole('heading', { name: 'Effect' }).waitFor();
    await guest.goto(`${url}${visit.finding}`);
    await guest.getByText('Your role gives no verdicts').waitFor();
    assert.equal(await guest.getByRole('link', { name: 'Audit log' }).count(), 0);
    await visit.open('/settings');
    await page.getByRole('button', { name: 'Disable grace' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable', exact: true }).click();
    await page.getByText('disabled', { exact: true }).waitFor();
    await guest.reload();
    await guest.getByLabel('Your sign-in token').waitFor();
    await guest.context().close();
  });

  await context.test(
    'no violation that axe finds, in both themes; pictures in two widths',
    async () => {
      const addresses = { ...PAGES, 'finding-chosen': `${visit.finding}?verdict=not-useful` };
      const found = await photograph(page, url, addresses);
      assert.deepEqual(found, []);
    },
  );

  await context.test(
    'nothing was refused by the policy of content, and nothing failed in the browser',
    () => {
      assert.deepEqual(visit.errors, []);
    },
  );
});

test('no page of the console is left out of its tests', () => {
  const names = readdirSync('test/e2e').filter((name) => /^console.*\.test\.ts$/u.test(name));
  assert.deepEqual(forgotten(names.map((name) => `test/e2e/${name}`)), []);
});

test('the first load is at most 300 KB of script, packed', () => {
  const folder = path.resolve('dist/console');
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const first = [...html.matchAll(/(?:src|href)="\/(?<name>assets\/[^"]+\.js)"/gu)].map(
    (match) => match[1] ?? '',
  );
  assert.ok(first.length > 0);
  // The page that opens first, and whatever it shares with others: more than it loads.
  const all = readdirSync(path.join(folder, 'assets'))
    .filter((name) =>
      /^(?:products|data-table|states|marks|time|pager|page-head|search-field)-.*\.js$/u.test(name),
    )
    .map((name) => `assets/${name}`);
  const bytes = [...new Set([...first, ...all])].reduce((sum, name) => {
    const packed = path.join(folder, `${name}.gz`);
    return sum + readFileSync(existsSync(packed) ? packed : path.join(folder, name)).length;
  }, 0);
  assert.ok(bytes <= MAX_SCRIPT_BYTES, `${bytes} bytes`);
});

/** Somebody with a browser, signed in. */
class Visit {
  readonly errors: string[] = [];
  readonly #url: string;
  readonly #token: string;
  #context: BrowserContext | undefined;
  #page: Page | undefined;
  /** Addresses that are known once they were seen. */
  finding = '';
  signInToken = '';
  run = '';

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  get page(): Page {
    assert.ok(this.#page !== undefined);
    return this.#page;
  }

  async begin(browser: Browser, link: string): Promise<void> {
    this.#context = await browser.newContext({ viewport: { width: 1_280, height: 860 } });
    const page = await this.#context.newPage();
    this.#page = page;
    watchErrors(page, this.errors);
    await page.goto(link);
    await page.getByLabel('Your name').fill('ada');
    await page.getByRole('button', { name: 'Sign in' }).click();
    this.signInToken = await page.getByLabel('Your sign-in token').inputValue();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Products' }).waitFor();
  }

  /** Opens a page by its address, as a link from elsewhere does, and waits for what it shows. */
  async open(address: string): Promise<void> {
    await this.page.goto(`${this.#url}${address}`);
    await settled(this.page);
  }

  /** The finding of `finding`, as the API has it. */
  async stored(): Promise<{ readonly verdicts: readonly Record<string, unknown>[] }> {
    const answer = await fetch(`${this.#url}/v1${this.finding}`, {
      headers: { authorization: `Bearer ${this.#token}` },
    });
    // oxlint-disable-next-line no-unsafe-type-assertion -- asserted on by the caller
    return (await answer.json()) as { readonly verdicts: readonly Record<string, unknown>[] };
  }
}

/** Makes somebody known; returns the link that is for them. */
async function invite(visit: Visit, role: string, name: string): Promise<string> {
  const { page } = visit;
  await visit.open('/settings');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Role 1', { exact: true }).selectOption(role);
  await page.getByRole('button', { name: 'Make a link' }).click();
  return page.locator('pre.secret').innerText();
}

/** Somebody else, in a browser of their own. */
async function enter(browser: Browser, link: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  return page;
}

async function rows(page: Page, count: number): Promise<void> {
  const list = page.getByRole('table').getByRole('row');
  // With the row of names; the list before stays until the next one is there.
  await list.nth(count + 1).waitFor({ state: 'detached' });
  await list.nth(count).waitFor();
}
