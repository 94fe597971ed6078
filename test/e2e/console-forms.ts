import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { settled } from './console-browser.ts';

/** Presses a button, and says that it is meant. */
export async function confirm(page: Page, button: string, name: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** What the service says of a field stands at it, and it has the focus. */
export async function faulty(page: Page, label: string, text: RegExp): Promise<void> {
  const field = page.getByRole('dialog').getByLabel(label, { exact: false }).first();
  await page.getByRole('dialog').getByText(text).waitFor();
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  const focused = await page.evaluate('document.activeElement?.getAttribute("aria-invalid")');
  assert.equal(focused, 'true');
}

/** Until there is one; the page does not ask by itself. */
export async function reloadUntil(page: Page, count: () => Promise<number>): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await count()) > 0) return;
    await page.waitForTimeout(500);
    await page.reload();
    await settled(page);
  }
  assert.fail('it never came');
}
