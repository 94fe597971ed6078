import type { Confidence } from '../../../model/finding.ts';
import type { RuleExample } from '../../../model/rule.ts';
import type { Severity } from '../../../model/severity.ts';
import type { Judgement, Rank, SecretRule } from '../rule.ts';

/** Who issues the secrets, and where they are taken back. */
export interface Provider {
  readonly name: string;
  /** Where a key is revoked or rotated. */
  readonly revoke: string;
  /** Where the format is described. */
  readonly source: string;
  /** What the holder of a key can do: `read and change repositories`. */
  readonly gains: string;
}

export interface Options {
  /** Secrets that the rule must find; built, never written out. */
  readonly hit: readonly string[];
  /** Whole texts in which it must find nothing. */
  readonly ok?: readonly string[];
  /** Default: the letters that the pattern begins with. */
  readonly keywords?: readonly string[];
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly rank?: Rank;
  readonly minEntropy?: number;
  readonly gains?: string;
  readonly fix?: string;
  readonly source?: string;
  readonly validate?: SecretRule['validate'];
  /** Instead of the one made of the shape: for tokens whose keyword stands in their middle. */
  readonly pattern?: RegExp;
  readonly items?: RegExp;
  readonly path?: RegExp;
  /** Default true. */
  readonly rejectsPlaceholders?: boolean;
}

/** A kind of secret, still without the advice that all secrets of its provider share. */
export type Kind = (provider: Provider) => SecretRule;

/** The rules of one provider. */
export function provider(about: Provider, ...kinds: readonly Kind[]): readonly SecretRule[] {
  return kinds.map((kind) => kind(about));
}

/**
 * A token that is known by its own shape wherever it stands. `shape` describes the token alone, without groups named
 * `secret` and without anchors.
 */
export function token(slug: string, title: string, shape: RegExp, options: Options): Kind {
  const { source, flags } = shape;
  return build(slug, title, {
    rank: options.validate === undefined ? 'token' : 'checked',
    confidence: 'high',
    reason: 'shape',
    keywords: [literalStart(source)],
    pattern: new RegExp(`${notInWord}(?<secret>${source})(?![\\w-])`, flags),
    examples: {
      hit: options.hit.map((secret) => ({ text: `const token = "${secret}";\n` })),
      ok: options.hit.slice(0, 1).map((secret) => ({
        text: `const token = "${secret.slice(0, 4)}${'x'.repeat(secret.length - 4)}";\n`,
        why: 'a placeholder',
      })),
    },
    what: `Text with the shape of a ${title}.`,
    ...options,
  });
}

/**
 * A secret without a shape of its own: it counts only as the value of something that is named after the provider.
 * `value` describes the secret alone.
 */
export function near(slug: string, title: string, value: RegExp, options: NearOptions): Kind {
  const { names, suffix = '_API_KEY' } = options;
  const pattern = `(?:${names.map(escapePattern).join('|')})${assigned}(?<secret>${value.source})(?![\\w-])`;
  const example = (secret: string): string =>
    `export ${(names[0] ?? '').toUpperCase()}${suffix}="${secret}"\n`;
  return build(slug, title, {
    rank: 'near',
    confidence: 'medium',
    reason: `named after the provider`,
    keywords: names,
    pattern: new RegExp(pattern, 'i'),
    minEntropy: 3,
    validate: namedLikeSecret,
    examples: {
      hit: options.hit.map((secret) => ({ text: example(secret) })),
      ok: options.hit.slice(0, 1).map((secret) => ({
        text: `export OTHER="${secret}"\n`,
        why: 'nothing says that it is a key of this provider',
      })),
    },
    what: `A value with the shape of a ${title} beside the name of its provider.`,
    ...options,
  });
}

export interface NearOptions extends Options {
  /** Lower-case words that the name of the value holds. */
  readonly names: readonly string[];
  /** What follows the first of them in the example. */
  readonly suffix?: string;
}

