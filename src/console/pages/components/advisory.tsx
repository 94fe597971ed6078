import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../../api/request.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { listKeys } from '../../parts/list-keys.ts';
import { Severity } from '../../parts/marks.tsx';
import { PageHead, Section } from '../../parts/page-head.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Loaded } from '../../parts/states.tsx';
import { useShortcuts } from '../../shell/keys.ts';
import { Exploited } from './exploited.tsx';

const route = getRouteApi('/components/advisories/$advisory');
type Advisory = AnswerOf<'GET /v1/advisories/in-force/{id}'>;
type Place = Advisory['places'][number];

/** One advisory: what it says, and where it is in force. */
export function AdvisoryPage() {
  const { advisory } = route.useParams();
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  useShortcuts('List', listKeys);
  const query = useQuery({
    queryKey: ['advisories', 'one', advisory, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/advisories/in-force/{id}', {
        path: { id: advisory },
        query: { cursor },
        signal,
      }),
  });
  return (
    <Loaded query={query} isPage>
      {(known) => (
        <>
          <Head of={known} />
          <Section title="Where it is in force">
            <DataTable
              label="Where it is in force"
              rows={known.places}
              columns={columnsOf(known.id)}
              keyOf={({ product, subject, ecosystem, name, version }) =>
                `${product} ${subject} ${ecosystem} ${name} ${version}`
              }
            />
            <Pager
              cursor={cursor}
              next={known.next}
              go={(to) => void navigate({ search: { cursor: to } })}
            />
          </Section>
        </>
      )}
    </Loaded>
  );
}

function Head({ of }: { readonly of: Advisory }) {
  const { id, aliases, summary, severity, products, subjects } = of;
  return (
    <>
      <PageHead
        above={
          <Link to="/components" search={{ view: 'advisories' }}>
            Advisories in force
          </Link>
        }
        title={<span className="break">{id}</span>}
      >
        <Severity of={severity} />
        {aliases.length === 0 ? null : <span className="break">{aliases.join(', ')}</span>}
        <Exploited of={of} />
        <a href={`https://osv.dev/vulnerability/${encodeURIComponent(id)}`} rel="noreferrer">
          at OSV
        </a>
      </PageHead>
      <p className="summary break">{summary === '' ? 'It says nothing in a sentence.' : summary}</p>
      <p className="summary">
        <strong className="number">{products}</strong>{' '}
        {products === 1 ? 'product has' : 'products have'} what it is about, in{' '}
        <strong className="number">{subjects}</strong> {subjects === 1 ? 'place' : 'places'}.
      </p>
    </>
  );
}

function columnsOf(id: string): readonly Column<Place>[] {
  return [
    {
      id: 'name',
      head: 'Component',
      kind: 'main',
      cell: ({ name, version, ecosystem }) => (
        <>
          <Link to="/components" search={{ name, version }} className="code break">
            {name}
            <span className="dim">@{version}</span>
          </Link>
          <div className="small dim">{ecosystem}</div>
        </>
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
    {
      id: 'subject',
      head: 'Where',
      cell: ({ subject }) => <span className="break">{subject}</span>,
    },
    {
      id: 'fixed',
      head: 'Mended by',
      cell: ({ fixedIn }) =>
        fixedIn.length === 0 ? (
          <span className="never">nothing yet</span>
        ) : (
          <span className="break">{fixedIn.join(', ')}</span>
        ),
    },
    {
      id: 'finding',
      head: 'Finding',
      cell: ({ product }) => (
        <Link to="/findings" search={{ product, text: id }}>
          open<span className="unseen"> of {product}</span>
        </Link>
      ),
    },
  ];
}
