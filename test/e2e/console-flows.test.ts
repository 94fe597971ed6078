import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import {
  CLIENT_SECRET,
  testProvider,
  type TestProvider,
} from '../../src/service/tests/openid-provider.ts';
import { foreignReport } from '../../tools/seed/fleet.ts';
import { git, commit, putFiles } from '../../tools/seed/git.ts';
import { hostileText } from '../../tools/seed/hostile.ts';
import { seedService } from '../../tools/seed/seed-service.ts';
import { Service } from '../../tools/seed/service.ts';
import { commandOfDigits, sqlInjection, type Files } from '../../tools/seed/sources.ts';
import { listen } from '../tls/listener.ts';
import {
  lackingChromium,
  photograph,
  settled,
  startBrowser,
  watchErrors,
} from './console-browser.ts';
import { startService, type Started, type StartOptions } from './console-service.ts';
import { assertCode, lacking, User, type End } from './lockstep.ts';

const skip = lackingChromium() || lacking('ssh-keygen');

/** Of the shop: what each has on this disk. */
const REPOSITORIES = ['storefront', 'checkout', 'catalogue'] as const;
const RULE = 'code/sql-injection';

test('the console, from day to day', { skip }, async (context) => {
  const house = await House.open(context);

  await context.test('the first admin signs in at the identity provider', async () => {
    const ada = await house.person('ada');
    await ada.page.goto(house.started.link);
    await ada.page.getByRole('button', { name: 'Go on to' }).click();
    await ada.page.getByRole('heading', { name: 'Products' }).waitFor();
    await ada.page.getByText('ada', { exact: true }).waitFor();
    await house.roles();
  });

  await context.test('a deep link leads through the provider and back to its page', async () => {
    const dana = await house.person('dana', 'developers');
    await dana.open('/findings?product=shop&severity=4');
    await dana.page.getByRole('heading', { name: 'Findings' }).waitFor();
    assert.equal(new URL(dana.page.url()).search, '?product=shop&severity=4');
    await dana.page.getByRole('row').nth(1).waitFor();
    const sam = await house.person('sam', 'appsec');
    await sam.open('/proposals');
    await sam.page.getByRole('heading', { name: 'Proposals' }).waitFor();
  });

  await context.test('who has no role yet is told whom to ask', async () => {
    const guest = await house.person('guest');
    await guest.open('/products');
    await guest.page.getByText('ask an administrator').waitFor();
    await guest.page.context().close();
  });

  await context.test('triage takes a keyboard and nothing else', async () => {
    const { page } = house.of('dana');
    await house.check('storefront', 'keys', commandOfDigits('shelf'), 0);
    const keys = (...all: readonly string[]): Promise<void> => pressed(page, all);
    await house.of('dana').open('/products');
    await keys('g', 't');
    // The page before has a list of products too.
    await page.getByRole('heading', { name: 'Triage' }).waitFor();
    await page.getByRole('link', { name: 'payments' }).waitFor();
    await keys('/');
    await page.keyboard.type('shop');
    await page.getByRole('link', { name: 'payments' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'shop', exact: true }).waitFor();
    await keys('Escape', 'j', 'Enter');
    const place = page.getByText(/^1 of \d+$/u);
    const waiting = Number((await place.innerText()).slice('1 of '.length));
    assert.ok(waiting > 0, 'nothing waits');
    await page.getByRole('article').getByRole('heading').first().waitFor();
    await keys('w');
    await page.getByRole('status').getByText('Wrong').waitFor();
    await keys('b');
    await page.getByRole('status').getByText('Wrong').waitFor({ state: 'hidden' });
    await place.waitFor();
    for (let count = 0; count < waiting; count += 1) {
      await page.getByText(`${count + 1} of ${waiting}`).waitFor();
      await keys(count === 0 ? 'a' : 's');
    }
    const done = page.getByRole('heading', { name: 'That was all of this sitting' });
    await done.waitFor();
    await page.getByRole('status').getByText('Right, accepted').waitFor();
    // By Tab to the button that stores it.
    await tabTo(page, 'Store now');
    const stored = storing(page);
    await keys('Enter');
    await stored;
    const said = await house.verdictsOf('dana');
    assert.deepEqual(said, ['true-positive-accepted']);
  });

  await context.test('two people approve a promotion, each in a browser of their own', async () => {
    const [dana, sam] = [house.of('dana'), house.of('sam')];
    const before = await house.check('storefront', 'before', sqlInjection('gift', ['name']), 0);
    assert.match(before.stdout, /Warns: 1 finding/u);
    await dana.open(await house.newest('storefront', 'before'));
    await pressed(dana.page, ['f']);
    await store(dana.page, 'Right, to be fixed');
    await dana.open(`/rules/${encodeURIComponent(RULE)}?product=shop`);
    await dana.page.getByRole('button', { name: 'Propose block' }).click();
    await dana.page.getByLabel('Why').fill('nine of nine were right');
    await dana.page.getByRole('button', { name: 'Propose it to both parties' }).click();
    await dana.page.waitForURL('**/proposals/*');
    const { pathname } = new URL(dana.page.url());
    await sam.open(pathname);
    await approve(dana.page);
    await dana.page.getByText('has yet to approve').nth(1).waitFor({ state: 'detached' });
    await approve(sam.page);
    await sam.page.getByText('agreed', { exact: true }).waitFor();
    await sam.page.getByText('dana@shop.example').first().waitFor();
  });

  const blocked: string[] = [];
  await context.test('the rule then stops builds, and the page of a run says why', async () => {
    for (const repository of REPOSITORIES) {
      // The same code in two repositories is one finding to whoever judges it.
      const end = await house.check(repository, 'after', sqlInjection(repository, ['name']), 1);
      assert.match(end.stdout, /sql-injection/u);
      blocked.push(await house.newest(repository, 'after'));
    }
    const { page } = house.of('dana');
    await house.of('dana').open('/runs?product=shop');
    await page
      .getByRole('row')
      .filter({ hasText: 'after' })
      .first()
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('heading', { name: 'Why' }).waitFor();
    const why = await page.getByRole('main').innerText();
    assert.match(why, /block[^]*code\/sql-injection/iu);
  });

  await context.test('three wrong blocks demote it at once, and the page says why', async () => {
    const { page } = house.of('dana');
    for (const finding of blocked) {
      await house.of('dana').open(finding);
      await pressed(page, ['w']);
      await store(page, 'Wrong');
    }
    await house.of('sam').open(`/rules/${encodeURIComponent(RULE)}?product=shop`);
    const notice = house.of('sam').page.getByText('it stopped 3 builds wrongly within 24 hours');
    await notice.first().waitFor();
    const end = await house.check('checkout', 'later', sqlInjection('return', ['name']), 0);
    assert.match(end.stdout, /demoted to warn/u);
    await house.of('sam').open('/decisions?product=shop');
    await house.of('sam').page.getByText('to warn: it stopped 3 builds').first().waitFor();
  });

  await context.test('a component is found in all products that have it', async () => {
    const { page } = house.of('sam');
    await house.of('sam').open('/products');
    await page.keyboard.press('Control+K');
    await page.getByPlaceholder('Page, product').fill('log4j');
    await page.getByText('Where is log4j?').click();
    await page.getByText('3 products have it').waitFor();
    const found = new Set(await page.locator('a[data-row]').allInnerTexts());
    assert.deepEqual([...found].toSorted(), ['legacy-crm', 'payments', 'warehouse']);
    await page.getByLabel('Version').fill('<2.15');
    await page.getByText('2 products have it').waitFor();
  });

  await context.test('what a waiver covered is open again once it has ended', async () => {
    const { page } = house.of('sam');
    await house.of('sam').open('/waivers');
    const row = page.getByRole('row').filter({ hasText: 'ci/release.sh' });
    await row.getByText('expired').waitFor();
    // The day on which it was examined, the waiver still held.
    await house.of('sam').open('/findings?product=shop&effect=waived&text=release.sh');
    await page.getByRole('row').nth(1).waitFor();
    await house.gate('storefront');
    await house.of('sam').open('/findings?product=shop&effect=blocks&text=release.sh');
    await page.getByRole('row').nth(1).getByRole('link').first().click();
    await page.getByRole('heading', { name: 'How to mend it' }).waitFor();
    await house.of('sam').open('/decisions?product=shop');
    await page.getByText('a waiver or an override has ended').first().waitFor();
  });

  await context.test('what is hostile is text, on every page that shows it', async () => {
    const { page } = house.of('ada');
    const mallory = await house.person(hostileText, 'developers');
    await mallory.open('/findings?product=hostile');
    await house.report(hostileText);
    const finding = await house.newest('hostile', 'main');
    const run = await house.run('hostile');
    const name = encodeURIComponent(hostileText);
    for (const address of [
      `/products?text=${name}`,
      `/products/${name}`,
      `/findings?text=${name}`,
      `/findings?text=${name}&by=rule`,
      `/findings?text=${name}&by=path`,
      `/findings?text=${name}&by=product`,
      finding,
      '/triage',
      `/components?name=${name}`,
      `/runs?product=${name}`,
      run,
      `/rules?product=${name}`,
      `/rules/${name}?product=hostile`,
      `/effect?product=${name}`,
      `/decisions?product=${name}`,
      '/waivers',
      '/audit',
      '/settings',
    ]) {
      await house.of('ada').open(address);
      const shown = page.getByText(hostileText).locator('visible=true').first();
      await shown.waitFor({ timeout: 10_000 }).catch(() => assert.fail(`${address} shows no text`));
      const owned =
        'document.title === "owned" || document.querySelector("main img, main script") !== null';
      assert.equal(await page.evaluate(owned), false, address);
    }
    await mallory.page.getByText(hostileText).first().waitFor();
    await mallory.page.context().close();
  });

  await context.test('axe finds nothing on any page that is full of what was found', async () => {
    const { page } = house.of('ada');
    const addresses = {
      'seeded-products': '/products',
      'seeded-product': '/products/shop',
      'seeded-findings': '/findings',
      'seeded-groups': '/findings?by=path',
      'seeded-finding-code': await house.newest('catalogue', 'main'),
      'seeded-finding-component': await house.found('components/critical-fixable'),
      'seeded-finding-secret': await house.found('secrets/github-token'),
      'seeded-finding-endpoint': await house.found('tls/tls10'),
      'seeded-triage': '/triage?product=shop',
      'seeded-components': '/components?name=log4j',
      'seeded-endpoints': '/endpoints',
      'seeded-calendar': '/endpoints?view=calendar',
      'seeded-runs': '/runs?product=shop',
      'seeded-run': await house.run('shop'),
      'seeded-rules': '/rules?product=shop',
      'seeded-rule': `/rules/${encodeURIComponent(RULE)}?product=shop`,
      'seeded-proposals': '/proposals?state=all',
      'seeded-proposal-policy': '/proposals/1',
      'seeded-proposal-stage': '/proposals/2',
      'seeded-effect': '/effect?product=shop',
      'seeded-decisions': '/decisions?product=shop',
      'seeded-waivers': '/waivers',
      'seeded-audit': '/audit',
      'seeded-settings': '/settings',
    };
    assert.deepEqual(await photograph(page, house.started.url, addresses), []);
  });

  await context.test(
    'a session that has ended is told, and what was said is not lost',
    async () => {
      const sam = house.of('sam');
      const { page } = sam;
      await sam.open('/findings?product=shop&text=release.sh');
      await page.getByRole('row').nth(1).getByRole('link').first().click();
      await page.getByRole('heading', { name: 'How to mend it' }).waitFor();
      const { pathname } = new URL(page.url());
      await house.endSessionsOf('sam');
      await pressed(page, ['f']);
      await page.getByRole('button', { name: 'Store now' }).click();
      await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
      house.next('sam', 'appsec');
      await page.getByRole('button', { name: 'Sign in again' }).click();
      await page.waitForURL(`**${pathname}`);
      await page.getByRole('status').getByText('Right, to be fixed').waitFor();
      await store(page, 'Right, to be fixed');
      assert.deepEqual(await house.verdictsOf('sam'), ['true-positive-fixed']);
    },
  );

  await context.test('a service that is down is told, and found again', async () => {
    const { page } = house.of('sam');
    await house.stop();
    await page.getByRole('link', { name: 'Waivers' }).click();
    await page.getByText('The service does not answer').waitFor();
    await house.startAgain();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('row').nth(1).waitFor();
  });

  await context.test('nothing was refused by the policy of content, and nothing failed', () => {
    assert.deepEqual(house.errors, []);
  });
});

