import type { Buffer } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { cveKey, writeCveTable } from './cve-table.ts';
import type { Fetcher } from './fetcher.ts';
import type { HeldList } from './held.ts';
import { fieldsOf, listOf, textOf } from './json-fields.ts';
import { instantOf } from './osv-instant.ts';
import { notFound, PullFault } from './pull-fault.ts';
import { parsed } from './pull-whole.ts';
import { EPSS_UNIT } from './epss-unit.ts';
import { storeFile } from './store.ts';

/** KEV has 1.6 MB, EPSS 2.7 MB packed and 12 MB unpacked (2026-08). */
const MAX_LIST_BYTES = 128 * 2 ** 20;
const MAX_UNPACKED_BYTES = 1024 * 2 ** 20;
/** As for advisories: a list that lost so much is broken. */
const MIN_KEPT_SHARE = 0.5;

/** What a list says, taken apart. */
export interface CveList {
  readonly values: ReadonlyMap<number, number>;
  /** ISO 8601, or empty. */
  readonly newest: string;
}

export interface ListRequest {
  readonly kind: 'kev' | 'epss';
  readonly url: URL;
  readonly folder: string;
  readonly held: HeldList | undefined;
  readonly full: boolean;
  readonly now: Date;
}

/** Brings one of the lists up to date; what it stores is not in force yet. Throws `PullFault`. */
export async function pullList(
  { kind, url, folder, held, full, now }: ListRequest,
  fetcher: Fetcher,
): Promise<{ readonly held: HeldList; readonly how: 'whole' | 'unchanged' }> {
  const fetched = await fetcher.bytes(url, MAX_LIST_BYTES);
  if (fetched.state !== 'found') throw notFound(url, fetched);
  const list = (kind === 'kev' ? parseKev : parseEpss)(fetched.bytes);
  if (list === undefined) throw new PullFault(`${url.href}: it is not the list that it should be`);
  const records = list.values.size;
  if (held !== undefined && !full && records < held.records * MIN_KEPT_SHARE) {
    throw new PullFault(
      `${url.href}: it has ${records} entries, and had ${held.records} before; --full takes it all the same`,
    );
  }
  const file = storeFile(folder, kind, (staged) => writeCveTable(staged, list.values));
  const age = { pulled: now.toISOString(), newest: list.newest, records, source: url.href };
  const how = file.sha256 === held?.file.sha256 ? 'unchanged' : 'whole';
  return { held: { ...age, file }, how };
}

/** CISA's catalogue of known exploited vulnerabilities, in JSON: the day of each as a number, `20211210`. */
function parseKev(bytes: Buffer): CveList | undefined {
  const catalogue = fieldsOf(parsed(bytes));
  const values = new Map<number, number>();
  for (const each of listOf(catalogue.get('vulnerabilities')).map(fieldsOf)) {
    const key = cveKey(textOf(each.get('cveID')));
    const day = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(textOf(each.get('dateAdded')));
    if (key !== undefined && day !== null) values.set(key, Number(day.slice(1).join('')));
  }
  if (values.size === 0) return undefined;
  const released = instantOf(catalogue.get('dateReleased'));
  return { values, newest: released === undefined ? '' : new Date(released).toISOString() };
}

/** FIRST's EPSS scores, gzip of CSV: `cve,epss,percentile` after a comment that names the day. */
function parseEpss(bytes: Buffer): CveList | undefined {
  const text = gunzipped(bytes);
  if (text === undefined) return undefined;
  const values = new Map<number, number>();
  let newest = '';
  for (let at = 0; at < text.length;) {
    const found = text.indexOf('\n', at);
    const end = found === -1 ? text.length : found;
    const line = text.slice(at, Math.min(end, at + 200));
    at = end + 1;
    if (line.startsWith('#')) newest = dayIn(line);
    const [cve = '', score = ''] = line.split(',', 2);
    const key = cveKey(cve);
    const probability = /^\d(?:\.\d{1,20})?(?:e-\d{1,2})?$/u.test(score) ? Number(score) : 2;
    if (key !== undefined && probability <= 1) {
      values.set(key, Math.round(probability * EPSS_UNIT));
    }
  }
  return values.size === 0 ? undefined : { values, newest };
}

function gunzipped(bytes: Buffer): string | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES }).toString('latin1');
  } catch (error) {
    // Torn, or larger than can be: zlib and Buffer say so with a code.
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

/** `#model_version:v2025.03.14,score_date:2026-08-16T00:00:00+0000` */
function dayIn(comment: string): string {
  const day = /score_date:(\d{4}-\d{2}-\d{2})/u.exec(comment)?.[1];
  const ms = instantOf(day);
  return ms === undefined ? '' : new Date(ms).toISOString();
}
