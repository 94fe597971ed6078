import type { Certificate } from './certificate.ts';
import { parseCertificate } from './parse-certificate.ts';
import { rootList } from './root-list.ts';

/** Certificates by the text of their subject. */
export type BySubject = ReadonlyMap<string, readonly Certificate[]>;

const known: { roots?: BySubject } = {};

/** Mozilla's roots; read when they are first asked for. */
export function publicRoots(): BySubject {
  known.roots ??= bySubject(
    rootList.flatMap((base64) => parseCertificate(Buffer.from(base64, 'base64')) ?? []),
  );
  return known.roots;
}

export function bySubject(certificates: readonly Certificate[]): BySubject {
  const index = new Map<string, Certificate[]>();
  for (const certificate of certificates) {
    const same = index.get(certificate.subject);
    if (same === undefined) index.set(certificate.subject, [certificate]);
    else same.push(certificate);
  }
  return index;
}
