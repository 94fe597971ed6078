import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type, type TSchema } from 'typebox';
import { DatabaseUnavailable, sqlStateOf } from '../store/database.ts';

/** An error as RFC 9457 says it; `requestId` finds the line in the log. */
export const problemShape: TSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    field: Type.Optional(
      Type.String({ description: 'of the body or the query: what the detail is about' }),
    ),
    requestId: Type.String(),
  },
  { $id: 'Problem' },
);

/** What the caller can mend; everything else is a bug, and says nothing of itself. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;

  constructor(status: number, message: string, cause?: unknown) {
    super(message, { cause });
    this.status = status;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood',
  401: 'Who asks is not known',
  403: 'This is not allowed',
  404: 'There is no such thing',
  405: 'This cannot be done here',
  409: 'This does not go with what is there',
  413: 'The body is too large',
  415: 'The type of the body is not known here',
  422: 'The body cannot be read as what it is said to be',
  429: 'Too many requests',
  500: 'The service has failed',
  503: 'The service is not ready',
};

/** What a status says of itself. */
export function titleOf(status: number): string {
  return TITLES[status] ?? 'The request failed';
}

/** Chosen: what a database takes to come up again, and what a pipeline can wait for. */
const RETRY_AFTER_SECONDS = 3;

/** Answers with a problem. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, detail, field }: Told,
): FastifyReply {
  if (status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
  return reply
    .status(status)
    .type('application/problem+json')
    .send({
      type: 'about:blank',
      title: titleOf(status),
      status,
      ...(detail === undefined ? {} : { detail }),
      ...(field === undefined ? {} : { field }),
      requestId: request.id,
    });
}

/** PostgreSQL, appendix A: data exceptions, which are of the values that were sent. */
const CANNOT_BE_HELD = /^22/u;

/** What an error says to whoever caused it. */
interface Told {
  readonly status: number;
  readonly detail?: string;
  readonly field?: string;
}

/** `url: it is no URL`: how routes begin what they say of one field. */
const FIELD = /^(?<field>[a-z][A-Za-z]{0,30}): /u;

/** What an error says to whoever caused it, and of which field. */
export function problemOf(error: unknown): Told {
  if (error instanceof DatabaseUnavailable) {
    return { status: 503, detail: 'the database does not answer: try again' };
  }
  if (CANNOT_BE_HELD.test(sqlStateOf(error))) {
    return {
      status: 400,
      detail: 'a value cannot be stored: it is too large, or has a character like U+0000',
    };
  }
  if (error instanceof Problem) {
    const field = FIELD.exec(error.message)?.groups?.['field'];
    return {
      status: error.status,
      detail: error.message,
      ...(field === undefined ? {} : { field }),
    };
  }
  if (!(error instanceof Error)) return { status: 500 };
  const status = 'statusCode' in error ? Number(error.statusCode) : 500;
  // Fastify's own: of the schema, the length, the type.
  if (status < 400 || status >= 500) return { status: 500 };
  const field = fieldOfSchema(error);
  return { status, detail: error.message, ...(field === undefined ? {} : { field }) };
}

/** The first part of the path that the schema does not take. */
function fieldOfSchema(error: Error): string | undefined {
  if (!('validation' in error) || !Array.isArray(error.validation)) return undefined;
  const [first]: readonly (SchemaFault | undefined)[] = error.validation;
  return first?.instancePath?.split('/')[1] ?? first?.params?.missingProperty;
}

/** As ajv tells it. */
interface SchemaFault {
  readonly instancePath?: string;
  readonly params?: { readonly missingProperty?: string };
}
