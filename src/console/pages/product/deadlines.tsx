import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { request, type AnswerOf } from '../../api/request.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Severity } from '../../parts/marks.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Loaded } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';

type Due = AnswerOf<'GET /v1/deadlines'>['findings'][number];
const SHOWN = 8;
/** As many as the service sends at once. */
const ALL = 500;

const columns: readonly Column<Due>[] = [
  { id: 'severity', head: 'Severity', cell: ({ severity }) => <Severity of={severity} /> },
  {
    id: 'finding',
    head: 'Finding',
    kind: 'main',
    cell: ({ id, message, path, line, rule }) => (
      <>
        <Link
          to="/findings/$finding"
          params={{ finding: String(id) }}
          data-row
          className="strong clamp"
        >
          {message}
        </Link>
        <div className="small dim place">
          <span className="code break">
            {path}:{line}
          </span>
          <span className="break">{rule}</span>
        </div>
      </>
    ),
  },
  {
    id: 'due',
    head: 'To be mended',
    cell: ({ dueAt }) => {
      const isOver = Date.parse(dueAt) < Date.now();
      return (
        <span className="mark" data-tone={isOver ? 'bad' : undefined}>
          {isOver ? 'overdue since ' : ''}
          <Ago at={dueAt} />
        </span>
      );
    },
  },
];

/** What is to be mended until when, what is overdue first. */
export function Deadlines({ product }: { readonly product: string }) {
  const [limit, setLimit] = useState(SHOWN);
  const query = useQuery({
    queryKey: ['deadlines', product, limit],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request('GET /v1/deadlines', { query: { product, limit }, signal }),
  });
  const { all = 0, overdue = 0 } = query.data ?? {};
  return (
    <Section
      title={overdue > 0 ? `Deadlines: ${overdue} overdue` : 'Deadlines'}
      aside={all > 0 ? <span className="small dim">{all} with a deadline</span> : undefined}
    >
      <Loaded query={query} rows={3}>
        {({ findings }) =>
          findings.length === 0 ? (
            <p className="dim">
              No open finding has one. A policy gives them with{' '}
              <code>
                fix-within: {'{'} critical: 7d, high: 30d {'}'}
              </code>{' '}
              in <code>lockstep.yaml</code>.
            </p>
          ) : (
            <>
              <DataTable
                label="Deadlines"
                rows={findings}
                columns={columns}
                keyOf={({ id }) => String(id)}
              />
              {limit === SHOWN && all > SHOWN ? (
                <Button className="after" variant="default" size="xs" onClick={() => setLimit(ALL)}>
                  {all > ALL ? `The first ${ALL} of ${all}` : `All ${all}`}
                </Button>
              ) : null}
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