/** A service with people, seeded; and what is on this disk of its organisation. */
class House {
  readonly started: Started;
  readonly service: Service;
  readonly folder: string;
  readonly errors: string[] = [];
  readonly people = new Map<string, Person>();
  readonly #browser: Browser;
  readonly #user: User;
  readonly #provider: TestProvider;
  readonly #context: TestContext;
  readonly #options: StartOptions;

  private constructor(parts: {
    readonly started: Started;
    readonly folder: string;
    readonly browser: Browser;
    readonly user: User;
    readonly provider: TestProvider;
    readonly context: TestContext;
    readonly options: StartOptions;
  }) {
    this.started = parts.started;
    this.folder = parts.folder;
    this.service = new Service(parts.started.url, parts.started.token);
    this.#browser = parts.browser;
    this.#user = parts.user;
    this.#provider = parts.provider;
    this.#context = parts.context;
    this.#options = parts.options;
  }

  static async open(context: TestContext): Promise<House> {
    const listener = await listen((socket) => socket.destroy());
    await listener.stop();
    const { port } = listener;
    const origin = `http://127.0.0.1:${port}`;
    const provider = await testProvider(origin);
    context.after(() => provider.stop());
    const user = new User(context);
    const env = {
      LOCKSTEP_PUBLIC_URL: origin,
      LOCKSTEP_OIDC_ISSUER: provider.settings.issuer.href,
      LOCKSTEP_OIDC_CLIENT_ID: 'lockstep',
      LOCKSTEP_OIDC_CLIENT_SECRET: CLIENT_SECRET,
      LOCKSTEP_OIDC_SCOPES: 'profile email groups',
    };
    const flags = ['--git-allow', '127.0.0.1'];
    const options = { user, env, port, flags };
    const started = await startService(context, options);
    const folder = path.join(user.home, 'organisation');
    mkdirSync(folder);
    const [browser] = await Promise.all([
      startBrowser(context),
      seedService({
        service: started.url,
        token: started.token,
        folder,
        seed: 1,
        today: new Date(),
        fleet: 0,
        hostile: true,
        say: (line) => assert.fail(line),
      }),
    ]);
    return new House({ started, folder, browser, user, provider, context, options });
  }

