import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../api/request.ts';
import { listKeys } from './list-keys.ts';
import { Threat } from './marks.tsx';
import { SearchField } from './search-field.tsx';
import { Empty, Loaded } from './states.tsx';
import { useShortcuts } from '../shell/keys.ts';

/** Of which product? The most threatened are named first. */
export function ProductChoice({
  to,
}: {
  readonly to: '/triage' | '/runs' | '/rules' | '/decisions';
}) {
  const [text, setText] = useState('');
  useShortcuts('List', listKeys);
  const query = useQuery({
    queryKey: ['standing', text, 'threat', 'choice'],
    // Whoever has chosen a row while they typed keeps it.
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request('GET /v1/standing', { query: { text, limit: 20 }, signal }),
  });
  return (
    <div className="choice">
      <SearchField label="Name of a product" value={text} onChange={setText} />
      <Loaded query={query}>
        {({ products }) =>
          products.length === 0 ? (
            <Empty title="There is no such product">
              <p>
                Products appear with their first run: <Link to="/products">all of them</Link>.
              </p>
            </Empty>
          ) : (
            <table className="list" aria-label="Products">
              <tbody>
                {products.map(({ name, threat }) => (
                  <tr key={name}>
                    <td data-kind="main">
                      <Link to={to} search={{ product: name }} data-row className="strong">
                        {name}
                      </Link>
                    </td>
                    <td>
                      <Threat level={threat.level} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </div>
  );
}
