import type { Certificate } from './certificate.ts';

/**
 * Whether the certificate is for this host, as RFC 9525 has it: a name among dNSName entries, where `*` stands for all of
 * the first label and nothing else; an address among iPAddress entries. The common name does not count.
 */
export function matchesHost(certificate: Certificate, host: string): boolean {
  const wanted = host.toLowerCase().replace(/\.$/u, '');
  const address = canonicalAddress(wanted);
  if (address !== undefined) return certificate.ipAddresses.includes(address);
  return certificate.dnsNames.some((name) =>
    matches(name.toLowerCase().replace(/\.$/u, ''), wanted),
  );
}

function matches(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return pattern === host && !pattern.includes('*');
  const dot = host.indexOf('.');
  const rest = pattern.slice(2);
  // `*.example` covers a whole top-level domain: nobody may vouch for that.
  return dot > 0 && rest.includes('.') && !rest.includes('*') && host.slice(dot + 1) === rest;
}

/** IPv4 as it is, IPv6 in eight groups as certificates are read here; undefined for names. */
function canonicalAddress(host: string): string | undefined {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/u.test(host)) return host;
  if (!host.includes(':') || !/^[0-9a-f:.]{2,45}$/u.test(host)) return undefined;
  const [head = '', tail] = host.split('::');
  const front = groupsIn(head);
  const back = tail === undefined ? [] : groupsIn(tail);
  const missing = 8 - front.length - back.length;
  if (missing < 0 || (tail === undefined && missing > 0)) return host;
  return [...front, ...Array.from({ length: missing }, () => '0'), ...back]
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

function groupsIn(part: string): readonly string[] {
  return part === '' ? [] : part.split(':').flatMap(groupsOf);
}

/** The last part of an IPv6 address may be written as IPv4. */
function groupsOf(part: string): readonly string[] {
  if (!part.includes('.')) return [part];
  const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
  return [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
}
