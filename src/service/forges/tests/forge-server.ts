import type { IncomingMessage, ServerResponse } from 'node:http';
import { startGitServer, type GitServer } from '../../repositories/tests/git-server.ts';

/** The one token that the server takes, and the parts of it that must stand nowhere else. */
export const TOKEN: string = ['forge', 'n0t-a-real-0ne', 'x'].join('_');
export const INSTALLATION_TOKEN: string = ['ghs', 'n0t-a-real-0ne', 'x'].join('_');

export interface StoredStatus {
  readonly commit: string;
  readonly state: string;
  readonly description: string;
  readonly url: string | undefined;
  /** Of GitLab. */
  readonly ref: string | undefined;
}

export interface StoredComment {
  readonly id: number;
  body: string;
  /** Of one at a line. */
  readonly path?: string;
  line?: number | null;
  isResolved?: boolean;
}

/** An answer in place of the usual one. */
export interface Instead {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** A GitHub and a GitLab in one: what is asked of their APIs, as they document it, for one repository, and git beside it. */
export interface ForgeServer {
  readonly origin: string;
  readonly statuses: StoredStatus[];
  readonly comments: StoredComment[];
  readonly lineComments: StoredComment[];
  /** `METHOD /path`, in order. */
  readonly asked: string[];
  /** What JWT the app came with. */
  readonly appTokens: string[];
  /** Lines that are part of the change; undefined: all. */
  shownLines: ReadonlySet<number> | undefined;
  /** Asked of each request of the API first; undefined: the usual answer. */
  refuse: ((asked: string) => Instead | undefined) | undefined;
  /** The head of a merge request, as the API tells it. */
  head: string;
  /** Forgets all that was written. */
  clear(): void;
  stop(): Promise<void>;
}

/** `folder` holds bare repositories. */
export async function startForgeServer(
  folder: string,
  user: 'x-access-token' | 'oauth2',
  token: string = TOKEN,
): Promise<ForgeServer> {
  let forge: Forge | undefined;
  const git = await startGitServer(folder, {
    login: `${user}:${token}`,
    instead: (request, response) => forge?.answer(request, response) ?? false,
  });
  forge = new Forge(git);
  return forge;
}

type Answered = Instead & { readonly body: object };

class Forge implements ForgeServer {
  readonly #git: GitServer;
  readonly statuses: StoredStatus[] = [];
  readonly comments: StoredComment[] = [];
  readonly lineComments: StoredComment[] = [];
  readonly asked: string[] = [];
  readonly appTokens: string[] = [];
  shownLines: ReadonlySet<number> | undefined = undefined;
  refuse: ((asked: string) => Instead | undefined) | undefined = undefined;
  head = '';
  #count = 100;

  constructor(git: GitServer) {
    this.#git = git;
  }

  get origin(): string {
    return this.#git.origin;
  }

  clear(): void {
    for (const list of [this.statuses, this.comments, this.lineComments, this.asked]) {
      list.length = 0;
    }
  }

