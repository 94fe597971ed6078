import { members, owners } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { sinks, wrong } from './terms.ts';

const LEVELS = 'log() info() warn() error() debug() trace()';
/** Lines of text: what stands in them can begin a new one. */
const LINES: Model = {
  flows: [],
  sinks: [
    ...sinks('log-injection', '*', { confidence: 'medium' }),
    ...sinks('sensitive-data-in-log', '* 0* 1* 2*'),
    ...sinks('format-string', '0', { when: [{ at: '1', given: true }], confidence: 'low' }),
  ],
  misuses: [
    wrong('sensitive-data-in-log', 'the whole environment is logged', [
      { at: '0', type: 'process.Environment' },
    ]),
  ],
};
/** Records: line breaks are escaped, secrets are not. */
const RECORDS: Model = { flows: [], sinks: sinks('sensitive-data-in-log', '* 0*') };
const LOGGERS = ['pino.Logger', 'bunyan.Logger'];
const LINE_LOGGERS = [
  'winston.Logger',
  'winston',
  'log4js.Logger',
  'loglevel',
  'npmlog',
  'signale',
  'consola',
  '@nestjs/common.Logger',
  'fancy-log',
];

/** Logs. */
export const logging: ModelPack = {
  id: 'logging',
  languages: ['javascript'],
  about: 'console of Node and browsers, winston, pino, bunyan, log4js, debug, loglevel, morgan',
  paths: {
    ...members('console', `${LEVELS} dir() table()`, LINES),
    ...owners(LINE_LOGGERS, `${LEVELS} fatal() verbose() silly()`, LINES),
    ...owners(LOGGERS, `${LEVELS} fatal()`, RECORDS),
    ...members('winston', 'createLogger() Logger()', { type: 'winston.Logger', flows: [] }),
    'log4js.getLogger()': { type: 'log4js.Logger', flows: [] },
    'pino()': {
      type: 'pino.Logger',
      flows: [],
    },
    'pino.pino()': { type: 'pino.Logger', flows: [] },
    ...owners(LOGGERS, 'child()', { type: 'this', flows: [] }),
    'bunyan.createLogger()': { type: 'bunyan.Logger', flows: [] },
    'debug()': { type: 'debug.Debugger', flows: [] },
    // Off unless a developer turns it on, and read on a screen.
    'debug.Debugger()': RECORDS,
    'fancy-log()': LINES,
    'morgan()': {
      flows: [],
      misuses: [
        wrong('sensitive-data-in-log', 'headers with tokens are logged', [
          { at: '0', matches: ':req\\[(?:authorization|cookie)\\]' },
        ]),
      ],
    },
  },
};