  /** Roles of groups, as the provider names them. */
  async roles(): Promise<void> {
    for (const [group, role] of [
      ['developers', 'developer'],
      ['appsec', 'security'],
    ] as const) {
      await this.service.post('/v1/group-roles', { group, role });
    }
  }

  of(name: string): Person {
    const person = this.people.get(name);
    return person ?? assert.fail(`${name} has no browser`);
  }

  /** Who signs in next. */
  next(name: string, group: string): void {
    const email = name === hostileText ? 'mallory@shop.example' : `${name}@shop.example`;
    this.#provider.account = { sub: email, email, name, groups: [group] };
  }

  /** A change on a branch of its own, examined as a pipeline does it that keeps its log in the service. */
  async check(repository: string, branch: string, files: Files, code: number): Promise<End> {
    const root = path.join(this.folder, 'shop', repository);
    const by = { author: 'd.novak', at: new Date() };
    git(root, ['checkout', '-q', '-b', branch, 'main'], by);
    putFiles(root, files);
    commit(root, branch, by);
    const { url, token } = this.started;
    const env = {
      LOCKSTEP_TOKEN: token,
      LOCKSTEP_ADVISORIES: path.join(this.folder, 'advisories'),
      SOURCE_DATE_EPOCH: undefined,
    };
    const words = ['check', '--since', 'main', '--service', url, '--quiet'];
    const end = await this.#user.runWith({ env }, root, ...words);
    assertCode(end, code);
    return end;
  }

