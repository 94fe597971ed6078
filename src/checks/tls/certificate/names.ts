import { childrenOf, type Der, oidOf, tags } from './der.ts';

/** Attribute types of RFC 4514 §3, and those that certificates often have besides. */
const attributes: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
};
const commonName = '2.5.4.3';

/** So much of one value is shown. */
const maxValueLength = 200;
const maxAttributes = 40;

/** A name for people, most specific part first as in RFC 4514, and its common name. */
export function nameOf(der: Der | undefined): {
  readonly text: string;
  readonly commonName: string;
} {
  const parts = childrenOf(der)
    .slice(0, maxAttributes)
    .flatMap((set) => childrenOf(set))
    .map((attribute) => {
      const [type, value] = childrenOf(attribute);
      const oid = oidOf(type);
      return { oid, text: stringOf(value) };
    });
  return {
    text: parts
      .toReversed()
      .map(
        ({ oid, text }) => `${attributes[oid] ?? oid}=${text.replaceAll(/[,+"\\<>;]/gu, '\\$&')}`,
      )
      .join(', '),
    commonName: parts.findLast(({ oid }) => oid === commonName)?.text ?? '',
  };
}

/** Text of the string types of X.520; characters that steer a terminal become `?`. */
export function stringOf(der: Der | undefined): string {
  if (der === undefined) return '';
  const bytes = Buffer.from(der.content.subarray(0, maxValueLength * 4));
  const text =
    der.tag === bmpString
      ? bytes
          .subarray(0, bytes.length - (bytes.length % 2))
          .swap16()
          .toString('utf16le')
      : bytes.toString(der.tag === utf8String ? 'utf8' : 'latin1');
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?').slice(0, maxValueLength);
}

const bmpString = 0x1e;
const utf8String = 0x0c;

/** Whether it is a sequence at all, as names are. */
export function isName(der: Der | undefined): der is Der {
  return der?.tag === tags.sequence;
}
