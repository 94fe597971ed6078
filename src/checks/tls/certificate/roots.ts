import type { Certificate } from './certificate.ts';
import { parseCertificate } from './parse-certificate.ts';
import { rootList } from './root-list.ts';

/** Certificates by the text of their subject. */
export type BySubject = Pick<ReadonlyMap<string, readonly Certificate[]>, 'get'>;

const known: { roots?: BySubject } = {};

/** Mozilla's roots. Each is read when it is first asked for: most runs need one or two of them. */
export function publicRoots(): BySubject {
  known.roots ??= new Roots();
  return known.roots;
}

class Roots implements BySubject {
  readonly #encoded = new Map<string, string[]>();
  readonly #read = new Map<string, readonly Certificate[]>();

  constructor() {
    for (const root of rootList) {
      const [subject = '', der = ''] = root.split('\t');
      const same = this.#encoded.get(subject);
      if (same === undefined) this.#encoded.set(subject, [der]);
      else same.push(der);
    }
  }

  get(subject: string): readonly Certificate[] | undefined {
    const encoded = this.#encoded.get(subject);
    if (encoded === undefined) return undefined;
    const read =
      this.#read.get(subject) ??
      encoded.flatMap((der) => parseCertificate(Buffer.from(der, 'base64')) ?? []);
    this.#read.set(subject, read);
    return read;
  }
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
