import type {
  FastifyInstance,
  FastifyBaseLogger,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Registry } from 'prom-client';
import type { Database, Queryable } from '../store/database.ts';
import type { Permission, Principal } from './access.ts';
import type { Provider } from './people/provider.ts';
import type { IdTokens } from './pipelines/id-tokens.ts';
import type { ConsoleFiles } from './console-files.ts';
import type { Transports } from './notify/send.ts';
import type { GitHosts } from './repositories/git-hosts.ts';
import type { Rollout } from './rollout/product-frame.ts';

/** What every route has at hand. */
export interface ServiceContext {
  readonly database: Database;
  /** A folder for what is being received. */
  readonly spool: string;
  readonly limits: ServiceLimits;
  readonly scans: ScanRunner;
  readonly metrics: () => Registry;
  /** As browsers and pipelines name the service: `https://lockstep.example`. */
  readonly origin: () => string;
  /** Says who people are; undefined: they sign in by links and tokens. */
  readonly provider: Provider | undefined;
  /** Says who pipelines are. */
  readonly idTokens: IdTokens;
  /** Counts what nobody who is known would do, by address. */
  readonly strangers: ReturnType<FastifyInstance['createRateLimit']>;
  /** Undefined: it was not built. */
  readonly console: ConsoleFiles | undefined;
  /** How messages reach people. */
  readonly transports: Transports;
  /** Hosts that repositories may be fetched from, and forges may be at. */
  readonly gitHosts: GitHosts;
  /** What evidence and decisions are made from. */
  readonly rollout: Rollout;
}

/** Does scans: at once in this process, or by the queue. */
export interface ScanRunner {
  /** Whether this process can do one more at once. */
  hasTime(): boolean;
  /**
   * Takes it for this process, within the transaction of what asks for it; what is returned does it and returns when it has ended.
   * Should this process end before that, another does it.
   */
  begin(transaction: Queryable, id: string): Promise<() => Promise<void>>;
  /** Gives it to whichever worker has time, within the transaction of what asks for it. */
  readonly send: (transaction: Queryable, id: string) => Promise<void>;
  /** Has the forge of a change told what is known of it, not before a time. */
  readonly tell: (transaction: Queryable, changeId: number, notBefore?: Date) => Promise<void>;
}

export interface ServiceLimits {
  /** Of one report. */
  readonly maxReportBytes: number;
  /** Of one archive that is to be examined, packed. */
  readonly maxArchiveBytes: number;
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
