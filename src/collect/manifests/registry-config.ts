import type { ComponentSettings } from '../../model/component-settings.ts';
import type { ManifestFile, ManifestProblem } from '../../model/component.ts';
import { isNamed, Torn, Unreadable } from './parse.ts';
import { readToml } from './toml.ts';
import { fieldsAt, fieldsOf, textAt } from './values.ts';
import { readYaml } from './yaml.ts';

/** Names that a project's own configuration sends to a host of their own, without credentials. */
export interface RegistryConfig {
  /** In the order of the files; of one prefix several hosts where several files name them. */
  readonly privateNames: ComponentSettings['privateNames'];
  readonly problems: readonly (ManifestProblem & { readonly path: string })[];
}

interface Sent {
  readonly prefix: string;
  readonly url: string;
}

type Reader = (text: string) => readonly Sent[];

const readers: readonly (readonly [string, Reader])[] = [
  ['.npmrc', ofNpmrc],
  ['.yarnrc', ofYarnClassic],
  ['.yarnrc.yml', ofYarn],
  ['bunfig.toml', ofBun],
  ['nuget.config', ofNuget],
];

/** Configurations have a few lines; more than this is something else. */
const MAX_CONFIG_UNITS = 2 ** 20;

/** Whether a file of this path may send names to a host: `.npmrc`, `.yarnrc`, `.yarnrc.yml`, `bunfig.toml`, `NuGet.config`. */
export function mayConfigureRegistries(path: string): boolean {
  return readerOf(path) !== undefined;
}

/**
 * The private names that configuration files of a target tell: scopes of npm, yarn and bun, and NuGet's package source
 * mapping. The path of an address is left out: GitLab and others serve archives below another one. Pure; never throws
 * for what a file holds.
 */
export function registryConfigOf(files: readonly ManifestFile[]): RegistryConfig {
  const hosts = new Map<string, Set<string>>();
  const problems: (ManifestProblem & { readonly path: string })[] = [];
  for (const { path, text } of files) {
    const sent = read(path, text);
    if (sent === undefined) problems.push({ path, detail: 'it is torn, or too large' });
    for (const { prefix, url } of sent ?? []) {
      const host = hostOf(url);
      if (host === undefined) {
        problems.push({ path, detail: `where ${prefix} comes from is no address that is known` });
        continue;
      }
      hosts.set(prefix, (hosts.get(prefix) ?? new Set()).add(host));
    }
  }
  const privateNames = [...hosts].map(([prefix, names]) => ({ prefix, hosts: [...names] }));
  return { privateNames, problems };
}

function readerOf(path: string): Reader | undefined {
  return readers.find(([name]) => isNamed(path.toLowerCase(), name))?.[1];
}

/** Undefined: it is torn or too large. */
function read(path: string, text: string): readonly Sent[] | undefined {
  if (text.length > MAX_CONFIG_UNITS) return undefined;
  try {
    return readerOf(path)?.(text) ?? [];
  } catch (error) {
    if (error instanceof Unreadable || error instanceof Torn) return undefined;
    throw error;
  }
}

/** In lower case, with its port; undefined where a variable of the environment decides. */
function hostOf(url: string): string | undefined {
  const host = /^https?:\/\/(?:[^/?#]{0,500}@)?([A-Za-z0-9.:[\]-]{1,253})(?:[/?#]|$)/.exec(
    url,
  )?.[1];
  return host?.toLowerCase();
}

/** npm (docs.npmjs.com, "npmrc"): `@scope:registry=address`. */
function ofNpmrc(text: string): readonly Sent[] {
  return text.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    const scope = scopeIn(line.slice(0, at).trim());
    if (at === -1 || scope === undefined) return [];
    return [{ prefix: scope, url: unquoted(line.slice(at + 1)) }];
  });
}

/** yarn 1 (classic.yarnpkg.com, ".yarnrc"): `"@scope:registry" "address"`. */
function ofYarnClassic(text: string): readonly Sent[] {
  return text.split('\n').flatMap((line) => {
    const [key = '', value = ''] = line.trim().split(/\s{1,20}/, 2);
    const scope = scopeIn(unquoted(key));
    return scope === undefined ? [] : [{ prefix: scope, url: unquoted(value) }];
  });
}

/** `@scope/` of `@scope:registry`. */
function scopeIn(key: string): string | undefined {
  const scope = /^(@[^:/\s]{1,200}):registry$/.exec(key)?.[1];
  return scope === undefined ? undefined : `${scope}/`;
}

function unquoted(value: string): string {
  return value.trim().replaceAll(/^["']|["']$/g, '');
}

/** yarn 2 and later (yarnpkg.com, "npmScopes"). */
function ofYarn(text: string): readonly Sent[] {
  const scopes = fieldsAt(fieldsOf(readYaml(text)), 'npmScopes');
  return [...scopes].flatMap(([scope, value]) => {
    const url = textAt(fieldsOf(value), 'npmRegistryServer');
    return url === undefined ? [] : [{ prefix: `@${scope.replace(/^@/, '')}/`, url }];
  });
}

/** bun (bun.sh, "install.scopes"): an address, or a table with one. */
function ofBun(text: string): readonly Sent[] {
  const scopes = fieldsAt(fieldsAt(fieldsOf(readToml(text)), 'install'), 'scopes');
  return [...scopes].flatMap(([scope, value]) => {
    const url = typeof value === 'string' ? value : textAt(fieldsOf(value), 'url');
    return url === undefined ? [] : [{ prefix: `@${scope.replace(/^@/, '')}/`, url }];
  });
}

/** NuGet (learn.microsoft.com, "Package Source Mapping"): sources by key, and patterns of names for each key. */
function ofNuget(text: string): readonly Sent[] {
  const sources = new Map<string, string>();
  const sent: Sent[] = [];
  let source = '';
  const elements = withoutComments(text).matchAll(/<(\/?)([A-Za-z]{1,40})\b([^<>]{0,2000})>/g);
  for (const [, closing, element = '', attributes = ''] of elements) {
    const key = attribute(attributes, 'key');
    if (element === 'add') sources.set(key, attribute(attributes, 'value'));
    if (element === 'packageSource') source = closing === '/' ? '' : key;
    const pattern = element === 'package' ? attribute(attributes, 'pattern') : '';
    // A lone asterisk is the place of everything else.
    if (source === '' || pattern === '' || pattern === '*') continue;
    sent.push({ prefix: pattern.replace(/\*$/, ''), url: source });
  }
  return sent.flatMap(({ prefix, url }) => {
    const address = sources.get(url) ?? '';
    // A folder of the target or of the machine is nobody's host.
    return /^https?:/i.test(address) ? [{ prefix, url: address }] : [];
  });
}

/** XML's comments do not nest; one without an end goes on to the end. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf('<!--'); at !== -1; at = text.indexOf('<!--', from)) {
    parts.push(text.slice(from, at));
    const end = text.indexOf('-->', at + 4);
    if (end === -1) return parts.join('');
    from = end + 3;
  }
  return parts.join('') + text.slice(from);
}

function attribute(attributes: string, name: string): string {
  const quoted = new RegExp(`\\b${name}\\s{0,20}=\\s{0,20}(?:"([^"]{0,1000})"|'([^']{0,1000})')`);
  const found = quoted.exec(attributes);
  return found?.[1] ?? found?.[2] ?? '';
}
