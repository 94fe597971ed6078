import { flows, members, owners } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const LEVELS = 'debug() info() warning() warn() error() exception() critical() fatal()';
const LOG: Model = {
  flows: [],
  sinks: [
    { rule: 'log-injection', at: ['*'] },
    { rule: 'sensitive-data-in-log', at: ['*'] },
  ],
};
const LOGGER = 'logging.Logger';

/** Loggers. */
export const logging: ModelPack = {
  id: 'python-logging',
  languages: ['python'],
  about: 'logging, loguru, structlog: https://docs.python.org/3/library/logging.html',
  aliases: { 'loguru.logger': LOGGER, 'flask.current_app.logger': LOGGER },
  paths: {
    ...owners(['logging', LOGGER], LEVELS, LOG),
    ...owners(['logging', LOGGER], 'log()', LOG),
    ...members(
      '',
      'logging.getLogger() structlog.get_logger() celery.utils.log.get_task_logger()',
      { flows: [], type: LOGGER },
    ),
    'logging.LoggerAdapter()': { flows: [], type: LOGGER },
    'flask.Flask.logger': { type: LOGGER },
    ...members(LOGGER, 'isEnabledFor() setLevel() addHandler() getChild()', flows('')),
    'print()': {
      flows: [],
      sinks: [{ rule: 'sensitive-data-in-log', at: ['*'], confidence: 'medium' }],
    },
    'syslog.syslog()': LOG,
    'traceback.print_exc()': flows(''),
    'traceback.format_exc()': {
      flows: [],
      type: 'string',
      source: { kind: 'secret', what: 'stack trace' },
    },
  },
};
