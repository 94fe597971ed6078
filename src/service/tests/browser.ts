import { parseSetCookie } from 'cookie';
import type { App } from '../context.ts';

/** What a browser shows. */
export interface Shown {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

export interface Visit {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Of a form. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const MAX_REDIRECTS = 10;

/** Keeps cookies and follows redirects, between a service that has no socket and a provider that has one. */
export class Browser {
  readonly #jars = new Map<string, Map<string, string>>();
  readonly #app: App;
  readonly #origin: string;

  constructor(app: App, origin: string) {
    this.#app = app;
    this.#origin = origin;
  }

  /** Of our service. */
  get cookies(): ReadonlyMap<string, string> {
    return this.#jar(this.#origin);
  }

  /** Another browser with the same cookies. */
  copy(): Browser {
    const made = new Browser(this.#app, this.#origin);
    for (const [name, value] of this.cookies) made.keep(name, value);
    return made;
  }

  keep(name: string, value: string): void {
    this.#jar(this.#origin).set(name, value);
  }

  /** Follows redirects until `until` says that this one is not to be followed. */
  async visit(place: string, visit: Visit = {}, until?: (url: string) => boolean): Promise<Shown> {
    let [url, next]: [string, Visit] = [new URL(place, this.#origin).href, visit];
    for (let count = 0; count < MAX_REDIRECTS; count += 1) {
      const shown = await this.#ask(url, next);
      const to = shown.headers.get('location') ?? refreshOf(shown.text);
      if (to === undefined) return shown;
      [url, next] = [new URL(to, url).href, {}];
      if (until?.(url) === true) return { ...shown, url };
    }
    throw new Error(`more than ${MAX_REDIRECTS} redirects`);
  }

  async #ask(url: string, { method = 'GET', form, headers = {} }: Visit): Promise<Shown> {
    const { origin } = new URL(url);
    const cookie = [...this.#jar(origin)].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = {
      ...(cookie === '' ? {} : { cookie }),
      ...(method === 'GET' ? {} : { origin: this.#origin }),
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    };
    const body = form === undefined ? undefined : String(new URLSearchParams(form));
    const response =
      origin === this.#origin
        ? await this.#inject(url, { method, headers: sent, body })
        : await fetch(url, { method, headers: sent, body: body ?? null, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const { name, value, maxAge } = parseSetCookie(line);
      if (maxAge === 0 || value === undefined) this.#jar(origin).delete(name);
      else this.#jar(origin).set(name, value);
    }
    return {
      url,
      status: response.status,
      text: await response.text(),
      headers: response.headers,
    };
  }

  async #inject(
    url: string,
    {
      method,
      headers,
      body,
    }: {
      readonly method: 'GET' | 'POST' | 'DELETE';
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | undefined;
    },
  ): Promise<Response> {
    const {
      statusCode,
      payload,
      headers: answered,
    } = await this.#app.inject({
      method,
      url: url.slice(this.#origin.length),
      headers: { ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    const list = Object.entries(answered).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [String(value)]).map((each) => [name, each] as const),
    );
    const made = new Headers();
    for (const [name, value] of list) made.append(name, value);
    return new Response([204, 304].includes(statusCode) ? null : payload, {
      status: statusCode,
      headers: made,
    });
  }

  #jar(origin: string): Map<string, string> {
    const found = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, found);
    return found;
  }
}

function refreshOf(text: string): string | undefined {
  const place = /http-equiv="refresh" content="0;url=(?<url>[^"]*)"/u.exec(text)?.groups?.['url'];
  return place?.replaceAll(/&#(?<code>\d+);/gu, (_all, code: string) =>
    String.fromCodePoint(Number(code)),
  );
}
