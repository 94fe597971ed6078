import type {
  FastifyInstance,
  FastifyBaseLogger,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Database } from '../store/database.ts';
import type { Permission, Principal } from './access.ts';

/** What every route has at hand. */
export interface ServiceContext {
  readonly database: Database;
  /** A folder for what is being received. */
  readonly spool: string;
  readonly limits: ServiceLimits;
}

export interface ServiceLimits {
  /** Of one report. */
  readonly maxReportBytes: number;
}

/** The server, with types from the schemas of its routes. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Adds the routes of one resource. */
export type Routes = (app: App, context: ServiceContext) => void;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route asks for; a route without it is a bug, and refused. */
    readonly permission?: Permission;
  }
  interface FastifyRequest {
    principal: Principal | undefined;
  }
}
