import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Failed } from '../parts/states.tsx';

/** A page that could not be shown, or not be loaded because the service has a new version. */
export function pageFailed({ error }: ErrorComponentProps) {
  return <PageFailed error={error instanceof Error ? error : new Error(String(error))} />;
}

function PageFailed({ error }: { readonly error: Error }) {
  const router = useRouter();
  const isGone = /dynamically imported module|Importing a module/u.test(error.message);
  return (
    <Failed
      error={error}
      isPage
      retry={() => (isGone ? window.location.reload() : void router.invalidate())}
    />
  );
}
