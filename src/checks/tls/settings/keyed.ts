import { isTemplate } from './block.ts';
import type { Reading, Remark, Setting, Span, TlsBlock } from './block.ts';
import { keyedWords } from './select.ts';
import { between, exactly, versionNamed } from './openssl-commands.ts';

/** Lines that are looked at in one file. */
const maxLines = 2_000;
/** Characters of a line; a longer one is not a setting that someone wrote. */
const maxLineChars = 8_192;

/** `key: value`, `key = value` or, in a Caddyfile, the key alone. */
interface Entry {
  readonly key: string;
  readonly value: string;
  readonly span: Span;
}

/**
 * Settings that are one line each in YAML, TOML, JSON and Caddyfiles: of ingress-nginx (ConfigMap and annotations), of
 * Envoy, and switches by which Go programs such as Traefik, Caddy and Prometheus stop to verify.
 */
export function readKeyed(text: string): Reading {
  const { entries, isCut } = entriesIn(text);
  const blocks: TlsBlock[] = [];
  const remarks: Remark[] = [];
  for (const entry of entries) {
    const block = blockOf(entry, text);
    if (block !== undefined) blocks.push(block);
    remarks.push(...remarksOf(entry));
  }
  return { blocks, remarks, isCut };
}

function entriesIn(text: string): { readonly entries: readonly Entry[]; readonly isCut: boolean } {
  const found = new Map<number, Entry>();
  for (const word of keyedWords) {
    let at = text.indexOf(word);
    for (; at >= 0 && found.size < maxLines; at = text.indexOf(word, at + word.length)) {
      const start = text.lastIndexOf('\n', at) + 1;
      const entry = entryOf(text.slice(start, start + maxLineChars), start);
      if (entry !== undefined) found.set(start, entry);
    }
  }
  const entries = [...found.values()].toSorted((a, b) => a.span.start - b.span.start);
  return { entries, isCut: found.size >= maxLines };
}

/** The key must be the first thing in its line: in prose and in comments it is not. */
function entryOf(text: string, offset: number): Entry | undefined {
  const line = text.split('\n', 1)[0] ?? '';
  const match = /^[\s"'-]{0,200}(?<key>[\w./-]{1,120})["']?[ \t]{0,20}(?:[:=][ \t]{0,20}|$)/.exec(
    line,
  );
  const key = match?.groups?.['key'];
  if (match === null || key === undefined) return undefined;
  const value = valueIn(line.slice(match[0].length));
  const start = offset + line.indexOf(key);
  const end = offset + match[0].length + value.length;
  return { key: key.slice(key.lastIndexOf('/') + 1), value: value.text, span: { start, end } };
}

/** Up to the closing quote, or a comment or comma; `length` with the quotes. */
function valueIn(rest: string): { readonly text: string; readonly length: number } {
  const match = /^(?:"([^"]*)"|'([^']*)'|([^#,]*))/.exec(rest) ?? [''];
  const text = match.slice(1).find((part) => part !== undefined) ?? '';
  return { text: text.trim(), length: match[0].trimEnd().length };
}

function blockOf({ key, value, span }: Entry, text: string): TlsBlock | undefined {
  const setting = <Value>(read: Value | undefined): Setting<Value> => ({
    value: isTemplate(value) ? undefined : read,
    span,
    scope: [],
  });
  const nginx = { software: 'nginx', role: 'server', scope: [], span } as const;
  switch (key) {
    case 'ssl-protocols':
      return { ...nginx, versions: setting(exactly(value.split(/\s{1,20}/, 20))) };
    case 'ssl-ciphers':
      return { ...nginx, ciphers: setting(value) };
    case 'ssl-ecdh-curve':
      return { ...nginx, groups: setting(value === 'auto' ? undefined : value) };
    case 'tls_minimum_protocol_version': {
      const minimum = versionNamed(value.replace('_', '.'));
      const versions = setting(minimum && between(minimum, undefined));
      return { ...nginx, software: 'envoy', role: roleAt(text, span.start), versions };
    }
    default:
      return undefined;
  }
}

/** Envoy says which side a context is for some lines before. */
function roleAt(text: string, at: number): 'server' | 'client' {
  const before = text.slice(Math.max(0, at - maxLineChars), at);
  return before.lastIndexOf('UpstreamTlsContext') > before.lastIndexOf('DownstreamTlsContext')
    ? 'client'
    : 'server';
}

/** The key alone is enough in a Caddyfile. */
const unverified: ReadonlyMap<string, readonly string[]> = new Map([
  ['proxy-ssl-verify', ['off']],
  ['insecureSkipVerify', ['true']],
  ['insecure_skip_verify', ['true']],
  ['tls_insecure_skip_verify', ['']],
  ['insecureSkipTLSVerify', ['true']],
  ['insecure-skip-tls-verify', ['true']],
]);

function remarksOf({ key, value, span }: Entry): readonly Remark[] {
  if (unverified.get(key)?.includes(value) !== true) return [];
  const fact = value === '' ? key : `${key}: ${value}`;
  return [
    {
      ruleId: 'tls/verification-off',
      message: `${fact} takes any certificate of the server behind`,
      span,
      scope: [],
      facts: [fact],
      confidence: 'high',
      snippet:
        key === 'proxy-ssl-verify'
          ? { server: 'nginx', text: 'nginx.ingress.kubernetes.io/proxy-ssl-verify: "on"' }
          : { server: 'caddy', text: 'tls_trust_pool file internal-ca.pem' },
    },
  ];
}
