import { Link } from '@tanstack/react-router';
import { Empty } from '../parts/states.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Empty title="There is no such page" isPage>
      <p>
        The address may be mistyped, or of another version of the console. Begin at{' '}
        <Link to="/products">the products</Link>.
      </p>
    </Empty>
  );
}
