import { existsSync, readdirSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { runProcess } from '../../io/process.ts';
import type { GitCredentials } from './git-credentials.ts';
import { addressesOf, hostOf, type GitHosts } from './git-hosts.ts';

/** How repositories are fetched on this machine. */
export interface GitSettings {
  /** A folder with a secret file for each name; undefined: only what everybody may read is fetched. */
  readonly credentials: string | undefined;
  readonly hosts: GitHosts;
  /** Asked instead of the host, which it has to find; undefined: none. */
  readonly proxy: string | undefined;
  /** PEM file of authorities that are believed instead of those of the system. */
  readonly authorities: string | undefined;
  readonly limits: GitLimits;
}

export interface GitLimits {
  /** Of all git commands that speak with the server. */
  readonly timeoutMs: number;
  /** Of the pack that is fetched, in bytes; and of all files together. */
  readonly maxBytes: number;
  readonly maxFiles: number;
  /** A server that sends less than 1,000 bytes a second for so long is let go. */
  readonly stallSeconds: number;
}

/** Chosen: a large repository without its history; with the scan (10 minutes) it ends before its job is given to another. */
export const gitLimits: GitLimits = {
  timeoutMs: 4 * 60_000,
  maxBytes: 512 * 2 ** 20,
  maxFiles: 100_000,
  stallSeconds: 30,
};

/** The repository cannot be had; the message says why, without a secret and without a place of this machine. */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';
}

/** Where it leads, all of it allowed. A proxy finds the host itself: then only what the URL says can be looked at. */
export async function allowedAddresses(
  url: URL,
  { hosts, proxy }: GitSettings,
): Promise<readonly string[]> {
  const addresses = await addressesOf(url);
  if (addresses.length === 0 && proxy === undefined) {
    throw new NotFetched(`${hostOf(url)} cannot be found`);
  }
  const refusal = hosts.refusal(url, addresses);
  if (refusal !== undefined) throw new NotFetched(refusal);
  return addresses;
}

export interface Surroundings {
  readonly settings: GitSettings;
  readonly url: URL;
  readonly addresses: readonly string[];
  readonly credentials: GitCredentials | undefined;
  readonly signal: AbortSignal;
}

const MAX_OUTPUT_BYTES = 2 ** 16;
/** `ulimit -f` counts blocks of 512 bytes (POSIX), `-v` kilobytes. */
const LIMITED = 'ulimit -f "$1" && { ulimit -v "$2" || true; } 2>/dev/null && shift 2 && exec "$@"';
const BLOCK_BYTES = 512;
/** Of git's memory: a pack of the largest size is unpacked in less than half of it. */
const MAX_MEMORY_KB = 4 * 2 ** 20;

/**
 * Git in a folder, for a repository of a server that is believed only so far: it has no settings but these, writes nothing larger than
 * the bound (the system sees to that: setrlimit), and is ended with everything that it has started.
 */
export class Git {
  readonly #root: string;
  readonly #around: Surroundings;
  readonly #env: Readonly<Record<string, string>>;
  readonly #until: number;

  constructor(root: string, around: Surroundings) {
    this.#root = root;
    this.#around = around;
    this.#env = environmentOf(path.dirname(root), around);
    this.#until = Date.now() + around.settings.limits.timeoutMs;
  }