/** A secret whose surroundings the pattern itself describes; `hit` and `ok` are whole texts. */
export function shaped(slug: string, title: string, pattern: RegExp, options: ShapedOptions): Kind {
  return build(slug, title, {
    rank: 'format',
    confidence: 'high',
    reason: 'structure',
    pattern,
    examples: { hit: options.hit.map((text) => at(text, options.file)), ok: [] },
    ...options,
  });
}

export interface ShapedOptions extends Options {
  readonly keywords: readonly string[];
  readonly what: string;
  /** Where the examples stand, when the rule looks at that. */
  readonly file?: string;
}

function at(text: string, path: string | undefined): RuleExample {
  return path === undefined ? { text } : { text, path };
}

interface Parts extends Omit<Options, 'hit' | 'ok'> {
  readonly rank: Rank;
  readonly confidence: Confidence;
  readonly reason: string;
  readonly keywords: readonly string[];
  readonly pattern: RegExp;
  readonly what: string;
  readonly examples: { readonly hit: readonly RuleExample[]; readonly ok: readonly RuleExample[] };
  readonly ok?: readonly string[];
  readonly file?: string;
}

function build(slug: string, title: string, parts: Parts): Kind {
  return (about) => ({
    id: `secrets/${slug}`,
    title,
    severity: parts.severity ?? 'high',
    cwe: [798, 312],
    owasp: ['A07:2025'],
    what: parts.what,
    why: `Whoever can read this text, its history or a copy of it can ${parts.gains ?? about.gains}.`,
    fix: parts.fix ?? fixOf(about),
    tags: ['secret', about.name],
    version: 1,
    references: [parts.source ?? about.source],
    examples: {
      hit: parts.examples.hit,
      ok: [...parts.examples.ok, ...(parts.ok ?? []).map((text) => at(text, parts.file))],
    },
    keywords: parts.keywords,
    pattern: parts.pattern,
    rank: parts.rank,
    confidence: parts.confidence,
    minEntropy: parts.minEntropy ?? 0,
    rejectsPlaceholders: parts.rejectsPlaceholders ?? true,
    reason: parts.reason,
    ...(parts.validate === undefined ? {} : { validate: parts.validate }),
    ...(parts.items === undefined ? {} : { items: parts.items }),
    ...(parts.path === undefined ? {} : { path: parts.path }),
  });
}

function fixOf({ name, revoke }: Provider): string {
  return `Revoke it at ${name} first (${revoke}): removing the line does not remove it from history. Then issue a new one, keep it in a secret store or an environment variable of the pipeline, and read it from there.`;
}

/** The name must say that the value is to be kept: `DATADOG_API_KEY`, not `datadog-version`. */
function namedLikeSecret(secret: string, match: RegExpExecArray): Judgement {
  const name = match[0].slice(0, -secret.length);
  return /key|token|secret|auth|pass|pat|api|cred|sig|login|ssws/i.test(name)
    ? { accepted: ['key name'] }
    : { rejected: 'not named like a secret' };
}

/** Not the middle of a word; `\n`, `\t` and `%3D` before a token are escapes, not letters. */
const notInWord = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[nrt]|%[0-9A-Fa-f]{2}))`;

/**
 * What stands between a name and its value in source and configuration: the rest of the name, quotes, brackets, an
 * operator; also `value:` on the next line, as in Kubernetes manifests.
 */
const assigned = String.raw`[\w.-]{0,40}["'\x60\])]{0,3}\s{0,8}(?:=>|:=|\|\||\?\?|[:=,(>])\s{0,8}(?:value\s{0,4}[:=]\s{0,4})?(?:[A-Za-z]{0,8}\()?[\\"'\x60]{0,3}`;

function literalStart(source: string): string {
  return (/^[A-Za-z0-9_-]*(?![*+?{])/.exec(source.replaceAll('\\.', '.'))?.[0] ?? '').toLowerCase();
}

function escapePattern(text: string): string {
  return text.replace(/[.+*?^$()[\]{}|\\/-]/g, String.raw`\$&`);
}
