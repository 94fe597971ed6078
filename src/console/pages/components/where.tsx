import { Link } from '@tanstack/react-router';
import { SearchField } from '../../parts/search-field.tsx';
import { Empty } from '../../parts/states.tsx';
import { Places } from './places.tsx';
import { useComponentSearch } from './search.ts';

/** The service looks for nothing shorter. */
const MIN_NAME = 2;

/** Where is log4j? */
export function Where() {
  const { search, filter } = useComponentSearch();
  const { name = '', version = '' } = search;
  return (
    <>
      <div className="filters">
        <SearchField
          label="Where is … (log4j)"
          value={name}
          onChange={(text) => filter({ name: text })}
        />
        <SearchField
          label="Version (2.14.1, <2.17)"
          value={version}
          onChange={(text) => filter({ version: text })}
          isSecond
        />
      </div>
      {name.length < MIN_NAME ? (
        <Empty title="Where is …?">
          <p>
            Write the name of a package, or how it begins:{' '}
            <Link to="/components" search={{ name: 'log4j' }}>
              log4j
            </Link>{' '}
            finds <code>org.apache.logging.log4j:log4j-core</code> too.
          </p>
        </Empty>
      ) : (
        <Places
          asked={{ name, ...(version === '' ? {} : { version }) }}
          empty={
            <Empty
              title={`No product is known to have ${name}${version === '' ? '' : ` ${version}`}`}
            >
              <p>
                Only what SBOMs say is known here: send them with{' '}
                <code>POST /v1/sboms?product=…&subject=…</code>.
              </p>
            </Empty>
          }
        />
      )}
    </>
  );
}
