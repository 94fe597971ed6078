import { flows } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { sinks } from './terms.ts';

/** What follows the format is put into it: only then it tells anything. */
function format(at: number): Model {
  return {
    ...flows('*>result'),
    sinks: sinks('format-string', String(at), {
      when: [{ at: String(at + 1), given: true }],
      confidence: 'medium',
    }),
  };
}

/** By `%s` and the like. */
const PRINTF: Model = { ...format(0), folds: 'format' };

/** Of a date in a format only the format may hold text of others. */
const DATE: Model = { flows: [['1', 'result']] };
const MOMENTS = ['moment', 'dayjs'];

/** Packages that format text as `printf` of C does, or by names in braces. */
export const formats: ModelPack = {
  id: 'formats',
  languages: ['javascript'],
  about:
    'https://www.npmjs.com: printf, printj, sprintf-js, format-util, string-template, moment, dayjs, date-fns, dateformat; util of Node, console.assert',
  paths: {
    'date-fns.format()': DATE,
    'date-fns/format()': DATE,
    'date-fns/esm.format()': DATE,
    'date-fns/fp.format()': flows('0>result'),
    'dateformat()': DATE,
    ...Object.fromEntries(
      MOMENTS.flatMap((name): [string, Model][] => [
        [`${name}()`, { flows: [], type: `${name}.Moment` }],
        [`${name}.utc()`, { flows: [], type: `${name}.Moment` }],
        [`${name}.Moment.format()`, flows('0>result')],
      ]),
    ),
    'printf()': {
      ...PRINTF,
      sinks: [...(PRINTF.sinks ?? []), ...(format(1).sinks ?? [])],
    },
    'sprintf()': PRINTF,
    'printj.sprintf()': PRINTF,
    'printj.vsprintf()': format(0),
    'sprintf-js.sprintf()': PRINTF,
    'sprintf-js.vsprintf()': format(0),
    'sprintf-js.default()': format(0),
    'format-util()': PRINTF,
    'string-template()': format(0),
    'string-template/compile()': format(0),
    'util.log()': { ...format(0), flows: [] },
    'util.formatWithOptions()': format(1),
    'console.assert()': { ...format(1), flows: [] },
  },
};
