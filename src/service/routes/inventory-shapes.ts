import { Type, type TSchema } from 'typebox';
import type { Queryable } from '../../store/database.ts';
import { addProduct, productIdOf } from '../../store/products.ts';
import type { ScheduleSettings } from '../../store/schedules.ts';
import { reaches, type Principal } from '../access.ts';
import { answer, textOrNull } from '../answer.ts';
import { Problem } from '../problem.ts';
import { problemOfSchedule, type Schedule } from '../schedules/next-run.ts';
import { versionShape } from '../version-of.ts';

/** When something of the inventory is examined. */
export const scheduleShapes: Readonly<Record<keyof ScheduleSettings, TSchema>> = {
  schedule: Type.String({
    maxLength: 100,
    description: 'five fields of cron; empty: only when asked for',
    examples: ['0 2 * * 1-5'],
  }),
  timeZone: Type.String({
    minLength: 1,
    maxLength: 60,
    description: 'IANA',
    examples: ['Europe/Berlin'],
  }),
  paused: Type.Boolean({ description: 'the schedule is kept, and not followed' }),
};

/** The latest scan of something in the inventory. */
export const lastScan: TSchema = Type.Union([
  answer({
    id: Type.String(),
    state: Type.String({ description: 'queued, running, finished or failed' }),
    exitCode: Type.Union([Type.Integer(), Type.Null()]),
    detail: Type.String({ description: 'why it has failed' }),
    createdAt: Type.String(),
    finishedAt: textOrNull,
    runId: textOrNull,
  }),
  Type.Null(),
]);

/** What answers say of the schedule of something. */
export const scheduledShapes: Readonly<
  Record<keyof ScheduleSettings | 'dueAt' | 'lastScan' | 'version', TSchema>
> = { ...scheduleShapes, dueAt: textOrNull, lastScan, version: versionShape };

/** The same where each may be left out. */
export function allOptional(
  shapes: Readonly<Record<string, TSchema>>,
): Readonly<Record<string, TSchema>> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, Type.Optional(shape)]),
  );
}

/** Throws Problem where it is no schedule. */
export function checkedSchedule(schedule: Schedule): void {
  const problem = problemOfSchedule(schedule, new Date());
  if (problem !== undefined) throw new Problem(422, problem);
}

/**
 * The product that something of the inventory is to be of; one that is not there yet is made by whoever may configure all. Throws
 * Problem.
 */
export async function productToConfigure(
  transaction: Queryable,
  name: string,
  principal: Principal | undefined,
): Promise<number> {
  const known = await productIdOf(transaction, name);
  if (!reaches(principal, 'configure', known)) throw new Problem(404, `product ${name}`);
  return known ?? addProduct(transaction, name);
}
