import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../../api/request.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Chip } from '../../parts/marks.tsx';
import { Pager } from '../../parts/pager.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { LicenceText, NOT_STATED, Places } from './places.tsx';
import { useComponentSearch } from './search.ts';

type Licence = AnswerOf<'GET /v1/licences'>['licences'][number];
/** The service looks for nothing shorter. */
const MIN_TEXT = 2;

/** Which products use GPL? */
export function Licences() {
  const { search, filter } = useComponentSearch();
  const { licence = '' } = search;
  return (
    <>
      <div className="filters">
        <SearchField
          label="Licence (GPL)"
          value={licence}
          onChange={(text) => filter({ licence: text })}
        />
        {licence === '' ? null : (
          <Link
            to="/components"
            search={{ ...search, view: 'licences', licence: undefined, cursor: undefined }}
          >
            all licences
          </Link>
        )}
      </div>
      {licence.length < MIN_TEXT ? (
        <All />
      ) : (
        <Places
          asked={{ licence }}
          empty={
            <Empty title={`No component is stated to be under ${licence}`}>
              <p>
                What begins so is found, alone or in an expression. Components without a stated
                licence are found as{' '}
                <Link to="/components" search={{ view: 'licences', licence: NOT_STATED }}>
                  unknown
                </Link>
                .
              </p>
            </Empty>
          }
        />
      )}
    </>
  );
}

const columns: readonly Column<Licence>[] = [
  {
    id: 'licence',
    head: 'Licence',
    kind: 'main',
    cell: ({ licence, known }) => (
      <>
        <Link
          to="/components"
          search={(before) => ({ ...before, view: 'licences', licence, cursor: undefined })}
          data-row
          className="strong break"
        >
          <LicenceText of={licence} />
        </Link>{' '}
        {known || licence === NOT_STATED ? null : (
          <Chip tone="warn">unknown: not on the list of SPDX</Chip>
        )}
      </>
    ),
  },
  { id: 'products', head: 'Products', kind: 'number', cell: ({ products }) => products },
  { id: 'subjects', head: 'Places', kind: 'number', cell: ({ subjects }) => subjects },
  { id: 'components', head: 'Components', kind: 'number', cell: ({ components }) => components },
];

function All() {
  const { search, go } = useComponentSearch();
  const { product, cursor } = search;
  const query = useQuery({
    queryKey: ['licences', product, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request('GET /v1/licences', { query: { product, cursor }, signal }),
  });
  return (
    <Loaded query={query} rows={8}>
      {({ licences, unread, next }) => (
        <>
          {unread === 0 ? null : (
            <p className="notice">
              Of {unread} {unread === 1 ? 'SBOM' : 'SBOMs'} the licences are not known: they are
              being read, or the SBOM has to be sent again.
            </p>
          )}
          {licences.length === 0 ? (
            <Empty title="No SBOM is known">
              <p>
                Send what products consist of with <code>POST /v1/sboms?product=…&subject=…</code>:
                what it states of licences is listed here.
              </p>
            </Empty>
          ) : (
            <>
              <DataTable
                label="Licences"
                rows={licences}
                columns={columns}
                keyOf={({ licence }) => licence}
              />
              <Pager cursor={cursor} next={next} go={go} />
            </>
          )}
        </>
      )}
    </Loaded>
  );
}
