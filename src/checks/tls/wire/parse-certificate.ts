import { ByteReader } from './bytes.ts';
import { extensionType } from './extensions.ts';
import type { SentCertificate, ServerMessage } from './message.ts';
import { dataOf, parseExtensions } from './parse-hello.ts';

/** Longer chains are not read to the end. */
const maxCertificates = 100;
const ocspStatusType = 1;

/** Certificate up to TLS 1.2 (RFC 5246 §7.4.2). undefined: broken. */
export function parseCertificates12(body: Uint8Array): ServerMessage | undefined {
  const reader = new ByteReader(body);
  const list = new ByteReader(reader.vector24());
  const certificates: SentCertificate[] = [];
  while (list.left > 0 && certificates.length < maxCertificates) {
    certificates.push({ der: list.vector24() });
  }
  return reader.isDone && list.isDone ? { kind: 'certificate', certificates } : undefined;
}

/** Certificate of TLS 1.3 (RFC 8446 §4.4.2). undefined: broken. */
export function parseCertificates13(body: Uint8Array): ServerMessage | undefined {
  const reader = new ByteReader(body);
  reader.vector8();
  const list = new ByteReader(reader.vector24());
  const certificates: SentCertificate[] = [];
  while (list.left > 0 && certificates.length < maxCertificates) {
    const der = list.vector24();
    const extensions = parseExtensions(list.vector16());
    if (extensions === undefined) return undefined;
    const status = dataOf(extensions, extensionType.statusRequest);
    const ocsp = status === undefined ? undefined : parseStatus(status);
    const scts = dataOf(extensions, extensionType.signedCertificateTimestamp);
    certificates.push({
      der,
      ...(ocsp === undefined ? {} : { ocsp }),
      ...(scts === undefined ? {} : { scts }),
    });
  }
  return reader.isDone && list.isDone ? { kind: 'certificate', certificates } : undefined;
}

/** CertificateStatus (RFC 6066 §8): the OCSP response in it. */
export function parseStatus(body: Uint8Array): Uint8Array | undefined {
  const reader = new ByteReader(body);
  if (reader.u8() !== ocspStatusType) return undefined;
  const response = reader.vector24();
  return reader.isDone ? response : undefined;
}
