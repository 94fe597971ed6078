import type { ProtocolVersion } from '../observation.ts';
import { isTemplate } from './block.ts';
import type { Setting, Span, TlsBlock, VersionSwitches } from './block.ts';

/** One `name value` pair of SSL_CONF_cmd(3), as nginx and Apache pass them through to OpenSSL. */
export interface OpensslCommand {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
  readonly scope: readonly string[];
}

const names: ReadonlyMap<string, ProtocolVersion> = new Map([
  ['SSLv2', 'SSLv2'],
  ['SSLv3', 'SSLv3'],
  ['TLSv1', 'TLS1.0'],
  ['TLSv1.0', 'TLS1.0'],
  ['TLSv1.1', 'TLS1.1'],
  ['TLSv1.2', 'TLS1.2'],
  ['TLSv1.3', 'TLS1.3'],
]);
const inOrder: readonly ProtocolVersion[] = [...new Set(names.values())];

/** `TLSv1` and the like, as nginx, Apache, HAProxy, Node and OpenSSL write them. */
export function versionNamed(name: string): ProtocolVersion | undefined {
  return names.get(name);
}

/** The named versions on, all others off; undefined where a name is not known. */
export function exactly(list: readonly string[]): VersionSwitches | undefined {
  const named = new Set(list.map((name) => names.get(name)));
  if (list.length === 0 || named.has(undefined)) return undefined;
  return Object.fromEntries(inOrder.map((version) => [version, named.has(version)]));
}

/** All versions between the two on, all others off; undefined where a bound is not known. */
export function between(
  minimum: ProtocolVersion | undefined,
  maximum: ProtocolVersion | undefined,
): VersionSwitches {
  const first = minimum === undefined ? undefined : inOrder.indexOf(minimum);
  const last = maximum === undefined ? undefined : inOrder.indexOf(maximum);
  const switches: [ProtocolVersion, boolean][] = [];
  for (const [index, version] of inOrder.entries()) {
    if ((first !== undefined && index < first) || (last !== undefined && index > last)) {
      switches.push([version, false]);
    } else if (first !== undefined) {
      switches.push([version, true]);
    }
  }
  return Object.fromEntries(switches);
}

/** What the commands say; of several with one name the last. Names are compared without case, as OpenSSL does. */
export function settingsOf(commands: readonly OpensslCommand[]): Partial<TlsBlock> {
  const of = <Value>(
    wanted: readonly string[],
    read: (value: string) => Value | undefined,
  ): Setting<Value> | undefined => {
    const found = commands.findLast(({ name }) => wanted.includes(name.toLowerCase()));
    if (found === undefined) return undefined;
    const { value, span, scope } = found;
    return { value: isTemplate(value) ? undefined : read(value), span, scope };
  };
  const options = of(['options'], (value) => value.toLowerCase().split(','));
  const has = (option: string): Setting<boolean> | undefined =>
    options?.value?.includes(option) ? { ...options, value: true } : undefined;
  const minimum = of(['minprotocol'], versionNamed);
  const maximum = of(['maxprotocol'], versionNamed);
  const bound = minimum ?? maximum;
  return {
    ciphersuites: of(['ciphersuites'], (value) => value),
    ciphers: of(['cipherstring'], (value) => value),
    groups: of(['groups', 'curves'], (value) => value),
    versions:
      bound === undefined
        ? undefined
        : { ...bound, value: between(minimum?.value, maximum?.value) },
    insecureRenegotiation: has('unsafelegacyrenegotiation'),
    compression: has('compression'),
  };
}