  /** The address of the newest finding of a branch. */
  async newest(repository: string, branch: string): Promise<string> {
    const query = new URLSearchParams({ repository: addressOf(repository), branch });
    const { findings } = await this.service.get(`/v1/findings?${query.toString()}`);
    return `/findings/${idOf(findings)}`;
  }

  /** The address of a finding of this rule. */
  async found(rule: string): Promise<string> {
    const { findings } = await this.service.get(`/v1/findings?rule=${rule}`);
    return `/findings/${idOf(findings)}`;
  }

  /** The address of the latest run of a product. */
  async run(product: string): Promise<string> {
    const { runs } = await this.service.get(`/v1/runs?product=${product}`);
    return `/runs/${idOf(runs)}`;
  }

  /** Asks as a pipeline does that is about to deploy. */
  async gate(repository: string): Promise<void> {
    const root = path.join(this.folder, 'shop', repository);
    const at = { author: 'd.novak', at: new Date() };
    const query = new URLSearchParams({
      product: 'shop',
      commit: git(root, ['rev-parse', 'main'], at),
    });
    const { outcome } = await this.service.get(`/v1/gate?${query.toString()}`);
    assert.equal(outcome, 'block');
  }

  /** What somebody has said, as the log has it. */
  async verdictsOf(name: string): Promise<readonly string[]> {
    const answer = await fetch(`${this.started.url}/v1/log?product=shop`, {
      headers: { authorization: `Bearer ${this.started.token}` },
    });
    const lines = (await answer.text()).split('\n').filter((line) => line !== '');
    return lines
      .map((line): Readonly<Record<string, unknown>> => JSON.parse(line))
      .filter(({ kind, by }) => kind === 'verdict' && by === `person ${name}@shop.example`)
      .map(({ verdict }) => String(verdict));
  }

