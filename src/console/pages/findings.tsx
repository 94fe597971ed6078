import { Button, Menu } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../api/request.ts';
import { giveVerdict, verdicts } from '../api/verdicts.ts';
import type { Chosen } from '../parts/data-table.tsx';
import { FindingRows, type FindingRow } from '../parts/finding-rows.tsx';
import { listKeys } from '../parts/list-keys.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { Loaded } from '../parts/states.tsx';
import { states, type FindingSearch } from '../search.ts';
import { useShortcuts } from '../shell/keys.ts';
import { Filters } from './findings/filters.tsx';
import { Groups } from './findings/groups.tsx';
import { Nothing } from './findings/nothing.tsx';
import { queryOf, without } from './findings/query.ts';

const route = getRouteApi('/findings');

/** Findings of all products: filtered, searched, grouped, judged many at a time. */
export function FindingsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: FindingSearch, isTyping = false): void => {
    // A filter that changes begins on the first page.
    void navigate({
      search: (before) => without({ ...before, cursor: undefined, ...part }),
      replace: isTyping,
    });
  };
  useShortcuts('List', listKeys);
  useShortcuts('Findings', [
    {
      keys: 'o',
      does: 'open, fixed or all',
      act: () => change({ state: after(states, search.state ?? 'open') }),
    },
    {
      keys: 'b',
      does: 'only what blocks',
      act: () => change(search.effect === 'blocks' ? { effect: undefined } : { effect: 'blocks' }),
    },
    {
      keys: 'e',
      does: 'group by rule',
      act: () => change(search.by === undefined ? { by: 'rule' } : { by: undefined }),
    },
  ]);
  return (
    <>
      <PageHead
        title="Findings"
        actions={
          <SearchField
            label="In rule, path or message: three characters or more"
            value={search.text ?? ''}
            onChange={(text) => change({ text }, true)}
          />
        }
      >
        {search.branch === undefined
          ? 'On default branches, the worst first.'
          : `On branch ${search.branch}, the worst first.`}
      </PageHead>
      <Filters search={search} change={change} />
      {search.by === undefined ? (
        <List search={search} />
      ) : (
        <Groups search={search} by={search.by} />
      )}
    </>
  );
}

function List({ search }: { readonly search: FindingSearch }) {
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState<Chosen>({});
  const query = useQuery({
    queryKey: ['findings', search],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request('GET /v1/findings', { query: queryOf(search), signal }),
  });
  return (
    <Loaded query={query} rows={12}>
      {({ findings, next }) =>
        findings.length === 0 ? (
          <Nothing search={search} />
        ) : (
          <>
            <Bulk
              chosen={findings.filter(({ id }) => chosen[id] === true)}
              clear={() => setChosen({})}
            />
            <FindingRows
              findings={findings}
              choice={{
                chosen,
                onChange: setChosen,
                labelOf: (key) => labelOf(findings.find(({ id }) => String(id) === key)),
              }}
            />
            <Pager
              cursor={search.cursor}
              next={next}
              go={(cursor) => void navigate({ search: (before) => without({ ...before, cursor }) })}
            />
          </>
        )
      }
    </Loaded>
  );
}

function Bulk({
  chosen,
  clear,
}: {
  readonly chosen: readonly FindingRow[];
  readonly clear: () => void;
}) {
  if (chosen.length === 0) return null;
  return (
    <div className="bulk" role="group" aria-label="What is chosen">
      <strong className="number">{chosen.length} chosen</strong>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="compact-sm">Give a verdict</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {verdicts.map(({ kind, name }) => (
            <Menu.Item
              key={kind}
              onClick={() => {
                giveVerdict(
                  chosen.map(({ id }) => id),
                  kind,
                );
                clear();
              }}
            >
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button size="compact-sm" variant="subtle" onClick={clear}>
        Choose none
      </Button>
    </div>
  );
}

function after<Word>(words: readonly Word[], word: Word): Word | undefined {
  return words[(words.indexOf(word) + 1) % words.length];
}

function labelOf(finding: FindingRow | undefined): string {
  return finding === undefined
    ? 'choose'
    : `choose ${finding.rule} in ${finding.path}:${finding.line}`;
}
