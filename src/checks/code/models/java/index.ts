import type { ModelPack } from '../model.ts';
import { collections } from './collections.ts';
import { crypto } from './crypto.ts';
import { directory } from './directory.ts';
import { files } from './files.ts';
import { frameworks } from './frameworks.ts';
import { httpClients } from './http-clients.ts';
import { lang } from './lang.ts';
import { logging } from './logging.ts';
import { processes } from './process.ts';
import { random } from './random.ts';
import { scripting } from './scripting.ts';
import { serialisation } from './serialisation.ts';
import { servletAnswer } from './servlet-answer.ts';
import { servlet } from './servlet.ts';
import { springData } from './spring-data.ts';
import { springHttp } from './spring-http.ts';
import { springSecurity } from './spring-security.ts';
import { springWeb } from './spring-web.ts';
import { sql } from './sql.ts';
import { stores } from './stores.ts';
import { streams } from './streams.ts';
import { textLibraries } from './text-libraries.ts';
import { tls } from './tls.ts';
import { tokens } from './tokens.ts';
import { xml } from './xml.ts';

/** What is known of the libraries of Java, the platform first. */
export const javaPacks: readonly ModelPack[] = [
  lang,
  collections,
  streams,
  files,
  processes,
  servlet,
  servletAnswer,
  sql,
  stores,
  directory,
  xml,
  serialisation,
  springWeb,
  springData,
  springHttp,
  springSecurity,
  frameworks,
  httpClients,
  scripting,
  logging,
  crypto,
  tokens,
  random,
  tls,
  textLibraries,
];
