import { members, owners } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { NOTHING, SAME, sinks } from './terms.ts';

/** Lines of text: what stands in them can begin a new one. `%q` quotes line breaks. */
const LINE: Model = {
  flows: [],
  sinks: [
    ...sinks('log-injection', '*', { confidence: 'medium' }),
    ...sinks('sensitive-data-in-log', '*'),
  ],
};
const FORMAT: Model = {
  flows: [],
  sinks: [
    ...sinks('log-injection', '1+', {
      when: [{ at: '0', matchesNot: '%[+#]?q' }],
      confidence: 'medium',
    }),
    ...sinks('log-injection', '0', { confidence: 'medium' }),
    ...sinks('sensitive-data-in-log', '*'),
  ],
};
/** Records: line breaks are escaped, secrets are not. */
const RECORD: Model = { flows: [], sinks: sinks('sensitive-data-in-log', '*') };
const LINES = ['log', 'log.Logger', 'github.com/golang/glog', 'k8s.io/klog'];
const RECORDS = [
  'log/slog',
  'log/slog.Logger',
  'github.com/sirupsen/logrus',
  'github.com/sirupsen/logrus.Entry',
  'go.uber.org/zap.Logger',
  'go.uber.org/zap.SugaredLogger',
];

/** Logs. */
export const logging: ModelPack = {
  id: 'go-logging',
  languages: ['go'],
  about: 'log, log/slog, glog, klog, logrus, zap, zerolog: https://pkg.go.dev/log',
  aliases: {
    'github.com/sirupsen/logrus.Logger': 'github.com/sirupsen/logrus.Entry',
    'k8s.io/klog/v2': 'k8s.io/klog',
  },
  paths: {
    ...owners(
      LINES,
      'Print() Println() Info() Infoln() Warning() Warningln() Error() Errorln()',
      LINE,
    ),
    ...owners(LINES, 'Printf() Infof() Warningf() Errorf()', FORMAT),
    ...owners(LINES, 'Fatal() Fatalln() Panic() Panicln()', LINE),
    ...owners(LINES, 'Fatalf() Panicf()', FORMAT),
    ...members('log', 'New() Default()', { type: 'log.Logger', flows: [] }),
    ...members('log', 'SetFlags() SetPrefix()', NOTHING),
    ...owners(
      RECORDS,
      'Debug() Info() Warn() Error() Fatal() Panic() Trace() Print() Println() Debugf() Infof() Warnf() Errorf() Fatalf() Panicf() Tracef() Printf() Infow() Errorw() Debugw() Warnw()',
      RECORD,
    ),
    ...owners(
      RECORDS,
      'With() WithField() WithFields() WithError() WithGroup() Named() Sugar()',
      SAME,
    ),
    ...members('log/slog', 'New() Default()', { type: 'log/slog.Logger', flows: [] }),
    'github.com/sirupsen/logrus.New()': { type: 'github.com/sirupsen/logrus.Entry', flows: [] },
    ...members('github.com/sirupsen/logrus', 'WithField() WithFields() WithError() NewEntry()', {
      type: 'github.com/sirupsen/logrus.Entry',
      flows: [],
    }),
    ...members('go.uber.org/zap', 'NewProduction() NewDevelopment() L() NewNop()', {
      type: 'go.uber.org/zap.Logger',
      flows: [],
    }),
    ...members('go.uber.org/zap', 'S()', { type: 'go.uber.org/zap.SugaredLogger', flows: [] }),
    ...members('go.uber.org/zap', 'Int() Bool() Error() Duration()', NOTHING),
  },
};
