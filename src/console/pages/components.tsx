import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../api/request.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { listKeys } from '../parts/list-keys.ts';
import { Chip } from '../parts/marks.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { useShortcuts } from '../shell/keys.ts';

const route = getRouteApi('/components');
type Place = AnswerOf<'GET /v1/components'>['components'][number];
/** The service looks for nothing shorter. */
const MIN_NAME = 2;
const LIMIT = 500;

const columns: readonly Column<Place>[] = [
  {
    id: 'name',
    head: 'Component',
    kind: 'main',
    cell: ({ name, version }) => (
      <span className="code break">
        {name}
        <span className="dim">@{version}</span>
      </span>
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
  { id: 'ecosystem', head: 'Ecosystem', kind: 'wide', cell: ({ ecosystem }) => ecosystem },
];

/** Where is log4j? */
export function ComponentsPage() {
  const { name = '', version = '' } = route.useSearch();
  const navigate = route.useNavigate();
  useShortcuts('List', listKeys);
  const go = (given: { readonly name: string; readonly version: string }): void =>
    void navigate({
      search: {
        ...(given.name === '' ? {} : { name: given.name }),
        ...(given.version === '' ? {} : { version: given.version }),
      },
      replace: true,
    });
  return (
    <>
      <PageHead
        title="Components"
        actions={
          <>
            <SearchField
              label="Where is … (log4j)"
              value={name}
              onChange={(text) => go({ name: text, version })}
            />
            <SearchField
              label="Exact version"
              value={version}
              onChange={(text) => go({ name, version: text })}
              isSecond
            />
          </>
        }
      >
        Which products have a package, by the SBOMs that were sent of them.
      </PageHead>
      {name.length < MIN_NAME ? <Ask /> : <Places name={name} version={version} />}
    </>
  );
}

function Places({ name, version }: { readonly name: string; readonly version: string }) {
  const query = useQuery({
    queryKey: ['components', name, version],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/components', {
        query: { name, limit: LIMIT, ...(version === '' ? {} : { version }) },
        signal,
      }),
  });
  return (
    <Loaded query={query} rows={8}>
      {({ components }) => {
        const products = new Set(components.map(({ product }) => product)).size;
        return components.length === 0 ? (
          <Empty
            title={`No product is known to have ${name}${version === '' ? '' : ` ${version}`}`}
          >
            <p>
              Only what SBOMs say is known here: send them with{' '}
              <code>POST /v1/sboms?product=…&subject=…</code>, or have the checks of a repository
              scheduled.
            </p>
          </Empty>
        ) : (
          <>
            <p className="summary" aria-live="polite">
              <strong className="number">{products}</strong>{' '}
              {products === 1 ? 'product has' : 'products have'} it, in{' '}
              <strong className="number">{components.length}</strong>{' '}
              {components.length === 1 ? 'place' : 'places'}
              {components.length < LIMIT ? '' : ' or more: the first of them'}.
            </p>
            <DataTable
              label="Where it is"
              rows={components}
              columns={columns}
              keyOf={(place) =>
                `${place.product} ${place.subject} ${place.ecosystem} ${place.name} ${place.version}`
              }
            />
          </>
        );
      }}
    </Loaded>
  );
}

function Ask() {
  return (
    <Empty title="Where is …?">
      <p>
        Write the name of a package, or how it begins:{' '}
        <Link to="/components" search={{ name: 'log4j' }}>
          log4j
        </Link>{' '}
        finds <code>org.apache.logging.log4j:log4j-core</code> too.
      </p>
    </Empty>
  );
}
