import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { setCookie } from '../src/service/people/cookies.ts';
import { createSession } from '../src/store/sessions.ts';
import type { Database } from '../src/store/database.ts';
import { userOf } from './console-requests.ts';
import { median } from './measure.ts';
import { SERVICE } from './served.ts';

/** Where distributions put it. */
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (file) => existsSync(file),
);
const TIMES = 7;
/** Minutes that the session of the bench lasts. */
const SESSION = { idle: 60, whole: 60 } as const;

/** In the page: when the frame was painted that has the first row of a list, since the start of the navigation. */
const NOTES_FIRST_ROW = `new MutationObserver((_, observer) => {
  if (document.querySelector('[data-row]') === null) return;
  observer.disconnect();
  globalThis.firstRowAt = NaN;
  requestAnimationFrame(() => { globalThis.firstRowAt = performance.now(); });
}).observe(document, { childList: true, subtree: true })`;

/** A first look at a page. */
export interface FirstLook {
  readonly page: string;
  /** From the start of the navigation until a row of the list is there: nothing is in the browser's cache, and then everything. */
  readonly coldMs: number;
  readonly warmMs: number;
  /** As they were sent, packed. */
  readonly scriptBytes: number;
}

/** The cookie of somebody who is signed in as admin: its name and value. */
export async function signedIn(
  database: Database,
): Promise<{ readonly name: string; readonly value: string }> {
  const user = await userOf(database, 'admin');
  const secret = await database.transaction((transaction) =>
    createSession(transaction, user, SESSION),
  );
  const [name = '', value = ''] =
    setCookie('session', secret, { origin: SERVICE, maxAge: 3_600 }).split(';')[0]?.split('=') ??
    [];
  return { name, value };
}

/** Medians of some looks at each page; undefined where Chromium is not installed. */
export async function firstLooks(
  cookie: { readonly name: string; readonly value: string },
  pages: readonly string[],
): Promise<readonly FirstLook[] | undefined> {
  if (CHROMIUM === undefined) return undefined;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const looks: FirstLook[] = [];
    for (const page of pages) looks.push(await lookAt(browser, cookie, page));
    return looks;
  } finally {
    await browser.close();
  }
}

async function lookAt(
  browser: Browser,
  cookie: { readonly name: string; readonly value: string },
  page: string,
): Promise<FirstLook> {
  const [cold, warm]: [number[], number[]] = [[], []];
  let scriptBytes = 0;
  for (let time = 0; time < TIMES; time += 1) {
    // A context of its own begins with an empty cache.
    const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
    await context.addCookies([{ ...cookie, url: SERVICE }]);
    const tab = await context.newPage();
    await tab.addInitScript(NOTES_FIRST_ROW);
    for (const times of [cold, warm]) {
      await tab.goto(`${SERVICE}${page}`, { waitUntil: 'commit' });
      await tab.locator('[data-row]').first().waitFor();
      times.push(
        Number(
          await tab.evaluate(
            'new Promise((tell) => requestAnimationFrame(() => tell(globalThis.firstRowAt)))',
          ),
        ),
      );
      if (times === cold) {
        scriptBytes = Number(
          await tab.evaluate(
            `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'))
              .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`,
          ),
        );
      }
    }
    await context.close();
  }
  return { page, coldMs: median(cold), warmMs: median(warm), scriptBytes };
}
