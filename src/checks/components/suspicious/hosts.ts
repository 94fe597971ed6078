import type { ComponentSource } from '../../../model/component.ts';

/** Scheme, host with port, and path of an address; undefined where it is none. */
export interface Place {
  /** In lower case, without the colon: `https`, `git+http`, `ssh`. */
  readonly scheme: string;
  readonly host: string;
  /** Begins with a slash, or empty. */
  readonly path: string;
}

/** The parts of an address, or of git's short form `git@host:path`. Credentials have been taken out by the readers. */
function placeOf(url: string): Place | undefined {
  const full =
    /^([a-z][a-z0-9+.-]{0,20}):\/\/(?:[^/@?#]{0,200}@)?([^/?#]{1,253})([^?#]{0,2000})/i.exec(url);
  if (full !== null) {
    const [, scheme = '', host = '', path = ''] = full;
    return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), path };
  }
  const short = /^(?:[^/@:\s]{1,100}@)?([^/@:\s]{1,253}\.[a-z]{2,20}):([^/\s][^\s]{0,1000})$/i.exec(
    url,
  );
  if (short === null) return undefined;
  return { scheme: 'ssh', host: (short[1] ?? '').toLowerCase(), path: `/${short[2] ?? ''}` };
}

/** Several looks ask about each source. */
const places = new WeakMap<ComponentSource, Place | 'none'>();

/** Where a component is fetched from, as far as it is told. */
export function placeOfSource(source: ComponentSource): Place | undefined {
  const known = places.get(source);
  if (known !== undefined) return known === 'none' ? undefined : known;
  const place =
    source.kind === 'path' || source.url === undefined ? undefined : placeOf(source.url);
  places.set(source, place ?? 'none');
  return place;
}

/** Whether an address is this machine: then nobody listens between. */
export function isThisMachine(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/.test(host);
}