  /** What it prints. Throws NotFetched where it fails. */
  async run(args: readonly string[]): Promise<string> {
    const told = await this.#told(args);
    if (typeof told === 'string') return told;
    throw new NotFetched(this.#reasonIn(told.stderr));
  }

  /** The same of a question; undefined where the answer is no (status 1). */
  async ask(args: readonly string[]): Promise<string | undefined> {
    const told = await this.#told(args);
    if (typeof told === 'string') return told;
    if (told.code === 1) return undefined;
    throw new NotFetched(this.#reasonIn(told.stderr));
  }

  /** Throws NotFetched where all that it may fetch is there already. */
  requireRoom(): void {
    if (this.#isFull()) throw new NotFetched(TOO_LARGE);
  }

  async #told(
    args: readonly string[],
  ): Promise<string | { readonly code: number; readonly stderr: string }> {
    const { settings, signal } = this.#around;
    const { maxBytes } = settings.limits;
    const blocks = String(Math.ceil(maxBytes / BLOCK_BYTES));
    const { end, stdout } = await runProcess({
      command: 'sh',
      args: ['-c', LIMITED, 'sh', blocks, String(MAX_MEMORY_KB), 'git', ...args],
      cwd: this.#root,
      env: this.#env,
      timeoutMs: Math.max(1, this.#until - Date.now()),
      maxOutputBytes: MAX_OUTPUT_BYTES,
      signal,
      ownGroup: true,
    });
    if (end.state === 'exited' && end.code === 0) return stdout.toString('utf8');
    if (end.state === 'cancelled') throw new Error('the worker is being stopped');
    if (end.state === 'exited') return end;
    if (end.state === 'failed') throw new NotFetched(`git has failed: ${end.detail}`);
    throw new NotFetched(STOPPED[end.state]);
  }

  /** What git says of it, in words for whoever named the repository. */
  #reasonIn(stderr: string): string {
    if (this.#isFull()) return TOO_LARGE;
    const reason = reasons.find(([pattern]) => pattern.test(stderr))?.[1];
    if (reason !== undefined) return reason;
    const line = stderr.split('\n').find((each) => /^(?:fatal|error|remote):/u.test(each));
    // What a server says may hold anything; people read it in a terminal or a page.
    const told = this.#withoutSecrets(line ?? stderr).replaceAll(/\p{C}+/gu, ' ');
    return `git has failed: ${told.trim().slice(0, 300)}`;
  }

  /** Whether packs have reached the bound: whoever wrote on was ended by the system, without a word. */
  #isFull(): boolean {
    const { maxBytes } = this.#around.settings.limits;
    const packs = path.join(this.#root, '.git', 'objects', 'pack');
    const names = existsSync(packs) ? readdirSync(packs) : [];
    const bytes = names.reduce((sum, name) => sum + statSync(path.join(packs, name)).size, 0);
    return bytes >= maxBytes;
  }

  #withoutSecrets(text: string): string {
    const { credentials } = this.#around;
    return [this.#root, path.dirname(this.#root), ...(credentials?.secrets ?? [])].reduce(
      (clean, secret) => clean.replaceAll(secret, '…'),
      text,
    );
  }
}

const TOO_LARGE = 'it is larger than what is fetched';

const STOPPED = {
  'not-found': 'this machine has no sh or no git',
  timeout: 'it took too long to fetch',
  'output-limit': 'the server says more than can be true',
} as const;

/** English, by LC_ALL=C. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [
    /could not read (?:Username|Password)|Authentication failed|error: 40[13]\b/u,
    'the server wants credentials, or refuses those it was given',
  ],
  [/not our ref|unadvertised object/u, 'the server has no such commit, or not any more'],
  [/couldn't find remote ref/u, 'it has no branch of that name'],
  [/not found\b|error: 404\b/u, 'there is no such repository, or not for these credentials'],
  [
    /error: 30\d\b|unable to update url base/u,
    'the server sends to another address: write that one (often it ends with .git)',
  ],
  [/Operation too slow/u, 'the server is too slow'],
  [/Could not resolve host/u, 'the host cannot be found'],
  [
    /Failed to connect|Connection refused|Connection reset|Could not connect/u,
    'the server cannot be reached',
  ],
  [/certificate|SSL/u, 'the certificate of the server is not believed'],
  [
    /fsck|index-pack failed|invalid|unpack/iu,
    'what the server sent is no repository that can be believed',
  ],
];

/** Everything that git may know: by the environment, which nobody sees who lists processes. */
function environmentOf(home: string, around: Surroundings): Readonly<Record<string, string>> {
  const pairs = [...fixedSettings, ...ownSettings(around)];
  const numbered = pairs.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key] as const,
    [`GIT_CONFIG_VALUE_${index}`, value] as const,
  ]);
  const { authorities } = around.settings;
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'false',
    SSH_ASKPASS: 'false',
    GIT_ALLOW_PROTOCOL: around.url.protocol.slice(0, -1),
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    ...(authorities === undefined ? {} : { GIT_SSL_CAINFO: authorities }),
    GIT_CONFIG_COUNT: String(pairs.length),
    ...Object.fromEntries(numbered),
  };
}

/** Each of these could else run a program, follow what a server says, or fill memory or disk. */
const fixedSettings: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.attributesFile', '/dev/null'],
  ['core.symlinks', 'false'],
  ['core.protectHFS', 'true'],
  ['core.protectNTFS', 'true'],
  ['core.bigFileThreshold', '16m'],
  ['core.packedGitLimit', '256m'],
  ['core.packedGitWindowSize', '16m'],
  ['credential.helper', ''],
  ['http.followRedirects', 'false'],
  ['http.sslVerify', 'true'],
  ['http.cookieFile', ''],
  ['http.lowSpeedLimit', '1000'],
  // Everything in one pack, whose size is bounded, and looked at before it is believed.
  ['fetch.unpackLimit', '1'],
  ['fetch.fsckObjects', 'true'],
  // Old programs wrote these, and nothing here depends on them.
  ['fetch.fsck.badTimezone', 'ignore'],
  ['fetch.fsck.missingSpaceBeforeDate', 'ignore'],
  ['fetch.fsck.zeroPaddedFilemode', 'ignore'],
  ['fetch.recurseSubmodules', 'false'],
  ['submodule.recurse', 'false'],
  ['transfer.bundleURI', 'false'],
  ['pack.threads', '1'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
];

function ownSettings({
  settings,
  url,
  addresses,
  credentials,
}: Surroundings): readonly (readonly [string, string])[] {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  // What was found to be allowed, and nothing that the name means a moment later (DNS rebinding).
  const pinned = addresses.map((each) => (each.includes(':') ? `[${each}]` : each)).join(',');
  return [
    ['http.lowSpeedTime', String(settings.limits.stallSeconds)],
    ['http.proxy', settings.proxy ?? ''],
    ...(addresses.length === 0 || isIP(hostOf(url)) !== 0
      ? []
      : [['http.curloptResolve', `${hostOf(url)}:${port}:${pinned}`] as const]),
    ...(credentials === undefined
      ? []
      : [[`http.${url.origin}/.extraHeader`, credentials.header] as const]),
  ];
}
