import { Navigate } from '@tanstack/react-router';
import { useMe, type Me } from '../api/session.ts';

/**
 * The page that opens first. Who only reads comes to see what it all brings: the effect, of the product where it is one. Who has
 * something to do comes to what asks for it first.
 */
export function Home() {
  const { data } = useMe();
  if (data === undefined) return null;
  if (!onlyReads(data)) return <Navigate to="/products" replace />;
  const [product, ...others] = new Set(data.grants.map((grant) => grant.product));
  const isOne = typeof product === 'string' && others.length === 0;
  return <Navigate to="/effect" search={isOne ? { product } : {}} replace />;
}

function onlyReads({ grants }: Me): boolean {
  return grants.every(({ permissions }) => permissions.every((each) => each === 'read'));
}
