import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { request, type AnswerOf } from '../../api/request.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Chip } from '../../parts/marks.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Loaded } from '../../parts/states.tsx';
import { useComponentSearch } from './search.ts';

type Answer = AnswerOf<'GET /v1/components'>;
type Place = Answer['components'][number];
const PAGE = 50;
/** Products that are named in the summary. */
const NAMED = 12;
/** As SPDX calls it where none is stated. */
export const NOT_STATED = 'NOASSERTION';

const columns: readonly Column<Place>[] = [
  {
    id: 'name',
    head: 'Component',
    kind: 'main',
    cell: ({ name, version }) => (
      <Link
        to="/components"
        search={{ name, version }}
        className="quiet code break"
        title="everywhere that it is"
      >
        {name}
        <span className="dim">@{version}</span>
      </Link>
    ),
  },
  {
    id: 'product',
    head: 'Product',
    cell: ({ product }) => (
      <Link to="/products/$product" params={{ product }} data-row className="strong">
        {product}
      </Link>
    ),
  },
  { id: 'subject', head: 'Where', cell: ({ subject }) => <span className="break">{subject}</span> },
  {
    id: 'direct',
    head: 'How',
    cell: ({ direct }) =>
      direct ? <Chip>declared</Chip> : <span className="dim">through others</span>,
  },
  { id: 'licence', head: 'Licence', cell: ({ licence }) => <LicenceText of={licence} /> },
  { id: 'ecosystem', head: 'Ecosystem', kind: 'wide', cell: ({ ecosystem }) => ecosystem },
];

/** What is stated of a licence; what is not known is never blank. */
export function LicenceText({ of }: { readonly of: string | null }) {
  if (of === null) return <span className="dim">not read yet</span>;
  if (of === NOT_STATED) return <span className="never">unknown: none is stated</span>;
  return <span className="break">{of}</span>;
}

/** Where components are: by name or by licence. */
export function Places({
  asked,
  empty,
}: {
  readonly asked: { readonly name?: string; readonly version?: string; readonly licence?: string };
  /** What to say where there are none. */
  readonly empty: ReactNode;
}) {
  const { search, go } = useComponentSearch();
  const { product, cursor } = search;
  const query = useQuery({
    queryKey: ['components', asked, product, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/components', { query: { ...asked, product, limit: PAGE, cursor }, signal }),
  });
  return (
    <Loaded query={query} rows={8}>
      {({ components, products, untold, next }) =>
        components.length === 0 && cursor === undefined ? (
          empty
        ) : (
          <>
            {products === undefined ? null : <Summary products={products} untold={untold} />}
            <DataTable
              label="Where it is"
              rows={components}
              columns={columns}
              keyOf={(place) =>
                `${place.product} ${place.subject} ${place.ecosystem} ${place.name} ${place.version}`
              }
            />
            <Pager cursor={cursor} next={next} go={go} />
          </>
        )
      }
    </Loaded>
  );
}

function Summary({
  products,
  untold,
}: {
  readonly products: NonNullable<Answer['products']>;
  readonly untold: number;
}) {
  const { search, filter } = useComponentSearch();
  const subjects = products.reduce((sum, each) => sum + each.subjects, 0);
  return (
    <div className="summary" aria-live="polite">
      <strong className="number">{products.length}</strong>{' '}
      {products.length === 1 ? 'product has' : 'products have'} it, in{' '}
      <strong className="number">{subjects}</strong> {subjects === 1 ? 'place' : 'places'}.{' '}
      {search.product === undefined && products.length > 1 ? (
        <span className="chips break">
          {products.slice(0, NAMED).map(({ product, subjects: count }) => (
            <button
              key={product}
              type="button"
              className="chip removable"
              title={`only ${product}`}
              onClick={() => filter({ product })}
            >
              {product} {count}
            </button>
          ))}
          {products.length > NAMED ? `and ${products.length - NAMED} more` : null}
        </span>
      ) : null}
      {untold === 0 ? null : (
        <p className="error small">{untold} versions of it cannot be compared, and are left out.</p>
      )}
    </div>
  );
}
