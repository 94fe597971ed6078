import type { ModelPack } from '../model.ts';
import { archives } from './archives.ts';
import { browser } from './browser.ts';
import { childProcess } from './child-process.ts';
import { code } from './code.ts';
import { express } from './express.ts';
import { expressMiddleware } from './express-middleware.ts';
import { files } from './files.ts';
import { jquery } from './jquery.ts';
import { node } from './node.ts';
import { nodeHttp } from './node-http.ts';
import { strings } from './strings.ts';
import { values } from './values.ts';

/** What is known of libraries of JavaScript. Of two packs that describe the same path none wins: a test forbids it. */
export const javascriptPacks: readonly ModelPack[] = [
  archives,
  browser,
  childProcess,
  code,
  express,
  expressMiddleware,
  files,
  jquery,
  node,
  nodeHttp,
  strings,
  values,
];
