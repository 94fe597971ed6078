import { Link, Navigate, useParams } from '@tanstack/react-router';
import type { FunctionComponent } from 'react';
import { useMe } from '../api/session.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Empty } from '../parts/states.tsx';
import { Channels } from './settings/channels.tsx';
import { Deliveries } from './settings/deliveries.tsx';
import { Endpoints } from './settings/endpoints.tsx';
import { Forges } from './settings/forges.tsx';
import { Groups } from './settings/groups.tsx';
import { People } from './settings/people.tsx';
import { Repositories } from './settings/repositories.tsx';
import { Tokens } from './settings/tokens.tsx';
import { Trusts } from './settings/trusts.tsx';

interface Part {
  readonly id: string;
  readonly name: string;
  /** Who sees it: whoever may do that of some product. Nothing: everybody. */
  readonly permission?: 'administer' | 'configure';
  readonly shows: FunctionComponent;
}

const parts: readonly Part[] = [
  { id: 'people', name: 'People', permission: 'administer', shows: People },
  { id: 'groups', name: 'Groups', permission: 'administer', shows: Groups },
  { id: 'tokens', name: 'Tokens', shows: Tokens },
  { id: 'trusts', name: 'Pipelines', permission: 'administer', shows: Trusts },
  { id: 'channels', name: 'Channels', permission: 'configure', shows: Channels },
  { id: 'messages', name: 'Messages', permission: 'configure', shows: Deliveries },
  { id: 'forges', name: 'Forges', permission: 'administer', shows: Forges },
  { id: 'repositories', name: 'Repositories', permission: 'configure', shows: Repositories },
  { id: 'endpoints', name: 'Endpoints', permission: 'configure', shows: Endpoints },
];

/** What is changed while the service runs, a part at a time; everybody sees what they may change. */
export function SettingsPage() {
  const { part = '' } = useParams({ strict: false });
  const { data } = useMe();
  // Nobody knows yet what may be shown.
  if (data === undefined) return null;
  const may = new Set(data.grants.flatMap(({ permissions }) => permissions));
  const own = parts.filter(({ permission }) => permission === undefined || may.has(permission));
  if (part === '') {
    return <Navigate to="/settings/$part" params={{ part: own[0]?.id ?? 'tokens' }} replace />;
  }
  const Shown = own.find(({ id }) => id === part)?.shows;
  return (
    <>
      <PageHead title="Settings">Each change is told by the audit log.</PageHead>
      <nav className="parts" aria-label="Settings">
        {own.map(({ id, name }) => (
          <Link key={id} to="/settings/$part" params={{ part: id }}>
            {name}
          </Link>
        ))}
      </nav>
      {Shown === undefined ? (
        <Empty title="There is no such part, or your role may not change it">
          <p>Ask somebody who administers the service for a role that may.</p>
        </Empty>
      ) : (
        <Shown />
      )}
    </>
  );
}
