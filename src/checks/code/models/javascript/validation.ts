import { flows, members, owners, TEXT } from '../entries.ts';
import type { Family } from '../families.ts';
import type { MarkModel, Model, ModelPack } from '../model.ts';

/** An element of a page is no text that could become one. */
const ELEMENT: Model = { flows: [], guards: [{ at: '0', cleans: ['html'] }] };

/** A schema says which fields there are and of which type, not what text holds. */
const SHAPE: readonly Family[] = ['nosql', 'assignment', 'prototype', 'resource', 'session'];
const FORM: Model = { flows: [], guards: [{ at: '0', cleans: TEXT }] };
const PARSE: Model = {
  flows: [
    ['0', 'result'],
    ['0', 'result.data'],
    ['0', 'result.value'],
  ],
  cleans: SHAPE,
};
const TEXT_SCHEMA: Model = { type: 'zod.Schema', flows: [] };
const NUMBER: MarkModel = { cleans: TEXT };
const SCHEMAS =
  'string() number() boolean() object() array() union() enum() literal() date() record() optional() nullable() coerce.number() coerce.boolean()';

/** Validation: what passes a check is known to have a form. */
export const validation: ModelPack = {
  id: 'validation',
  languages: ['javascript'],
  about: 'validator, joi, zod, yup, ajv, class-validator, superstruct, ipaddr.js, is-* packages',
  aliases: { '@hapi/joi': 'joi', 'zod/v4': 'zod', 'ajv/dist/2020': 'ajv' },
  paths: {
    ...members(
      'validator',
      'isInt() isNumeric() isFloat() isDecimal() isAlphanumeric() isAlpha() isUUID() isMongoId() isHexadecimal() isBoolean() isISO8601() isDate() isIP() isPort() isSlug() isMD5() isHash() isCreditCard() isMobilePhone() isPostalCode() isIn()',
      FORM,
    ),
    'validator.isEmail()': {
      flows: [],
      guards: [
        {
          at: '0',
          cleans: ['mail', 'header', 'log', 'path', 'redirect', 'url', 'nosql', 'assignment'],
        },
      ],
    },
    'validator.isFQDN()': {
      flows: [],
      guards: [
        {
          at: '0',
          cleans: ['html', 'command', 'sql', 'path', 'log', 'header', 'nosql', 'assignment'],
        },
      ],
    },
    'validator.isURL()': {
      flows: [],
      guards: [{ at: '0', cleans: ['nosql', 'assignment', 'log', 'header'] }],
    },
    'validator.matches()': { flows: [] },
    ...members('', 'is-number() is-plain-number() is-ip() is-uuid()', FORM),
    'net.isIP()': FORM,
    'net.isIPv4()': FORM,
    'net.isIPv6()': FORM,
    'mongoose.isValidObjectId()': FORM,
    'mongoose.Types.ObjectId.isValid()': FORM,
    'mongodb.ObjectId.isValid()': FORM,

    ...members('joi', SCHEMAS, { type: 'joi.Schema', flows: [] }),
    ...members('joi.Schema', 'validate() validateAsync() attempt()', PARSE),
    ...members(
      'joi.Schema',
      'required() min() max() email() regex() pattern() valid() keys() items() integer() alphanum() guid() uri()',
      { type: 'this', flows: [] },
    ),
    ...members('joi', 'attempt() assert() validate()', PARSE),
    ...members('zod', SCHEMAS, TEXT_SCHEMA),
    ...members('zod.z', SCHEMAS, TEXT_SCHEMA),
    ...members('zod.Schema', 'parse() parseAsync() safeParse() safeParseAsync()', PARSE),
    ...members(
      'zod.Schema',
      'min() max() email() uuid() url() regex() optional() nullable() default() strict() int() positive() refine() transform() trim() array() or() and() pick() omit() extend() partial()',
      { type: 'this', flows: [] },
    ),
    ...members('yup', SCHEMAS, { type: 'yup.Schema', flows: [] }),
    ...members('yup.Schema', 'validate() validateSync() cast()', PARSE),
    ...members('yup.Schema', 'isValid() isValidSync()', {
      flows: [],
      guards: [{ at: '0', cleans: SHAPE }],
    }),
    ...members('yup.Schema', 'required() min() max() email() matches() shape() of() noUnknown()', {
      type: 'this',
      flows: [],
    }),
    'ajv()': { type: 'ajv.Ajv', flows: [] },
    'ajv.Ajv.compile()': { type: 'ajv.Validate', flows: [] },
    'ajv.Validate()': { flows: [], guards: [{ at: '0', cleans: SHAPE }] },
    'ajv.Ajv.validate()': { flows: [], guards: [{ at: '1', cleans: SHAPE }] },
    ...members('superstruct', 'assert() create() mask()', {
      flows: [['0', 'result']],
      cleans: SHAPE,
      guards: [{ at: '0', cleans: SHAPE, always: true }],
    }),
    'superstruct.is()': { flows: [], guards: [{ at: '0', cleans: SHAPE }] },
    ...owners(['class-transformer'], 'plainToInstance() plainToClass()', flows('1>result')),
    ...members('class-validator', 'isNumberString() isUUID() isInt() isAlphanumeric()', FORM),
    ...members('lodash', 'isNumber() isInteger() isBoolean() isFinite()', FORM),
    ...members('lodash', 'isString()', {
      flows: [],
      guards: [{ at: '0', cleans: ['nosql', 'assignment', 'prototype'] }],
    }),
    ...owners(['', 'lodash', '*'], 'isElement() isDomElement() isDOMElement()', ELEMENT),
    'util.isString()': {
      flows: [],
      guards: [{ at: '0', cleans: ['nosql', 'assignment', 'prototype'] }],
    },
    'check-types.number()': FORM,
  },
  marks: {
    ...Object.fromEntries(
      [
        'IsInt',
        'IsNumber',
        'IsBoolean',
        'IsUUID',
        'IsDate',
        'IsEnum',
        'IsAlphanumeric',
        'IsNumberString',
        'IsMongoId',
        'IsIn',
      ].map((name) => [`class-validator.${name}`, NUMBER]),
    ),
    'class-validator.IsString': { cleans: ['nosql', 'assignment', 'prototype'] },
    'class-validator.IsEmail': {
      cleans: ['nosql', 'assignment', 'mail', 'header', 'log', 'path', 'redirect', 'url'],
    },
  },
};
