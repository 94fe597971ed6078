import type { ProtocolVersion } from '../../observation.ts';
import type { VersionSwitches } from '../block.ts';
import { versionNamed } from '../openssl-commands.ts';

const modern: readonly ProtocolVersion[] = ['TLS1.0', 'TLS1.1', 'TLS1.2'];

/**
 * `SSLProtocol`: names with `+` and `-` add and take away; one without a sign begins anew (mod_ssl,
 * `ssl_cmd_protocol_parse`). `all` has SSLv3 and TLS 1.3 only where the library has them: those are left open.
 */
export function protocolsOf(args: readonly string[]): VersionSwitches | undefined {
  const state = new Map<ProtocolVersion, boolean | undefined>();
  for (const arg of args) {
    const sign = /^[+-]/.test(arg) ? arg.charAt(0) : '';
    const names = namesIn(arg.slice(sign.length));
    if (names === undefined) return undefined;
    if (sign === '') state.clear();
    for (const [version, isCertain] of names) {
      if (sign === '-') state.set(version, false);
      else state.set(version, isCertain ? true : undefined);
    }
  }
  if (args.length === 0) return undefined;
  const all: readonly ProtocolVersion[] = ['SSLv2', 'SSLv3', ...modern, 'TLS1.3'];
  const switches: [ProtocolVersion, boolean][] = [];
  for (const version of all) {
    const isOn = state.has(version) ? state.get(version) : false;
    if (isOn !== undefined) switches.push([version, isOn]);
  }
  return Object.fromEntries(switches);
}

/** Versions of a name, each with whether it is certainly there. */
function namesIn(name: string): ReadonlyMap<ProtocolVersion, boolean> | undefined {
  if (name.toLowerCase() === 'all') {
    return new Map<ProtocolVersion, boolean>([
      ['SSLv3', false],
      ...modern.map((version) => [version, true] as const),
      ['TLS1.3', false],
    ]);
  }
  const canonical = name.toLowerCase().replace('tlsv', 'TLSv').replace('sslv', 'SSLv');
  const version = versionNamed(canonical);
  return version === undefined ? undefined : new Map([[version, true]]);
}
