import type { Database, Queryable } from './database.ts';

export interface IncomingComponent {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly direct: boolean;
}

export interface IncomingSbom {
  readonly product: string;
  /** What it is about: a repository, an image. */
  readonly subject: string;
  /** SHA-256 of what was sent. */
  readonly digest: string;
  readonly components: readonly IncomingComponent[];
}

/** Where a package is. */
export interface ComponentPlace {
  readonly product: string;
  readonly subject: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly direct: boolean;
}

/** Stores what a subject consists of now, in place of what it consisted of; false: it is the same as before. */
export function storeSbom(database: Database, sbom: IncomingSbom): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const { product, subject, digest, components } = sbom;
    const [found] = await transaction.query<{ id: number }>(
      `insert into products (name) values ($1) on conflict (name) do update set name = excluded.name
       returning id`,
      [product],
    );
    const [stored] = await transaction.query<{ id: number }>(
      `insert into sboms (product_id, subject, digest) values ($1, $2, $3)
       on conflict (product_id, subject) do update set digest = excluded.digest, received_at = now()
       where sboms.digest <> excluded.digest returning id`,
      [found?.id, subject, digest],
    );
    if (stored === undefined) return false;
    await transaction.query('delete from sbom_components where sbom_id = $1', [stored.id]);
    const rows = JSON.stringify(components);
    // In order of name: two imports that make the same packages wait for each other, and do not lock each other out.
    await transaction.query(
      `insert into packages (ecosystem, name)
       select distinct ecosystem, name from jsonb_to_recordset($1::jsonb) as x(ecosystem text, name text)
       order by ecosystem, name on conflict do nothing`,
      [rows],
    );
    await transaction.query(
      `insert into sbom_components (sbom_id, package_id, version, is_direct)
       select $1, p.id, x.version, bool_or(x.direct)
       from jsonb_to_recordset($2::jsonb) as x(ecosystem text, name text, version text, direct boolean)
       join packages p on p.ecosystem = x.ecosystem and p.name = x.name
       group by p.id, x.version`,
      [stored.id, rows],
    );
    return true;
  });
}

/** Packages whose name begins with a text, or ends with it after a separator, that are looked at. */
const MAX_PACKAGES = 200;

/**
 * Where packages of a name are: `log4j` finds `log4j`, `log4j-core` and `org.apache.logging.log4j:log4j-core`. In order of
 * product and subject.
 */
export function whereIs(
  database: Queryable,
  {
    name,
    version,
    only,
    limit,
  }: {
    readonly name: string;
    readonly version: string | undefined;
    readonly only: readonly number[] | undefined;
    readonly limit: number;
  },
): Promise<readonly ComponentPlace[]> {
  const text = name.toLowerCase().replaceAll(/[%_\\]/gu, String.raw`\$&`);
  return database.query<ComponentPlace>(
    `with named as materialized (
       select id, ecosystem, name from packages
       where lower(name) like $1 || '%' or lower(name) like '%:' || $1 || '%'
         or lower(name) like '%/' || $1 || '%' limit ${MAX_PACKAGES})
     select p.name as product, s.subject, n.ecosystem, n.name, c.version, c.is_direct as direct
     from named n join sbom_components c on c.package_id = n.id join sboms s on s.id = c.sbom_id
     join products p on p.id = s.product_id
     where ($2::text is null or c.version = $2) and ($3::bigint[] is null or s.product_id = any($3))
     order by p.name, s.subject, n.name, c.version limit $4`,
    [text, version ?? null, only ?? null, limit],
  );
}
