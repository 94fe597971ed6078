import { getRouteApi, Link } from '@tanstack/react-router';
import { listKeys } from '../parts/list-keys.ts';
import { PageHead } from '../parts/page-head.tsx';
import { useShortcuts } from '../shell/keys.ts';
import { Advisories } from './components/advisories.tsx';
import { Licences } from './components/licences.tsx';
import { Where } from './components/where.tsx';

const route = getRouteApi('/components');
const views = [
  { view: undefined, name: 'Where is …?' },
  { view: 'licences', name: 'Licences' },
  { view: 'advisories', name: 'Advisories in force' },
] as const;

/** What products consist of, by the SBOMs that were sent of them. */
export function ComponentsPage() {
  const { view, product } = route.useSearch();
  useShortcuts('List', listKeys);
  return (
    <>
      <PageHead title="Components">
        {product === undefined ? (
          'By the SBOMs that were sent of products, as they are now.'
        ) : (
          <span>
            of{' '}
            <Link to="/products/$product" params={{ product }}>
              {product}
            </Link>{' '}
            ·{' '}
            <Link to="/components" search={view === undefined ? {} : { view }}>
              all
            </Link>
          </span>
        )}
      </PageHead>
      <nav className="parts" aria-label="Components">
        {views.map((each) => (
          <Link
            key={each.name}
            to="/components"
            search={{
              ...(each.view === undefined ? {} : { view: each.view }),
              ...(product === undefined ? {} : { product }),
            }}
            // What is filtered is the same view.
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={each.view === view ? 'page' : undefined}
          >
            {each.name}
          </Link>
        ))}
      </nav>
      {view === 'licences' ? <Licences /> : view === 'advisories' ? <Advisories /> : <Where />}
    </>
  );
}
