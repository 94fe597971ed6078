/** A service that is seeded, as a program with a token of an admin asks it. */
export class Service {
  readonly url: string;
  readonly token: string;

  constructor(url: string, token: string) {
    this.url = url.replace(/\/$/u, '');
    this.token = token;
  }

  get(address: string): Promise<Answer> {
    return this.#ask(address, {});
  }

  post(address: string, body: object | string = {}): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.#ask(address, { method: 'POST', body: text });
  }

  /** Waits for a scan; returns how it ended: `finished`, or why it failed. */
  async ended(scan: string): Promise<string> {
    const events = await fetch(`${this.url}/v1/scans/${scan}/events`, { headers: this.#headers() });
    // They end with the scan.
    await events.text();
    const { state, error } = await this.get(`/v1/scans/${scan}`);
    return state === 'failed' ? String(error) : String(state);
  }

  async #ask(address: string, init: RequestInit): Promise<Answer> {
    const answer = await fetch(`${this.url}${address}`, { ...init, headers: this.#headers() });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${address}: ${answer.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  }

  #headers(): Readonly<Record<string, string>> {
    return { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' };
  }
}

/** An object, as the OpenAPI document describes it. */
export type Answer = Readonly<Record<string, unknown>>;
