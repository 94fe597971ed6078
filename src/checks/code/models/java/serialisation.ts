import { flows, members, misuse, sink } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const LOADS: Model = { ...sink('unsafe-deserialisation', '0'), flows: [['0', 'result']] };
const FROM_THIS: Model = {
  sinks: [{ rule: 'unsafe-deserialisation', at: ['this'] }],
  flows: [['this', 'result']],
};
const MAPPER = 'com.fasterxml.jackson.databind.ObjectMapper';
const TYPED = misuse('jackson-default-typing', 'the text chooses which class is made');

/** What makes objects of bytes: with which classes is the question. */
export const serialisation: ModelPack = {
  id: 'java-serialisation',
  languages: ['java'],
  about:
    'ObjectInputStream, XStream, SnakeYAML, Jackson, Kryo, Hessian, Fastjson, Gson: https://docs.oracle.com/en/java/javase/21/core/serialization-filtering1.html',
  extends: {
    'com.fasterxml.jackson.databind.json.JsonMapper': [MAPPER],
    'com.fasterxml.jackson.dataformat.xml.XmlMapper': [MAPPER],
    'org.apache.commons.io.serialization.ValidatingObjectInputStream': ['java.io.InputStream'],
  },
  paths: {
    'java.io.ObjectInputStream()': { type: 'java.io.ObjectInputStream', flows: [['0', 'result']] },
    'java.io.ObjectInputStream.setObjectInputFilter()': {
      flows: [],
      sets: { 'this.filter': '=true' },
    },
    ...members('java.io.ObjectInputStream', 'readObject() readUnshared()', {
      flows: [['this', 'result']],
      sinks: [
        {
          rule: 'unsafe-deserialisation',
          at: ['this'],
          when: [{ at: 'this.filter', isNot: true }],
        },
      ],
    }),
    ...members('java.io.ObjectInputStream', 'readUTF() readLine()', flows('this>result')),
    ...members('java.io.ObjectInputStream', 'readInt() readLong() readBoolean()', flows('')),
    'java.beans.XMLDecoder.readObject()': FROM_THIS,
    'org.apache.commons.lang3.SerializationUtils.deserialize()': LOADS,
    'org.apache.commons.lang.SerializationUtils.deserialize()': LOADS,
    'org.springframework.util.SerializationUtils.deserialize()': LOADS,
    'com.thoughtworks.xstream.XStream.fromXML()': {
      flows: [['0', 'result']],
      sinks: [
        { rule: 'unsafe-deserialisation', at: ['0'], when: [{ at: 'this.allowed', absent: true }] },
      ],
    },
    'com.thoughtworks.xstream.XStream.unmarshal()': LOADS,
    ...members(
      'com.thoughtworks.xstream.XStream',
      'allowTypes() allowTypesByWildcard() allowTypesByRegExp() allowTypeHierarchy()',
      { flows: [], sets: { 'this.allowed': '=true' } },
    ),
    'org.yaml.snakeyaml.Yaml()': {
      type: 'org.yaml.snakeyaml.Yaml',
      flows: [],
      sets: { 'result.with': '0' },
    },
    ...members('org.yaml.snakeyaml.Yaml', 'load() loadAll() loadAs()', {
      flows: [['0', 'result']],
      sinks: [
        { rule: 'unsafe-deserialisation', at: ['0'], when: [{ at: 'this.with', absent: true }] },
      ],
    }),
    'com.esotericsoftware.yamlbeans.YamlReader()': LOADS,
    'org.ho.yaml.Yaml.load()': LOADS,
    ...members(MAPPER, 'enableDefaultTyping() enableDefaultTypingAsProperty()', TYPED),
    ...members(
      MAPPER,
      'activateDefaultTyping()',
      misuse('jackson-default-typing', 'any class is allowed', {
        at: '0',
        type: 'com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator',
      }),
    ),
    ...members(MAPPER, 'readValue() readTree() convertValue() treeToValue()', flows('0>result')),
    ...members(MAPPER, 'writeValueAsString() writeValueAsBytes()', {
      flows: [
        ['0', 'result'],
        ['0*', 'result'],
      ],
      cleans: ['html', 'log', 'header'],
    }),
    ...members('com.google.gson.Gson', 'fromJson()', flows('0>result')),
    ...members('com.google.gson.Gson', 'toJson()', {
      flows: [
        ['0', 'result'],
        ['0*', 'result'],
      ],
      cleans: ['html', 'log', 'header'],
    }),
    ...members(
      'com.esotericsoftware.kryo.Kryo',
      'readClassAndObject() readObject() readObjectOrNull()',
      {
        flows: [['0', 'result']],
        sinks: [
          {
            rule: 'unsafe-deserialisation',
            at: ['0'],
            when: [{ at: 'this.registered', isNot: true }],
            confidence: 'medium',
          },
        ],
      },
    ),
    'com.esotericsoftware.kryo.Kryo.setRegistrationRequired()': {
      flows: [],
      sets: { 'this.registered': '0' },
    },
    'com.esotericsoftware.kryo.io.Input()': flows('0>result'),
    ...members(
      'com.caucho.hessian.io',
      'HessianInput() Hessian2Input() BurlapInput()',
      flows('0>result'),
    ),
    ...members('com.caucho.hessian.io.HessianInput', 'readObject()', FROM_THIS),
    ...members('com.caucho.hessian.io.Hessian2Input', 'readObject()', FROM_THIS),
    ...members('com.caucho.burlap.io.BurlapInput', 'readObject()', FROM_THIS),
    ...members('com.alibaba.fastjson.JSON', 'parse() parseObject() parseArray()', {
      flows: [['0', 'result']],
      sinks: [{ rule: 'unsafe-deserialisation', at: ['0'], confidence: 'medium' }],
    }),
    ...members(
      'com.alibaba.fastjson.parser.ParserConfig',
      'setAutoTypeSupport()',
      misuse('jackson-default-typing', 'the text chooses which class is made', {
        at: '0',
        is: true,
      }),
    ),
    ...members('org.json.JSONObject', 'getString() get() optString() opt()', flows('this>result')),
    ...members(
      'org.json.JSONObject',
      'getInt() getLong() getBoolean() getDouble() optInt()',
      flows(''),
    ),
    ...members('', 'org.json.JSONObject() org.json.JSONArray()', flows('0>result')),
    'com.cedarsoftware.util.io.JsonReader.jsonToJava()': LOADS,
    'org.jboss.remoting.serialization.SerializationManager.createInput()': LOADS,
    'org.apache.commons.beanutils.BeanUtils.populate()': {
      flows: [['1', '0']],
      sinks: [{ rule: 'mass-assignment', at: ['1'] }],
    },
    ...members('org.apache.commons.beanutils.BeanUtils', 'setProperty()', {
      flows: [['2', '0']],
      sinks: [{ rule: 'property-injection', at: ['1'] }],
    }),
    ...members(
      'org.apache.commons.beanutils.PropertyUtils',
      'setProperty() getProperty()',
      sink('property-injection', '1'),
    ),
  },
  marks: {
    'com.fasterxml.jackson.annotation.JsonTypeInfo': {
      misuses: [
        {
          rule: 'jackson-default-typing',
          shows: 'the text chooses which class is made',
          when: [{ at: 'key:use', matches: String.raw`(?:^|\.)(?:MINIMAL_)?CLASS$` }],
        },
      ],
    },
  },
};
