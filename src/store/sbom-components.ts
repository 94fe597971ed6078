import type { Queryable } from './database.ts';
import { storableJson } from './storable-json.ts';

export interface IncomingComponent {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly direct: boolean;
  /** The text of a `StoredLicence`. */
  readonly licence: string;
}

/** What components state of their licences. */
export interface StoredLicence {
  /** Empty: none is stated. */
  readonly text: string;
  readonly isKnown: boolean;
  /** In lower case. */
  readonly words: readonly string[];
}

/** What an SBOM lists. */
export interface ComponentsOfSbom {
  readonly components: readonly IncomingComponent[];
  /** Each once: those that the components have. */
  readonly licences: readonly StoredLicence[];
}

/** Writes down what an SBOM lists now, in place of what it listed. */
export async function keepComponents(
  transaction: Queryable,
  sbomId: number,
  { components, licences }: ComponentsOfSbom,
): Promise<void> {
  await transaction.query(
    `with gone as (delete from sbom_licences where sbom_id = $1)
     delete from sbom_components where sbom_id = $1`,
    [sbomId],
  );
  const rows = storableJson(components);
  // In order of name: two imports that make the same packages wait for each other, and do not lock each other out.
  await transaction.query(
    `insert into packages (ecosystem, name)
     select distinct ecosystem, name from jsonb_to_recordset($1::jsonb) as x(ecosystem text, name text)
     order by ecosystem, name on conflict do nothing`,
    [rows],
  );
  await keepLicences(transaction, licences);
  // Of one version that is listed twice, what is stated counts for more than what is not.
  await transaction.query(
    `insert into sbom_components (sbom_id, package_id, version, is_direct, licence_id)
     select $1, x.id, x.version, x.is_direct, l.id from (
       select p.id, x.version, bool_or(x.direct) as is_direct, max(x.licence) as licence
       from jsonb_to_recordset($2::jsonb) as x(ecosystem text, name text, version text, direct boolean, licence text)
       join packages p on p.ecosystem = x.ecosystem and p.name = x.name
       group by p.id, x.version) x join licences l on l.text = x.licence`,
    [sbomId, rows],
  );
  await transaction.query(
    `insert into sbom_licences (sbom_id, licence_id, components)
     select $1, licence_id, count(*) from sbom_components where sbom_id = $1 group by licence_id`,
    [sbomId],
  );
  await transaction.query('update sboms set has_licences = true where id = $1', [sbomId]);
}

/** In order, as the packages are. */
async function keepLicences(
  transaction: Queryable,
  licences: readonly StoredLicence[],
): Promise<void> {
  const rows = storableJson(licences);
  await transaction.query(
    `insert into licences (text, is_known)
     select text, "isKnown" from jsonb_to_recordset($1::jsonb) as x(text text, "isKnown" boolean)
     where not exists (select from licences l where l.text = x.text) order by text on conflict do nothing`,
    [rows],
  );
  await transaction.query(
    `insert into licence_words (word, licence_id)
     select w.word, l.id from jsonb_to_recordset($1::jsonb) as x(text text, words jsonb)
     join licences l on l.text = x.text cross join jsonb_array_elements_text(x.words) w(word)
     order by l.id, w.word on conflict do nothing`,
    [rows],
  );
}

/** An SBOM whose licences nobody has read: it came when they were not. Held until the end of the transaction. */
export async function takeUnread(
  transaction: Queryable,
): Promise<{ readonly id: number; readonly list: Buffer } | undefined> {
  const [row] = await transaction.query<{ id: number; list: Buffer }>(
    `select id, list from sboms where not has_licences and list is not null
     order by id limit 1 for update skip locked`,
  );
  return row;
}
