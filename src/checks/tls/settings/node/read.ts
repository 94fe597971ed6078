import { isTemplate } from '../block.ts';
import type { Reading, Remark, Setting, TlsBlock } from '../block.ts';
import { assignmentRemarks, optionRemarks } from './verification.ts';
import { scan } from './objects.ts';
import type { Assignment, ObjectLiteral, Property, Scan } from './objects.ts';
import { roleOf } from './role.ts';
import { tokensOf } from './tokens.ts';
import { booleanOf, listOf, numberOf, textOf } from './values.ts';
import type { Constants } from './values.ts';
import { versionsOf } from './versions.ts';

/** Options objects that are judged in one file. */
const maxBlocks = 500;

/** Options of Node's tls, https and http2 modules (https://nodejs.org/api/tls.html, 26) that say how TLS is spoken. */
const wanted = new Set([
  'minVersion',
  'maxVersion',
  'secureProtocol',
  'secureOptions',
  'ciphers',
  'honorCipherOrder',
  'ecdhCurve',
  'rejectUnauthorized',
  'strictSSL',
  'checkServerIdentity',
  'requestCert',
  'sessionTimeout',
  'ALPNProtocols',
  'key',
  'cert',
  'pfx',
  'SNICallback',
]);
/** Of these one is enough for the object to be about TLS. */
const telling = [
  'minVersion',
  'maxVersion',
  'secureProtocol',
  'secureOptions',
  'ciphers',
  'honorCipherOrder',
  'ecdhCurve',
];

/** Reads TLS options in JavaScript and TypeScript: object literals, and assignments to defaults of the tls module. */
export function readNode(text: string): Reading {
  const { tokens, isCut } = tokensOf(text);
  const found = scan(tokens, (key) => wanted.has(key));
  const blocks: TlsBlock[] = [];
  const remarks: Remark[] = [];
  for (const literal of found.objects) {
    const role = roleOf(literal, found);
    const scope = scopeOf(literal);
    if (telling.some((key) => literal.properties.has(key))) {
      const block = blockOf(literal, found, scope);
      if (block !== undefined) blocks.push(block);
    }
    remarks.push(...optionRemarks(literal.properties, role, scope, found.constants));
  }
  for (const assignment of found.assignments) {
    remarks.push(...assignmentRemarks(assignment, found.constants));
  }
  const defaults = defaultsOf(found);
  if (defaults !== undefined) blocks.push(defaults);
  return { blocks: blocks.slice(0, maxBlocks), remarks, isCut: isCut || blocks.length > maxBlocks };
}

function scopeOf({ callee, variable, keys }: ObjectLiteral): readonly string[] {
  const outer = callee === '' ? (variable ?? '') : callee.replace(/^new /, '');
  return [outer, ...keys].filter((name) => name !== '');
}

function blockOf(
  literal: ObjectLiteral,
  found: Scan,
  scope: readonly string[],
): TlsBlock | undefined {
  const { constants } = found;
  const { properties, span } = literal;
  const versions = versionsOf(properties, constants, scope);
  const ciphers = properties.get('ciphers');
  const block: TlsBlock = {
    software: 'node',
    role: roleOf(literal, found) === 'server' ? 'server' : 'client',
    scope,
    span,
    versions,
    ...(ciphers === undefined ? {} : ciphersOf(ciphers, constants, scope)),
    order: orderOf(properties.get('honorCipherOrder'), constants, scope),
    groups: groupsOf(properties.get('ecdhCurve'), constants, scope),
    sessionSeconds: settingOf(properties.get('sessionTimeout'), scope, numberOf),
    alpn: settingOf(properties.get('ALPNProtocols'), scope, listOf),
    clientCertificate: clientCertificateOf(properties, constants, scope),
    insecureRenegotiation: renegotiationOf(properties.get('secureOptions'), scope),
  };
  return block;
}

function settingOf<Value>(
  property: Property | undefined,
  scope: readonly string[],
  read: (value: Property['value']) => Value | undefined,
): Setting<Value> | undefined {
  return property && { value: read(property.value), span: property.span, scope };
}

/** One list for all versions: names that begin with `TLS_` are those of TLS 1.3. */
function ciphersOf(
  { value, span }: Property,
  constants: Constants,
  scope: readonly string[],
): Pick<TlsBlock, 'ciphers' | 'ciphersuites'> {
  const text = textOf(value, constants);
  if (text === undefined || isTemplate(text)) return { ciphers: { value: undefined, span, scope } };
  const names = text.split(':', 500);
  const modern = names.filter((name) => name.startsWith('TLS_'));
  const older = names.filter((name) => !name.startsWith('TLS_'));
  return {
    ...(older.length === 0 ? {} : { ciphers: { value: older.join(':'), span, scope } }),
    ...(modern.length === 0 ? {} : { ciphersuites: { value: modern.join(':'), span, scope } }),
  };
}

function orderOf(
  property: Property | undefined,
  constants: Constants,
  scope: readonly string[],
): Setting<'server' | 'client'> | undefined {
  return settingOf(property, scope, (value) => {
    const isOn = booleanOf(value, constants);
    if (isOn === undefined) return undefined;
    return isOn ? 'server' : 'client';
  });
}

function groupsOf(
  property: Property | undefined,
  constants: Constants,
  scope: readonly string[],
): Setting<string> | undefined {
  return settingOf(property, scope, (value) => {
    const list = textOf(value, constants);
    return list === 'auto' || list === undefined || isTemplate(list) ? undefined : list;
  });
}

function clientCertificateOf(
  properties: ReadonlyMap<string, Property>,
  constants: Constants,
  scope: readonly string[],
): TlsBlock['clientCertificate'] {
  return settingOf(properties.get('requestCert'), scope, (value) => {
    const isAsked = booleanOf(value, constants);
    if (isAsked === undefined) return undefined;
    if (!isAsked) return 'none';
    const strict = properties.get('rejectUnauthorized');
    return strict === undefined || booleanOf(strict.value, constants) === true
      ? 'required'
      : 'optional';
  });
}

function renegotiationOf(
  options: Property | undefined,
  scope: readonly string[],
): Setting<boolean> | undefined {
  const isOn = options?.value.some(
    (token) => token.text === 'SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION',
  );
  return options && isOn ? { value: true, span: options.span, scope } : undefined;
}

const defaultNames: Readonly<Record<string, string>> = {
  'tls.DEFAULT_MIN_VERSION': 'minVersion',
  'tls.DEFAULT_MAX_VERSION': 'maxVersion',
  'tls.DEFAULT_CIPHERS': 'ciphers',
  'tls.DEFAULT_ECDH_CURVE': 'ecdhCurve',
};

/** `tls.DEFAULT_MIN_VERSION = 'TLSv1'` holds for the whole program. */
function defaultsOf(found: Scan): TlsBlock | undefined {
  const properties = new Map<string, Assignment>();
  for (const assignment of found.assignments) {
    const name = defaultNames[assignment.target];
    if (name !== undefined) properties.set(name, assignment);
  }
  const [first] = properties.values();
  if (first === undefined) return undefined;
  return blockOf(
    { span: first.span, properties, callee: 'tls.createServer', keys: [], variable: undefined },
    found,
    ['tls'],
  );
}
