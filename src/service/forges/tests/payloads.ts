import { createHmac, randomUUID } from 'node:crypto';

/** A change as a forge tells of it. */
export interface ToldChange {
  readonly origin: string;
  readonly head: string;
  readonly action?: string;
  readonly base?: string;
  readonly isOpen?: boolean;
  readonly isDraft?: boolean;
  readonly isFork?: boolean;
  readonly updatedAt?: string;
  readonly installation?: number;
  readonly title?: string;
}

/** In the shape of `pull_request` (docs.github.com, "Webhook events and payloads"), with the fields beside those that are read. */
export function githubPayload({
  origin,
  head,
  action = 'opened',
  base = 'main',
  isOpen = true,
  isDraft = false,
  isFork = false,
  updatedAt = new Date().toISOString(),
  installation,
  title = 'Greet by name',
}: ToldChange): string {
  const repository = {
    id: 7,
    node_id: 'R_7',
    name: 'shop',
    full_name: 'acme/shop',
    private: true,
    owner: { login: 'acme', id: 1, type: 'Organization' },
    html_url: `${origin}/acme/shop`,
    url: `${origin}/api/v3/repos/acme/shop`,
    clone_url: `${origin}/acme/shop.git`,
    default_branch: 'main',
  };
  const fork = { ...repository, id: 8, full_name: 'someone/shop', fork: true };
  return JSON.stringify({
    action,
    number: 5,
    pull_request: {
      id: 55,
      number: 5,
      state: isOpen ? 'open' : 'closed',
      locked: false,
      title,
      user: { login: 'someone', id: 9, type: 'User' },
      body: null,
      created_at: '2026-01-01T00:00:00Z',
      updated_at: updatedAt,
      closed_at: null,
      merged_at: null,
      draft: isDraft,
      head: { label: 'someone:greet', ref: 'greet', sha: head, repo: isFork ? fork : repository },
      base: { label: `acme:${base}`, ref: base, sha: '0'.repeat(40), repo: repository },
      merged: false,
    },
    repository,
    sender: { login: 'someone', id: 9, type: 'User' },
    ...(installation === undefined ? {} : { installation: { id: installation, node_id: 'x' } }),
  });
}

/** In the shape of a `Merge Request Hook` (docs.gitlab.com, "Webhook events"), with the fields beside those that are read. */
export function gitlabPayload({
  origin,
  head,
  action = 'open',
  base = 'main',
  isOpen = true,
  isDraft = false,
  isFork = false,
  updatedAt = new Date()
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/u, ' UTC'),
  title = 'Greet by name',
}: ToldChange): string {
  return JSON.stringify({
    object_kind: 'merge_request',
    event_type: 'merge_request',
    user: { id: 9, name: 'Someone', username: 'someone' },
    project: {
      id: 7,
      name: 'Shop',
      web_url: `${origin}/acme/shop`,
      git_ssh_url: 'git@gitlab.example:acme/shop.git',
      git_http_url: `${origin}/acme/shop.git`,
      path_with_namespace: 'acme/shop',
      default_branch: 'main',
    },
    object_attributes: {
      id: 55,
      iid: 5,
      target_branch: base,
      source_branch: 'greet',
      source_project_id: isFork ? 8 : 7,
      target_project_id: 7,
      title,
      state: isOpen ? 'opened' : 'closed',
      draft: isDraft,
      created_at: '2026-01-01 00:00:00 UTC',
      updated_at: updatedAt,
      last_commit: { id: head, message: 'greet', timestamp: '2026-01-01T00:00:00+00:00' },
      action,
    },
    changes: {},
  });
}

/** The headers of GitHub (docs.github.com, "Webhook events and payloads", delivery headers). */
export function githubHeaders(
  body: string,
  secret: string,
  delivery: string = randomUUID(),
): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/044aadd',
    'x-github-delivery': delivery,
    'x-github-event': 'pull_request',
    'x-github-hook-id': '1',
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  };
}

/** The headers of GitLab with a secret token. */
export function gitlabHeaders(secret: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'x-gitlab-event': 'Merge Request Hook',
    'x-gitlab-event-uuid': randomUUID(),
    'idempotency-key': randomUUID(),
    'x-gitlab-token': secret,
  };
}

/** The same with a signing token, as Standard Webhooks signs. */
export function gitlabSignedHeaders(
  body: string,
  secret: string,
  at: Date = new Date(),
): Readonly<Record<string, string>> {
  const id = randomUUID();
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'x-gitlab-event': 'Merge Request Hook',
    'webhook-id': id,
    'idempotency-key': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${mac}`,
  };
}
