import { fieldsAt, fieldsOf, listAt, textAt, type Fields } from '../values.ts';

/** A package has an artefact a platform; a hundred are more than any has. */
const MAX_ARTEFACTS = 100;

/** Source and wheels of a package, in uv.lock and pylock.toml (PEP 751). */
export function artefactsOf(fields: Fields): readonly unknown[] {
  return [fields.get('sdist'), ...listAt(fields, 'wheels')].filter((one) => one !== undefined);
}

/** `sha256:…` of each artefact. */
export function hashesIn(artefacts: readonly unknown[]): readonly string[] {
  return artefacts.slice(0, MAX_ARTEFACTS).flatMap((value) => {
    const fields = fieldsOf(value);
    const hash = textAt(fields, 'hash');
    if (hash !== undefined) return [hash];
    return [...fieldsAt(fields, 'hashes')].flatMap(([name, hex]) =>
      typeof hex === 'string' ? [`${name}:${hex}`] : [],
    );
  });
}

/** The earliest `upload-time`, a text or a date of TOML; undefined where none is stated. */
export function publishedIn(artefacts: readonly unknown[]): string | undefined {
  const times = artefacts.slice(0, MAX_ARTEFACTS).flatMap((value) => {
    const stated = fieldsOf(value)?.get('upload-time');
    const isTime = typeof stated === 'string' || stated instanceof Date;
    const time = isTime ? new Date(stated).getTime() : Number.NaN;
    return Number.isNaN(time) ? [] : [time];
  });
  return times.length === 0 ? undefined : new Date(Math.min(...times)).toISOString();
}
