import { NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { effectNames } from '../../parts/finding-rows.tsx';
import { severityWords } from '../../parts/marks.tsx';
import { effects, groupings, states, type FindingSearch } from '../../search.ts';

type Change = (part: FindingSearch) => void;

/** What the list is narrowed to. */
export function Filters({
  search,
  change,
}: {
  readonly search: FindingSearch;
  readonly change: Change;
}) {
  const { state = 'open', severity = '', effect = '', judged = '', by = '' } = search;
  return (
    <div className="filters" role="group" aria-label="Filter">
      <NativeSelect
        size="xs"
        aria-label="State"
        value={state}
        data={[...states].map((value) => ({
          value,
          label: value === 'all' ? 'open and fixed' : value,
        }))}
        onChange={({ currentTarget: { value } }) =>
          change({ state: states.find((each) => each === value) })
        }
      />
      <NativeSelect
        size="xs"
        aria-label="Severity"
        value={severity}
        data={[
          { value: '', label: 'any severity' },
          ...(['4', '3', '2', '1'] as const).map((value) => ({
            value,
            label: `${severityWords[Number(value)]}${value === '4' ? '' : ' and worse'}`,
          })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          change({ severity: (['1', '2', '3', '4'] as const).find((each) => each === value) })
        }
      />
      <NativeSelect
        size="xs"
        aria-label="Effect"
        value={effect}
        data={[
          { value: '', label: 'any effect' },
          ...effects.map((value) => ({ value, label: effectNames[value] ?? value })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          change({ effect: effects.find((each) => each === value) })
        }
      />
      <NativeSelect
        size="xs"
        aria-label="Verdict"
        value={judged}
        data={[
          { value: '', label: 'judged or not' },
          { value: 'false', label: 'not judged yet' },
          { value: 'true', label: 'judged' },
        ]}
        onChange={({ currentTarget: { value } }) =>
          change({ judged: (['true', 'false'] as const).find((each) => each === value) })
        }
      />
      <NativeSelect
        size="xs"
        aria-label="Group"
        value={by}
        data={[
          { value: '', label: 'not grouped' },
          ...groupings.map((value) => ({ value, label: `by ${value}` })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          change({ by: groupings.find((each) => each === value) })
        }
      />
      {(['product', 'rule', 'fingerprint', 'check', 'repository', 'branch', 'text'] as const).map(
        (key) =>
          search[key] === undefined ? null : (
            <button
              key={key}
              type="button"
              className="chip removable"
              onClick={() => change({ [key]: undefined })}
            >
              <span className="dim">{key}</span> <span className="break">{search[key]}</span>
              <span aria-hidden="true">×</span>
              <span className="unseen">: remove this filter</span>
            </button>
          ),
      )}
      {Object.keys(search).length === 0 ? null : (
        <Link to="/findings" className="small">
          clear
        </Link>
      )}
    </div>
  );
}
