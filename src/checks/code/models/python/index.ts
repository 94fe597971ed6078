import type { ModelPack } from '../model.ts';
import { builtins } from './builtins.ts';
import { collections } from './collections.ts';
import { connexion } from './connexion.ts';
import { crypto } from './crypto.ts';
import { djangoData } from './django-data.ts';
import { djangoSettings } from './django-settings.ts';
import { django } from './django.ts';
import { fastapi } from './fastapi.ts';
import { files } from './files.ts';
import { flaskAnswer } from './flask-answer.ts';
import { flask } from './flask.ts';
import { httpClients } from './http-clients.ts';
import { logging } from './logging.ts';
import { processes } from './process.ts';
import { random } from './random.ts';
import { secrets } from './secrets.ts';
import { serialisation } from './serialisation.ts';
import { sql } from './sql.ts';
import { stores } from './stores.ts';
import { templates } from './templates.ts';
import { texts } from './texts.ts';
import { tls } from './tls.ts';
import { webFrameworks } from './web-frameworks.ts';
import { xml } from './xml.ts';

/** What is known of the libraries of Python, the language's own first. */
export const pythonPacks: readonly ModelPack[] = [
  builtins,
  texts,
  collections,
  files,
  processes,
  flask,
  flaskAnswer,
  django,
  djangoData,
  djangoSettings,
  connexion,
  fastapi,
  webFrameworks,
  httpClients,
  sql,
  stores,
  templates,
  serialisation,
  xml,
  logging,
  crypto,
  random,
  secrets,
  tls,
];
