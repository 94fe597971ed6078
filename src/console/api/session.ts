import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { request, type AnswerOf } from './request.ts';

export type Me = AnswerOf<'GET /v1/me'>;

/** Who is signed in: the session is a cookie that no script can read. */
export function useMe(): UseQueryResult<Me> {
  return useQuery({
    queryKey: ['me'],
    staleTime: 60_000,
    queryFn: ({ signal }) => request('GET /v1/me', { signal }),
  });
}

/** Whether they may do that of some product; the service is asked all the same. */
export function useMay(permission: string): boolean {
  const { data } = useMe();
  return data?.grants.some(({ permissions }) => permissions.includes(permission)) ?? false;
}

/** Out of here, and out of the identity provider where it can be. */
export async function signOut(): Promise<void> {
  const { next } = await request('POST /auth/sign-out', {});
  window.location.assign(next);
}
