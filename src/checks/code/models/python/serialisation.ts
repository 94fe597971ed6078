import { flows, members, misuse, owners, sink } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const LOADS: Model = { ...sink('unsafe-deserialisation', '0'), flows: [['0', 'result']] };

/** What makes objects of bytes, and files of models that run code when they are opened. */
export const serialisation: ModelPack = {
  id: 'python-serialisation',
  languages: ['python'],
  about:
    'pickle, marshal, shelve, PyYAML, jsonpickle, dill, joblib, torch, numpy: https://docs.python.org/3/library/pickle.html, https://pyyaml.org/wiki/PyYAMLDocumentation',
  aliases: { cPickle: 'pickle', _pickle: 'pickle', dill: 'pickle', cloudpickle: 'pickle' },
  paths: {
    ...members('pickle', 'load() loads()', LOADS),
    'pickle.Unpickler()': { ...LOADS, type: 'pickle.Unpickler' },
    'pickle.Unpickler.load()': flows('this>result'),
    ...members('pickle', 'dump() dumps()', flows('0>result')),
    ...members('marshal', 'load() loads()', LOADS),
    'shelve.open()': {
      flows: [],
      sinks: [
        { rule: 'unsafe-deserialisation', at: ['0'] },
        { rule: 'path-traversal', at: ['0'] },
      ],
    },
    ...members('jsonpickle', 'decode() loads()', LOADS),
    ...members('jsonpickle.unpickler', 'decode()', LOADS),
    ...members('', 'joblib.load() pandas.read_pickle() sklearn.externals.joblib.load()', {
      flows: [],
      sinks: [{ rule: 'unsafe-deserialisation', at: ['0'] }],
      misuses: [
        {
          rule: 'unsafe-pickle-file',
          shows: 'the file runs code when it is opened',
          when: [{ at: '0', dynamic: true }],
          confidence: 'low',
        },
      ],
    }),
    'torch.load()': {
      flows: [],
      sinks: [
        {
          rule: 'unsafe-deserialisation',
          at: ['0'],
          when: [{ at: 'key:weights_only', isNot: true }],
        },
      ],
      misuses: [
        {
          rule: 'unsafe-pickle-file',
          shows: 'the file runs code when it is opened',
          when: [{ at: 'key:weights_only', is: false }],
          confidence: 'medium',
        },
      ],
    },
    'numpy.load()': {
      flows: [],
      sinks: [
        { rule: 'unsafe-deserialisation', at: ['0'], when: [{ at: 'key:allow_pickle', is: true }] },
      ],
      misuses: [
        {
          rule: 'unsafe-pickle-file',
          shows: 'the file runs code when it is opened',
          when: [{ at: 'key:allow_pickle', is: true }],
          confidence: 'medium',
        },
      ],
    },
    'yaml.load()': {
      flows: [['0', 'result']],
      sinks: [
        {
          rule: 'unsafe-deserialisation',
          at: ['0'],
          when: [
            {
              at: 'key:Loader',
              type: [
                'yaml.Loader',
                'yaml.UnsafeLoader',
                'yaml.FullLoader',
                'yaml.CLoader',
                'yaml.loader.Loader',
              ],
            },
          ],
        },
        {
          rule: 'unsafe-deserialisation',
          at: ['0'],
          when: [
            {
              at: '1',
              type: [
                'yaml.Loader',
                'yaml.UnsafeLoader',
                'yaml.FullLoader',
                'yaml.CLoader',
                'yaml.loader.Loader',
              ],
            },
          ],
        },
        {
          rule: 'unsafe-deserialisation',
          at: ['0'],
          when: [
            { at: 'key:Loader', absent: true },
            { at: '1', absent: true },
          ],
        },
      ],
      misuses: [
        {
          rule: 'unsafe-yaml-load',
          shows: 'the text chooses which class is made',
          when: [
            { at: 'key:Loader', absent: true },
            { at: '1', absent: true },
          ],
          confidence: 'medium',
        },
        {
          rule: 'unsafe-yaml-load',
          shows: 'the text chooses which class is made',
          when: [{ at: 'key:Loader', type: ['yaml.Loader', 'yaml.UnsafeLoader', 'yaml.CLoader'] }],
          confidence: 'medium',
        },
        {
          rule: 'unsafe-yaml-load',
          shows: 'the text chooses which class is made',
          when: [{ at: '1', type: ['yaml.Loader', 'yaml.UnsafeLoader', 'yaml.CLoader'] }],
          confidence: 'medium',
        },
      ],
    },
    ...members('yaml', 'unsafe_load() unsafe_load_all()', {
      ...LOADS,
      misuses: misuse('unsafe-yaml-load', 'the text chooses which class is made').misuses ?? [],
    }),
    ...members('yaml', 'full_load() full_load_all()', flows('0>result')),
    ...members('yaml', 'safe_load() safe_load_all() dump() safe_dump()', flows('0>result')),
    'yaml.load_all()': {
      flows: [['0', 'result']],
      sinks: [
        {
          rule: 'unsafe-deserialisation',
          at: ['0'],
          when: [
            { at: 'key:Loader', absent: true },
            { at: '1', absent: true },
          ],
        },
      ],
    },
    ...owners(['ruamel.yaml'], 'load()', {
      flows: [['0', 'result']],
      sinks: [{ rule: 'unsafe-deserialisation', at: ['0'], confidence: 'medium' }],
    }),
    'ruamel.yaml.YAML()': {
      flows: [],
      type: 'ruamel.yaml.YAML',
      sets: { 'result.typ': 'key:typ' },
    },
    'ruamel.yaml.YAML.load()': {
      flows: [['0', 'result']],
      sinks: [
        { rule: 'unsafe-deserialisation', at: ['0'], when: [{ at: 'this.typ', is: 'unsafe' }] },
      ],
    },
    ...members('tensorflow.keras.models', 'load_model()', {
      misuses: [
        {
          rule: 'unsafe-pickle-file',
          shows: 'the file runs code when it is opened',
          when: [{ at: 'key:safe_mode', is: false }],
        },
      ],
    }),
    'plistlib.loads()': flows('0>result'),
    'toml.loads()': flows('0>result'),
    'tomllib.loads()': flows('0>result'),
    'msgpack.unpackb()': flows('0>result'),
  },
};
