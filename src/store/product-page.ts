import type { Queryable } from './database.ts';

/** What one source says of the default branch of a repository. */
export interface ProductPart {
  readonly repository: string;
  readonly branch: string;
  readonly source: string;
  readonly ranAt: string | null;
  readonly outcome: string | null;
  /** Its latest run. */
  readonly run: string | null;
}

/** What a product consists of, by the SBOMs that were sent of it. */
export interface ProductComponents {
  readonly sboms: number;
  /** Packages, each version by itself. */
  readonly components: number;
  /** Of default branches, whatever told of them: those with an open advisory that nobody accepted. */
  readonly vulnerable: number;
}

export interface ProductPage {
  readonly parts: readonly ProductPart[];
  readonly blocking: number;
  readonly components: ProductComponents;
}

/** Of more parts than these no page is read to its end. */
const MAX_PARTS = 500;

export async function productPage(database: Queryable, productId: number): Promise<ProductPage> {
  const parts = await database.query<ProductPart>(
    `select s.repository, s.branch, s.source, s.ran_at as "ranAt", r.outcome, s.run_id as run
     from streams s left join runs r on r.id = s.run_id where s.product_id = $1 and s.is_default
     order by s.repository, s.branch, s.source limit ${MAX_PARTS}`,
    [productId],
  );
  const [counts] = await database.query<ProductComponents & { readonly blocking: number }>(
    `select (select coalesce(sum(c.count), 0)::bigint from streams s join stream_counts c on c.stream_id = s.id
       where s.product_id = $1 and c.state = 'open' and s.is_default and c.effect = 'blocks') as blocking,
     (select count(*) from sboms where product_id = $1) as sboms,
     (select count(*) from (select distinct c.package_id, c.version from sboms b
       join sbom_components c on c.sbom_id = b.id where b.product_id = $1) d) as components,
     (select count(distinct f.detail -> 'evidence' ->> 'purl') from findings f join streams s on s.id = f.stream_id
       where f.product_id = $1 and f.detail -> 'evidence' ->> 'kind' = 'component' and f.state = 'open' and s.is_default
         and f.effect not in ('suppressed', 'waived')
         and jsonb_typeof(f.detail -> 'evidence' -> 'advisories') = 'array'
         and f.detail -> 'evidence' -> 'advisories' <> '[]') as vulnerable`,
    [productId],
  );
  const { blocking = 0, sboms = 0, components = 0, vulnerable = 0 } = counts ?? {};
  return { parts, blocking, components: { sboms, components, vulnerable } };
}
