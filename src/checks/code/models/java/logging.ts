import { flows, members, owners } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const LOG: Model = {
  flows: [],
  sinks: [
    { rule: 'log-injection', at: ['*', '1+.*'] },
    { rule: 'sensitive-data-in-log', at: ['*', '1+.*'] },
  ],
};
const LOGGERS = [
  'org.slf4j.Logger',
  'org.apache.logging.log4j.Logger',
  'org.apache.log4j.Logger',
  'org.apache.log4j.Category',
  'org.apache.commons.logging.Log',
  'java.util.logging.Logger',
  'java.lang.System.Logger',
  'org.jboss.logging.Logger',
  'org.tinylog.Logger',
  'ch.qos.logback.classic.Logger',
  'io.vertx.core.logging.Logger',
  'org.owasp.esapi.Logger',
  'io.quarkus.logging.Log',
];

/** Loggers. */
export const logging: ModelPack = {
  id: 'java-logging',
  languages: ['java'],
  about:
    'SLF4J, Log4j, Logback, java.util.logging, commons-logging, JBoss: https://www.slf4j.org/api/',
  paths: {
    ...owners(
      LOGGERS,
      'trace() debug() info() warn() warning() error() fatal() severe() fine() finer() finest() config() log() logf() infof() warnf() errorf() debugf() entering() exiting() always()',
      LOG,
    ),
    ...owners(
      LOGGERS,
      'isDebugEnabled() isInfoEnabled() isTraceEnabled() isWarnEnabled() isLoggable()',
      flows(''),
    ),
    ...members('org.slf4j.LoggerFactory', 'getLogger()', { type: 'org.slf4j.Logger', flows: [] }),
    ...members('org.apache.logging.log4j.LogManager', 'getLogger() getRootLogger()', {
      type: 'org.apache.logging.log4j.Logger',
      flows: [],
    }),
    ...members('org.apache.log4j.Logger', 'getLogger() getRootLogger()', {
      type: 'org.apache.log4j.Logger',
      flows: [],
    }),
    ...members('org.apache.commons.logging.LogFactory', 'getLog()', {
      type: 'org.apache.commons.logging.Log',
      flows: [],
    }),
    ...members('java.util.logging.Logger', 'getLogger() getGlobal() getAnonymousLogger()', {
      type: 'java.util.logging.Logger',
      flows: [],
    }),
    ...members('java.lang.System', 'getLogger()', { type: 'java.lang.System.Logger', flows: [] }),
    ...members('org.jboss.logging.Logger', 'getLogger()', {
      type: 'org.jboss.logging.Logger',
      flows: [],
    }),
    ...members('org.slf4j.Logger', 'atInfo() atWarn() atError() atDebug()', {
      type: 'org.slf4j.spi.LoggingEventBuilder',
      flows: [],
    }),
    ...members('org.slf4j.spi.LoggingEventBuilder', 'addKeyValue() addArgument() setCause()', {
      type: 'this',
      flows: [],
      sinks: LOG.sinks ?? [],
    }),
    ...members('org.slf4j.spi.LoggingEventBuilder', 'log() setMessage()', { ...LOG, type: 'this' }),
    'org.slf4j.MDC.put()': {
      flows: [],
      sinks: [{ rule: 'log-injection', at: ['1'], confidence: 'low' }],
    },
    'java.lang.System.out': { type: 'java.io.ConsoleStream' },
    'java.lang.System.err': { type: 'java.io.ConsoleStream' },
    ...members('java.io.ConsoleStream', 'print() println() printf() format() write() flush()', {
      flows: [],
      sinks: [{ rule: 'sensitive-data-in-log', at: ['*', '1+.*'], confidence: 'medium' }],
    }),
  },
};
