import type { ModelPack } from '../model.ts';
import { crypto } from './crypto.ts';
import { data } from './data.ts';
import { files } from './files.ts';
import { frameworks } from './frameworks.ts';
import { gin } from './gin.ts';
import { httpClients } from './http-clients.ts';
import { language } from './language.ts';
import { logging } from './logging.ts';
import { netHttp } from './net-http.ts';
import { processes } from './process.ts';
import { sql } from './sql.ts';
import { templates } from './templates.ts';
import { texts } from './texts.ts';

/** What is known of the packages of Go, the language's own first. */
export const goPacks: readonly ModelPack[] = [
  language,
  texts,
  files,
  processes,
  netHttp,
  httpClients,
  gin,
  frameworks,
  sql,
  data,
  templates,
  logging,
  crypto,
];