  stop(): Promise<void> {
    return this.#git.stop();
  }

  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { url = '', method = 'GET' } = request;
    if (!url.startsWith('/api/')) return false;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const sent = Buffer.concat(chunks).toString('utf8');
      // oxlint-disable-next-line no-unsafe-type-assertion -- only our own programs ask
      const body = (sent === '' ? {} : JSON.parse(sent)) as Readonly<Record<string, unknown>>;
      const path = (url.split('?', 1)[0] ?? '').replace(/^\/api\/v[34]/u, '');
      const asked = `${method} ${path}`;
      this.asked.push(asked);
      const {
        status,
        headers,
        body: answered = {},
      } = this.refuse?.(asked) ??
      this.#allowed(request) ??
      this.#usual(asked, new URL(url, this.origin), body);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(answered));
    });
    return true;
  }

  #allowed({ headers, url = '' }: IncomingMessage): Instead | undefined {
    const bearer = headers.authorization?.replace('Bearer ', '') ?? '';
    if (url.includes('/app/installations/')) {
      this.appTokens.push(bearer);
      return undefined;
    }
    const given = url.startsWith('/api/v4') ? headers['private-token'] : bearer;
    const isKnown = given === TOKEN || given === INSTALLATION_TOKEN;
    return isKnown ? undefined : { status: 401, body: { message: 'Bad credentials' } };
  }

  #usual(asked: string, url: URL, body: Readonly<Record<string, unknown>>): Answered {
    const routes: readonly (readonly [RegExp, (...parts: readonly string[]) => Answered])[] = [
      [
        /^POST \/app\/installations\/\d+\/access_tokens$/u,
        () => ({
          status: 201,
          body: {
            token: INSTALLATION_TOKEN,
            expires_at: new Date(Date.now() + 3_600_000).toISOString(),
            permissions: { contents: 'read', pull_requests: 'write', statuses: 'write' },
          },
        }),
      ],
      [
        /^POST \/(?:repos\/acme\/shop|projects\/7)\/statuses\/(\w+)$/u,
        (commit = '') => this.#status(commit, body),
      ],
      [
        /^POST \/repos\/acme\/shop\/issues\/5\/comments$/u,
        () => this.#add(this.comments, { body: text(body['body']) }),
      ],
      [
        /^POST \/projects\/7\/merge_requests\/5\/notes$/u,
        () => this.#add(this.comments, { body: text(body['body']) }),
      ],
      [/^GET \/repos\/acme\/shop\/issues\/5\/comments$/u, () => page(url, this.comments)],
      [/^GET \/projects\/7\/merge_requests\/5\/notes$/u, () => page(url, this.comments)],
      [
        /^PATCH \/repos\/acme\/shop\/issues\/comments\/(\d+)$/u,
        (id = '') => edit(this.comments, id, body),
      ],
      [
        /^PUT \/projects\/7\/merge_requests\/5\/notes\/(\d+)$/u,
        (id = '') => edit(this.comments, id, body),
      ],
      [/^GET \/repos\/acme\/shop\/pulls\/5\/comments$/u, () => page(url, this.lineComments)],
      [
        /^POST \/repos\/acme\/shop\/pulls\/5\/comments$/u,
        () => this.#addLine(body, Number(body['line']), text(body['path']), 422),
      ],
      [
        /^PATCH \/repos\/acme\/shop\/pulls\/comments\/(\d+)$/u,
        (id = '') => edit(this.lineComments, id, body),
      ],
      [
        /^GET \/projects\/7\/merge_requests\/5$/u,
        () => ({
          status: 200,
          body: { iid: 5, diff_refs: { base_sha: 'b', start_sha: 's', head_sha: this.head } },
        }),
      ],
      [
        /^GET \/projects\/7\/merge_requests\/5\/discussions$/u,
        () => page(url, this.lineComments.map(discussion)),
      ],
      [
        /^POST \/projects\/7\/merge_requests\/5\/discussions$/u,
        () => {
          const position = new Map(Object.entries(body['position'] ?? {}));
          const made = this.#addLine(
            body,
            Number(position.get('new_line')),
            text(position.get('new_path')),
            400,
          );
          const [last] = this.lineComments.slice(-1);
          return made.status === 201 && last !== undefined
            ? { status: 201, body: discussion(last) }
            : made;
        },
      ],
      [
        /^PUT \/projects\/7\/merge_requests\/5\/discussions\/(\w+)\/notes\/\d+$/u,
        (id = '') => edit(this.lineComments, String(Number.parseInt(id, 16)), body),
      ],
      [
        /^PUT \/projects\/7\/merge_requests\/5\/discussions\/(\w+)$/u,
        (id = '') => {
          const found = this.lineComments.find((each) => each.id === Number.parseInt(id, 16));
          if (found === undefined) return { status: 404, body: {} };
          found.isResolved = url.searchParams.get('resolved') === 'true';
          return { status: 200, body: discussion(found) };
        },
      ],
    ];
    for (const [pattern, act] of routes) {
      const parts = pattern.exec(asked);
      if (parts !== null) return act(...parts.slice(1));
    }
    return { status: 404, body: { message: 'Not Found' } };
  }

  #status(commit: string, body: Readonly<Record<string, unknown>>): Answered {
    const { state, description, target_url: url, ref } = body;
    this.statuses.push({
      commit,
      state: text(state),
      description: text(description),
      url: url === undefined ? undefined : text(url),
      ref: ref === undefined ? undefined : text(ref),
    });
    return { status: 201, body: { id: 1, state } };
  }

  #add(list: StoredComment[], made: Omit<StoredComment, 'id'>): Answered {
    this.#count += 1;
    list.push({ ...made, id: this.#count });
    return { status: 201, body: { id: this.#count, body: made.body } };
  }

  #addLine(
    body: Readonly<Record<string, unknown>>,
    line: number,
    path: string,
    refused: number,
  ): Answered {
    if (this.shownLines?.has(line) === false) {
      return {
        status: refused,
        body: {
          message: 'Validation Failed',
          errors: [{ field: 'pull_request_review_thread.line' }],
        },
      };
    }
    return this.#add(this.lineComments, { body: text(body['body']), path, line });
  }
}

function discussion(comment: StoredComment): object {
  const { id, body } = comment;
  return {
    id: id.toString(16).padStart(40, '0'),
    notes: [{ id: id + 1_000, type: 'DiffNote', body }],
  };
}

function page(url: URL, all: readonly object[]): Answered {
  const size = Number(url.searchParams.get('per_page') ?? '30');
  const number = Number(url.searchParams.get('page') ?? '1');
  return { status: 200, body: all.slice((number - 1) * size, number * size) };
}

function edit(
  list: readonly StoredComment[],
  id: string,
  body: Readonly<Record<string, unknown>>,
): Answered {
  const found = list.find((each) => each.id === Number(id));
  if (found === undefined) return { status: 404, body: { message: 'Not Found' } };
  found.body = text(body['body']);
  return { status: 200, body: { id: found.id, body: found.body } };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
