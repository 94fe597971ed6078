import { useMay } from '../api/session.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Channels } from './settings/channels.tsx';
import { Forges } from './settings/forges.tsx';
import { People } from './settings/people.tsx';
import { Repositories } from './settings/repositories.tsx';
import { Tokens } from './settings/tokens.tsx';

/** What is changed while the service runs; everybody sees what they may change. */
export function SettingsPage() {
  const mayAdminister = useMay('administer');
  const mayConfigure = useMay('configure');
  return (
    <>
      <PageHead title="Settings">Each change is told by the audit log.</PageHead>
      {mayAdminister ? <People /> : null}
      <Tokens />
      {mayConfigure ? <Channels /> : null}
      {mayAdminister ? <Forges /> : null}
      {mayConfigure ? <Repositories /> : null}
    </>
  );
}