  /** Another tool reports a product of this name. */
  async report(product: string): Promise<void> {
    const query = new URLSearchParams({
      product,
      format: 'sarif',
      repository: product,
      branch: product,
      commit: 'c0ffee',
    });
    const body = foreignReport({ findings: 2, severity: 1 }, new Date());
    await this.service.post(`/v1/runs?${query.toString()}&default=true`, body);
    // What is done by hand is in the audit log.
    await this.service.post('/v1/endpoints', { product, host: 'shop.example', port: 443 });
  }

  async endSessionsOf(name: string): Promise<void> {
    const { users } = await this.service.get('/v1/users');
    assert.ok(Array.isArray(users), 'no list');
    const user = users.find((each: { name?: string }) => each.name === `${name}@shop.example`);
    await fetch(`${this.started.url}/v1/users/${String(user?.id)}/sessions`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${this.started.token}` },
    });
  }

  async stop(): Promise<void> {
    this.started.running.child.kill('SIGTERM');
    await this.started.running.ended;
  }

  async startAgain(): Promise<void> {
    await startService(this.#context, this.#options);
  }

  /** Somebody with a browser of their own, of this group; the provider takes them for that from now on. */
  async person(name: string, group = 'nobody'): Promise<Person> {
    this.next(name, group);
    const browsing = await this.#browser.newContext({ viewport: { width: 1_280, height: 860 } });
    const page = await browsing.newPage();
    watchErrors(page, this.errors);
    const person = new Person(page, this.started.url);
    this.people.set(name, person);
    return person;
  }
}

class Person {
  readonly page: Page;
  readonly #url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
  }

  async open(address: string): Promise<void> {
    await this.page.goto(`${this.#url}${address}`);
    await settled(this.page);
  }
}

function addressOf(repository: string): string {
  return `https://git.shop.example/${repository}.git`;
}

/** Of the first of a list. */
function idOf(list: unknown): string {
  const [first]: readonly unknown[] = Array.isArray(list) ? list : [];
  const hasId = typeof first === 'object' && first !== null && 'id' in first;
  return hasId ? String(first.id) : assert.fail('the list is empty');
}

async function pressed(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** More than any page has. */
const MAX_TABS = 100;

/** Goes to what says this, as somebody does who has no mouse. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let count = 0; count < MAX_TABS; count += 1) {
    if ((await page.evaluate('document.activeElement.textContent')) === text) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not lead to ${text}`);
}

/** Stores a verdict that waits. */
async function store(page: Page, verdict: string): Promise<void> {
  await page.getByRole('status').getByText(verdict).waitFor();
  const stored = storing(page);
  await page.getByRole('button', { name: 'Store now' }).click();
  await stored;
}

/** The service has taken a verdict. */
async function storing(page: Page): Promise<void> {
  await page.waitForResponse((each) => each.url().endsWith('/verdicts') && each.status() === 201);
}

async function approve(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
}
