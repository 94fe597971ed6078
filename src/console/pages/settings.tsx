import { PageHead } from '../parts/page-head.tsx';
import { Tokens } from './settings/tokens.tsx';

/** What admins change while the service runs. */
export function SettingsPage() {
  return (
    <>
      <PageHead title="Settings">For whoever may administer the service.</PageHead>
      <Tokens />
    </>
  );
}
