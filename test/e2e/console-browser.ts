import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Where distributions put it. */
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (file) => existsSync(file),
);
/** Looked at by people, and not committed. */
export const SCREENSHOTS: string = path.resolve('test/e2e/screenshots');

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

/** Pictures in two widths; what is too wide for one of them is told. */
export async function pictures(page: Page, name: string): Promise<readonly string[]> {
  const found = [];
  for (const width of [1_280, 380]) {
    await page.setViewportSize({ width, height: 860 });
    await page.screenshot({
      path: path.join(SCREENSHOTS, `${name}.${width}.png`),
      fullPage: true,
    });
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    if (Number(wide) > width) found.push(`${name}: ${String(wide)} px wide at ${width}`);
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
