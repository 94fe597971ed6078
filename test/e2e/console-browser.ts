import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Where distributions put it. */
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (file) => existsSync(file),
);
/** Looked at by people, and not committed. */
const SCREENSHOTS: string = path.resolve('test/e2e/screenshots');

export function lackingChromium(): string | false {
  if (CHROMIUM !== undefined) return false;
  assert.notEqual(process.env['LOCKSTEP_REQUIRE_SERVERS'], '1', 'Chromium is not installed');
  return 'Chromium is not installed';
}

export async function startBrowser(context: TestContext): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
  context.after(() => browser.close());
  return browser;
}

/** Adds to `errors` what fails in a page, and what its policy of content refuses. */
export function watchErrors(page: Page, errors: string[]): void {
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // What the service refuses is told by the browser too, and asserted on where it is meant.
    const isRefusal = /Failed to load resource/u.test(message.text());
    if (message.type() === 'error' && !isRefusal) errors.push(message.text());
  });
}

/** Waits for what a page shows once its data has come. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
}

/** Pages that are looked at, by the names of their pictures. */
export type Addresses = Readonly<Record<string, string>>;

/** Opens addresses in both themes, and lets axe look at them; pictures of them are kept, in two widths. Returns what is wrong. */
export async function photograph(
  page: Page,
  url: string,
  addresses: Addresses,
): Promise<readonly string[]> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const found: string[] = [];
  for (const [name, address] of Object.entries(addresses)) {
    await page.setViewportSize(WIDE);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(`${url}${address}`);
    await settled(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(WIDE);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      found.push(...(await violations(page)).map((each) => `${name}, ${colorScheme}: ${each}`));
      found.push(...(await pictures(page, `${name}.${colorScheme}`)));
    }
  }
  return found;
}

/** Pages of the console that no test opens: none of their addresses is written in any of these files. */
export function forgotten(files: readonly string[]): readonly string[] {
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const addresses = texts.flatMap((text) => text.match(/(?<=['`])\/[^'`\s]*(?=['`])/gu) ?? []);
  const source = readFileSync('src/console/router.tsx', 'utf8');
  const routes = [...source.matchAll(/ path: '(?<path>[^']+)'/gu)].map((match) => match[1] ?? '');
  assert.ok(routes.length > 10, 'routes are not written so any more');
  const places = addresses.map((address) =>
    address.replace(/\?.*$/u, '').replaceAll(/\$\{[^}]*\}/gu, 'x'),
  );
  return routes
    .filter((route) => {
      const pattern = new RegExp(`^${route.replaceAll(/\$\w+/gu, '[^/]+')}$`, 'u');
      return route !== '/' && !places.some((place) => pattern.test(place));
    })
    .map((route) => `no picture of ${route}`);
}

const WIDE = { width: 1_280, height: 860 };

/** Buttons that do not show all that they say. */
const CUT = `[...document.querySelectorAll('button, button *')]
  .filter((each) => each.closest('.unseen') === null && each.querySelector('.unseen') === null && getComputedStyle(each).overflowX === 'hidden' && each.scrollWidth > each.clientWidth + 1)
  .map((each) => each.textContent).join(', ')`;

/** Pictures in two widths; what is too wide for one of them, or cut off there, is told. */
export async function pictures(page: Page, name: string): Promise<readonly string[]> {
  const found = [];
  for (const width of [WIDE.width, 380]) {
    await page.setViewportSize({ ...WIDE, width });
    await page.screenshot({
      path: path.join(SCREENSHOTS, `${name}.${width}.png`),
      fullPage: true,
    });
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    if (Number(wide) > width) found.push(`${name}: ${String(wide)} px wide at ${width}`);
    const cut = String(await page.evaluate(CUT));
    if (cut !== '') found.push(`${name}: cut off at ${width}: ${cut}`);
  }
  return found;
}

const RULES = `{ resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }`;

/** What axe finds, a line each. */
export async function violations(page: Page): Promise<readonly string[]> {
  // The debugger puts it in: the policy of content would not let the page do so.
  const lines: unknown = await page.evaluate(`(async () => {
    ${axe.source};
    const { violations } = await window.axe.run(document, ${RULES});
    return violations.map(({ id, nodes }) => id + ' ' + nodes.slice(0, 3).map(({ html }) => html).join(' | '));
  })()`);
  return Array.isArray(lines) ? lines.map(String) : [];
}
