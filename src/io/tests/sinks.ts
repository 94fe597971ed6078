import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A request that a webhook has received. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WebhookSink {
  readonly url: string;
  /** All of them, in order. */
  readonly received: Received[];
  /** What the next requests are answered with; 204 when there is nothing left. `undefined`: nothing is ever answered. */
  readonly answers: (Answer | undefined)[];
  /** Resolves with the next request. */
  next(): Promise<Received>;
  close(): void;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A receiver of webhooks on this machine. */
export async function webhookSink(): Promise<WebhookSink> {
  const received: Received[] = [];
  const answers: (Answer | undefined)[] = [];
  let wake: ((request: Received) => void) | undefined;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const got = { path: request.url ?? '', headers: request.headers, body };
      received.push(got);
      const answer = answers.length === 0 ? { status: 204 } : answers.shift();
      if (answer !== undefined) response.writeHead(answer.status, answer.headers).end(answer.body);
      wake?.(got);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    received,
    answers,
    next: () =>
      new Promise((resolve) => {
        wake = resolve;
      }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export interface MailSink {
  readonly port: number;
  /** Envelope and text of each mail, in order. */
  readonly received: { readonly to: readonly string[]; readonly text: string }[];
  /** Reply codes of the next mails; 250 when there are none left. */
  readonly refusals: number[];
  close(): void;
}

/** A mail server on this machine, which keeps what it is given. */
export async function mailSink(options: SMTPServerOptions = {}): Promise<MailSink> {
  const received: { to: readonly string[]; text: string }[] = [];
  const refusals: number[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.key === undefined ? ['STARTTLS'] : [],
    logger: false,
    ...options,
    onData(stream, session, done) {
      let text = '';
      stream.setEncoding('utf8');
      stream.on('data', (part: string) => {
        text += part;
      });
      stream.on('end', () => {
        const code = refusals.shift();
        if (code !== undefined) {
          done(Object.assign(new Error('refused'), { responseCode: code }));
          return;
        }
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: portOf(server.server.address()),
    received,
    refusals,
    close: () => server.close(),
  };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
