import { members } from '../entries.ts';
import type { ModelPack } from '../model.ts';

const APP = 'connexion.FlaskApp';

/** Connexion: the functions that an OpenAPI document names answer requests (`engine/operations.ts`). */
export const connexion: ModelPack = {
  id: 'connexion',
  languages: ['python'],
  about: 'Connexion 2 and 3: https://connexion.readthedocs.io/en/latest/',
  aliases: {
    'connexion.App': APP,
    'connexion.request': 'flask.request',
    'connexion.FlaskApi': APP,
    'connexion.apps.flask_app.FlaskApp': APP,
    'connexion.AsyncApp': APP,
  },
  extends: { [APP]: ['flask.Flask'] },
  paths: {
    [`${APP}()`]: { type: APP, flows: [] },
    [`${APP}.app`]: { type: 'flask.Flask' },
    ...members(APP, 'add_api()', { flows: [] }),
  },
};
