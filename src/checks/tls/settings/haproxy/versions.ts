import type { ProtocolVersion } from '../../observation.ts';
import { isTemplate } from '../block.ts';
import type { VersionSwitches } from '../block.ts';
import { between, exactly, versionNamed } from '../openssl-commands.ts';

const refusals: Readonly<Record<string, ProtocolVersion>> = {
  'no-sslv3': 'SSLv3',
  'no-tlsv10': 'TLS1.0',
  'no-tlsv11': 'TLS1.1',
  'no-tlsv12': 'TLS1.2',
  'no-tlsv13': 'TLS1.3',
};
const forced: Readonly<Record<string, string>> = {
  'force-sslv3': 'SSLv3',
  'force-tlsv10': 'TLSv1.0',
  'force-tlsv11': 'TLSv1.1',
  'force-tlsv12': 'TLSv1.2',
  'force-tlsv13': 'TLSv1.3',
};

/**
 * What `ssl-min-ver`, `ssl-max-ver`, `no-…` and `force-…` say; undefined where none of them is there. What no word is
 * about depends on the version of HAProxy (TLS 1.2 is the lowest since 2.2) and is left open.
 */
export function limitsOf(
  words: readonly string[],
): { readonly value: VersionSwitches | undefined } | undefined {
  for (const word of words) {
    const only = forced[word];
    if (only !== undefined) return { value: exactly([only]) };
  }
  const minimum = argument(words, 'ssl-min-ver');
  const maximum = argument(words, 'ssl-max-ver');
  const refused = words.flatMap((word) => refusals[word] ?? []);
  if (minimum === undefined && maximum === undefined && refused.length === 0) return undefined;
  if (isUnknown(minimum) || isUnknown(maximum)) return { value: undefined };
  return {
    value: {
      ...between(versionNamed(minimum ?? ''), versionNamed(maximum ?? '')),
      ...Object.fromEntries(refused.map((version) => [version, false])),
    },
  };
}

function argument(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(name);
  return at < 0 ? undefined : (words[at + 1] ?? '');
}

function isUnknown(name: string | undefined): boolean {
  return name !== undefined && (isTemplate(name) || versionNamed(name) === undefined);
}
