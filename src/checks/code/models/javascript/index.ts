import type { ModelPack } from '../model.ts';
import { angularjs } from './angularjs.ts';
import { archives } from './archives.ts';
import { browser } from './browser.ts';
import { childProcess } from './child-process.ts';
import { cli } from './cli.ts';
import { clients } from './clients.ts';
import { code } from './code.ts';
import { credentialsPack } from './credentials.ts';
import { crypto } from './crypto.ts';
import { cryptoLibraries } from './crypto-libraries.ts';
import { directory } from './directory.ts';
import { electron } from './electron.ts';
import { computedKeys } from './computed-keys.ts';
import { express } from './express.ts';
import { expressMiddleware } from './express-middleware.ts';
import { fastify } from './fastify.ts';
import { files } from './files.ts';
import { formats } from './formats.ts';
import { forms } from './forms.ts';
import { frontends } from './frontends.ts';
import { functions } from './functions.ts';
import { hapi } from './hapi.ts';
import { jquery } from './jquery.ts';
import { koa } from './koa.ts';
import { logging } from './logging.ts';
import { mail } from './mail.ts';
import { messages } from './messages.ts';
import { nestjs } from './nestjs.ts';
import { next } from './next.ts';
import { node } from './node.ts';
import { nodeHttp } from './node-http.ts';
import { nosql } from './nosql.ts';
import { objects } from './objects.ts';
import { orm } from './orm.ts';
import { otherServers } from './other-servers.ts';
import { sanitisers } from './sanitisers.ts';
import { secrets } from './secrets.ts';
import { serialisers } from './serialisers.ts';
import { sql } from './sql.ts';
import { strings } from './strings.ts';
import { templates } from './templates.ts';
import { tokens } from './tokens.ts';
import { uploads } from './uploads.ts';
import { validation } from './validation.ts';
import { values } from './values.ts';

/** What is known of libraries of JavaScript and TypeScript, one pack a file; no path is described twice. */
export const javascriptPacks: readonly ModelPack[] = [
  angularjs,
  archives,
  browser,
  childProcess,
  cli,
  clients,
  code,
  credentialsPack,
  crypto,
  cryptoLibraries,
  directory,
  electron,
  computedKeys,
  express,
  expressMiddleware,
  fastify,
  files,
  formats,
  forms,
  frontends,
  functions,
  hapi,
  jquery,
  koa,
  logging,
  mail,
  messages,
  nestjs,
  next,
  node,
  nodeHttp,
  nosql,
  objects,
  orm,
  otherServers,
  sanitisers,
  secrets,
  serialisers,
  sql,
  strings,
  templates,
  tokens,
  uploads,
  validation,
  values,
];
