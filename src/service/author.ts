import type { Queryable } from '../store/database.ts';
import { findUser } from '../store/users.ts';
import type { Principal } from './access.ts';

/**
 * Whose word something is in the rollout log. A person is one there, in the browser and with each of their tokens: two reviewers
 * are two people.
 */
export async function authorOf(
  database: Queryable,
  principal: Principal | undefined,
): Promise<string> {
  const { userId, name = '' } = principal ?? {};
  const person = userId === undefined ? undefined : await findUser(database, userId);
  return person === undefined ? name : `person ${person.name}`;
}
