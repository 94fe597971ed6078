import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { request, type AnswerOf } from '../../api/request.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Severity } from '../../parts/marks.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';
import { Exploited } from './exploited.tsx';
import { useComponentSearch } from './search.ts';

type Advisory = AnswerOf<'GET /v1/advisories/in-force'>['advisories'][number];

const columns: readonly Column<Advisory>[] = [
  { id: 'severity', head: 'Severity', cell: ({ severity }) => <Severity of={severity} /> },
  {
    id: 'id',
    head: 'Advisory',
    kind: 'main',
    cell: ({ id, aliases, summary, packages }) => (
      <>
        <Link
          to="/components/advisories/$advisory"
          params={{ advisory: id }}
          data-row
          className="strong break"
        >
          {id}
        </Link>{' '}
        <span className="small dim break">{aliases.join(', ')}</span>
        <div className="small break">{summary}</div>
        <div className="small code break">{packages.join(', ')}</div>
      </>
    ),
  },
  { id: 'exploited', head: 'Exploited', cell: (each) => <Exploited of={each} /> },
  { id: 'products', head: 'Products', kind: 'number', cell: ({ products }) => products },
  { id: 'subjects', head: 'Places', kind: 'number', cell: ({ subjects }) => subjects },
];

const severities = [
  { value: '', label: 'any severity' },
  { value: '2', label: 'medium and worse' },
  { value: '3', label: 'high and worse' },
  { value: '4', label: 'critical' },
] as const;

/** Which advisories concern what products have now. */
export function Advisories() {
  const { search, filter, go } = useComponentSearch();
  const { product, severity, exploited, cursor } = search;
  const query = useQuery({
    queryKey: ['advisories', product, severity, exploited, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/advisories/in-force', {
        query: {
          product,
          ...(severity === undefined ? {} : { severity: Number(severity) }),
          ...(exploited === undefined ? {} : { exploited: true }),
          cursor,
        },
        signal,
      }),
  });
  return (
    <>
      <div className="filters">
        <ById />
        <NativeSelect
          size="xs"
          aria-label="Severity"
          value={severity ?? ''}
          data={[...severities]}
          onChange={({ currentTarget: { value } }) =>
            filter({ severity: (['2', '3', '4'] as const).find((each) => each === value) })
          }
        />
        <Checkbox
          size="xs"
          label="only exploited ones"
          checked={exploited === 'true'}
          onChange={({ currentTarget: { checked } }) =>
            filter({ exploited: checked ? 'true' : undefined })
          }
        />
      </div>
      <DataAge />
      <Loaded query={query} rows={8}>
        {({ advisories, next }) =>
          advisories.length === 0 && cursor === undefined ? (
            <Empty title="No advisory is known to concern these products">
              <p>Only packages of SBOMs are looked up, in the advisories that are named above.</p>
            </Empty>
          ) : (
            <>
              <DataTable
                label="Advisories in force"
                rows={advisories}
                columns={columns}
                keyOf={({ id }) => id}
              />
              <Pager cursor={cursor} next={next} go={go} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

/** Opens one by any of its ids. */
function ById() {
  const navigate = useNavigate();
  const [id, setId] = useState('');
  const open = (event: FormEvent): void => {
    event.preventDefault();
    if (id === '') return;
    void navigate({ to: '/components/advisories/$advisory', params: { advisory: id } });
  };
  return (
    <form className="row" onSubmit={open}>
      <TextInput
        className="search-field"
        size="xs"
        type="search"
        aria-label="Id of an advisory"
        placeholder="CVE-2021-44228, GHSA-…"
        maxLength={200}
        data-search=""
        value={id}
        onChange={({ currentTarget: { value } }) => setId(value.trim())}
      />
      <Button type="submit" size="xs" variant="default">
        Open
      </Button>
    </form>
  );
}

/** What was looked up in, and what waits for it: no advisory says nothing where there are none. */
function DataAge() {
  const { data } = useQuery({
    queryKey: ['advisories', 'state'],
    queryFn: ({ signal }) => request('GET /v1/advisories', { signal }),
  });
  if (data === undefined) return null;
  const { advisories, sboms } = data;
  if (advisories.length === 0) {
    return (
      <p className="notice">
        The service has no advisories, so nothing can be told: start it with{' '}
        <code>--advisories-from</code>.
      </p>
    );
  }
  const [oldest = ''] = advisories.map(({ pulledAt }) => pulledAt).toSorted();
  return (
    <p className="dim small">
      By advisories of{' '}
      {advisories
        .map(({ kind, ecosystem }) => (ecosystem === '' ? kind.toUpperCase() : ecosystem))
        .join(', ')}
      , fetched <Ago at={oldest} /> or later.{' '}
      {sboms.due === 0 ? '' : `${sboms.due} of ${sboms.all} SBOMs wait to be judged.`}
    </p>
  );
}
