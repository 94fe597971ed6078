import { LockstepError } from '../../../model/error.ts';
import type { Observation } from '../observation.ts';
import { OBSERVATION_FORMAT } from '../observation.ts';
import { observationShape } from './observation-shape.ts';
import { Misshapen } from './shape.ts';

/** The typed record of hostile JSON; `name` is the file and line for the message of the error. */
export function parseObservation(value: unknown, name: string): Observation {
  try {
    return observationShape.read(value, '');
  } catch (error) {
    if (!(error instanceof Misshapen)) throw error;
    throw new LockstepError('observation', `${name} is no observation: ${error.message}`, {
      repair: `give what \`lockstep tls --record\` wrote, of the format ${OBSERVATION_FORMAT}`,
      cause: error,
    });
  }
}
