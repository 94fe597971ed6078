import type { Queryable } from '../../store/database.ts';

/** The schema that pg-boss keeps jobs in. */
export const SCHEMA = 'jobs';

/**
 * A job that somebody has taken. It is theirs as long as they say so often enough that they are at it, and `attempt` tells them from
 * whoever takes it after them: what somebody does with a job that is no longer theirs changes nothing.
 */
export interface Lease {
  readonly kind: string;
  readonly id: string;
  readonly attempt: number;
}

/** Of `$1` to `$3`: a lease that holds. */
const IS_HELD = `name = $1 and id = $2 and state = 'active' and retry_count = $3`;
/** A job that has ended so many processes is not given to another. Chosen: far more than upgrades and bad luck. */
const MAX_ATTEMPTS = 10;

/** Takes a job that was sent in the same transaction, before anybody else can see it. */
export async function takeSent(
  transaction: Queryable,
  { kind, id }: { readonly kind: string; readonly id: string },
): Promise<Lease> {
  await transaction.query(
    `update ${SCHEMA}.job set state = 'active', started_on = now() where name = $1 and id = $2`,
    [kind, id],
  );
  return { kind, id, attempt: 0 };
}

/** Says of leases that somebody is at them; returns those that hold no more. */
export async function renew<Held extends Lease>(
  database: Queryable,
  leases: readonly Held[],
): Promise<readonly Held[]> {
  const asked = leases.map(({ kind, id, attempt }) => ({ kind, id, attempt }));
  const rows = await database.query<Pick<Lease, 'id' | 'attempt'>>(
    `update ${SCHEMA}.job j set started_on = now()
     from jsonb_to_recordset($1::jsonb) as held(kind text, id uuid, attempt integer)
     where j.name = held.kind and j.id = held.id and j.state = 'active' and j.retry_count = held.attempt
     returning j.id, held.attempt`,
    [JSON.stringify(asked)],
  );
  return leases.filter((lease) => !rows.some((row) => isSame(row, lease)));
}

/** One process may have a job twice: it was slow, and then took it again itself. */
function isSame(row: Pick<Lease, 'id' | 'attempt'>, { id, attempt }: Lease): boolean {
  return row.id === id && row.attempt === attempt;
}

/** Takes a job that is done out of the queue; false: it is somebody else's by now. */
export async function finish(database: Queryable, lease: Lease): Promise<boolean> {
  const rows = await database.query(
    `delete from ${SCHEMA}.job where ${IS_HELD} returning id`,
    valuesOf(lease),
  );
  return rows.length > 0;
}

/** Gives a job back, for somebody else to do it at once; that does not count against it. */
export async function giveBack(database: Queryable, lease: Lease): Promise<void> {
  await database.query(
    `update ${SCHEMA}.job set state = 'retry', start_after = now(), retry_limit = retry_limit + 1
     where ${IS_HELD}`,
    valuesOf(lease),
  );
}

/** Puts a job off that has failed, each time for twice as long, or gives it up. */
export async function putOff(database: Queryable, lease: Lease, why: string): Promise<void> {
  await database.query(
    `update ${SCHEMA}.job set output = jsonb_build_object('message', $4::text),
       state = (case when retry_count < retry_limit then 'retry' else 'failed' end)::${SCHEMA}.job_state,
       completed_on = case when retry_count < retry_limit then null else now() end,
       start_after = now() + retry_delay * 2 ^ least(retry_count, 10) * interval '1 second'
     where ${IS_HELD}`,
    [...valuesOf(lease), why.slice(0, 1_000)],
  );
}

/** Gives the jobs of those who are silent to others; one that has ended many is given up. */
export async function reclaim(database: Queryable): Promise<void> {
  await database.query(
    `update ${SCHEMA}.job set start_after = now(), retry_limit = retry_limit + 1,
       state = (case when retry_count < ${MAX_ATTEMPTS} then 'retry' else 'failed' end)::${SCHEMA}.job_state,
       completed_on = case when retry_count < ${MAX_ATTEMPTS} then null else now() end,
       output = jsonb_build_object('message', 'the process that did it has ended, or was silent')
     where state = 'active' and started_on + expire_in < now()`,
  );
}

function valuesOf({ kind, id, attempt }: Lease): readonly unknown[] {
  return [kind, id, attempt];
}
