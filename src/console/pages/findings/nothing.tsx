import { Link } from '@tanstack/react-router';
import { Empty } from '../../parts/states.tsx';
import type { FindingSearch } from '../../search.ts';

/** No finding, and what to do about that. */
export function Nothing({ search }: { readonly search: FindingSearch }) {
  const isFiltered = Object.keys(search).some((key) => key !== 'by');
  return isFiltered ? (
    <Empty title="No finding is like that">
      <p>
        Take a part of the filter away, or <Link to="/findings">look at all that is open</Link>.
      </p>
    </Empty>
  ) : (
    <Empty title="Nothing is open">
      <p>
        Either all is well or nothing was examined: <Link to="/products">the products</Link> say
        which.
      </p>
    </Empty>
  );
}
