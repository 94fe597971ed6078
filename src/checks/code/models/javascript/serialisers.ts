import { flows, members, owners } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { sinks, wrong } from './terms.ts';

const UNSAFE: Model = { flows: [['0', 'result']], sinks: sinks('unsafe-deserialisation', '0') };
const ENTITIES: Model = {
  flows: [['0', 'result']],
  type: 'libxmljs.Document',
  sinks: [
    ...sinks('xxe', '0', { when: [{ at: '1.noent', is: true }] }),
    ...sinks('xxe', '0', { when: [{ at: '1.replaceEntities', is: true }] }),
    ...sinks('xml-injection', '0', { when: [{ at: '0', built: true }] }),
  ],
  misuses: [
    wrong(
      'xml-parser-unsafe',
      'external entities are resolved',
      [{ at: '1.noent', is: true }],
      'medium',
    ),
    wrong(
      'xml-parser-unsafe',
      'external entities are resolved',
      [{ at: '1.replaceEntities', is: true }],
      'medium',
    ),
    wrong('xml-entity-expansion', 'the limits of the parser are off', [{ at: '1.huge', is: true }]),
  ],
};
/** These parsers know no external entities; text put together may still hold foreign elements. */
const PLAIN_XML: Model = {
  flows: [['0', 'result']],
  sinks: sinks('xml-injection', '0', { when: [{ at: '0', built: true }] }),
  callbacks: [{ at: '1+', params: ['', '0'] }],
};

/** Formats that become objects: YAML, XML, and those that hold functions. */
export const serialisers: ModelPack = {
  id: 'serialisers',
  languages: ['javascript'],
  about:
    'js-yaml, yaml, node-serialize, serialize-javascript, funcster, cryo, xml2js, libxmljs, fast-xml-parser, xslt-processor',
  aliases: { libxmljs2: 'libxmljs', 'node-libxml': 'libxmljs' },
  paths: {
    ...members('node-serialize', 'unserialize()', UNSAFE),
    'serialize-to-js.deserialize()': UNSAFE,
    ...members('funcster', 'deepDeserialize() deserialize()', UNSAFE),
    'cryo.parse()': UNSAFE,
    'serialize-javascript()': flows('0>result', { cleans: ['html'] }),
    'devalue.uneval()': flows('0>result', { cleans: ['html'] }),
    'devalue.parse()': flows('0>result'),
    ...members('js-yaml', 'load() loadAll() safeLoad() safeLoadAll()', {
      flows: [['0', 'result']],
      sinks: sinks('unsafe-deserialisation', '0', {
        when: [{ at: '1.schema', type: 'js-yaml.UnsafeSchema' }],
      }),
      misuses: [
        wrong('unsafe-yaml-load', 'functions in the text are made', [
          { at: '1.schema', type: 'js-yaml.UnsafeSchema' },
        ]),
      ],
    }),
    'js-yaml.DEFAULT_FULL_SCHEMA': { type: 'js-yaml.UnsafeSchema' },
    'js-yaml-js-types.all': { type: 'js-yaml.UnsafeSchema' },
    'yaml.parse()': flows('0>result'),
    'BSON.deserialize()': {
      flows: [['0', 'result']],
      sinks: sinks('unsafe-deserialisation', '0', { when: [{ at: '1.evalFunctions', is: true }] }),
    },

    ...owners(['libxmljs'], 'parseXml() parseXmlString() parseHtml() parseXmlAsync()', ENTITIES),
    // Their events come with entities replaced, whatever is asked for.
    ...members('libxmljs', 'SaxParser() SaxPushParser()', {
      type: 'libxmljs.SaxParser',
      flows: [],
    }),
    ...members('libxmljs.SaxParser', 'parseString() push()', {
      flows: [],
      sinks: sinks('xxe', '0'),
    }),
    'ActiveXObject()': { type: 'ActiveXObject', flows: [] },
    'ActiveXObject.loadXML()': {
      flows: [],
      sinks: sinks('xxe', '0', { kinds: ['dom', 'remote'] }),
    },
    'libxmljs.Document.validate()': flows(''),
    'node-expat.Parser()': { type: 'node-expat.Parser', flows: [] },
    ...members('node-expat.Parser', 'parse() write()', {
      flows: [],
      sinks: sinks('resource-exhaustion', '0', { confidence: 'low' }),
    }),
    ...members('xml2js', 'parseString() parseStringPromise()', PLAIN_XML),
    ...members('xml2js', 'Parser()', { type: 'xml2js.Parser', flows: [] }),
    ...members('xml2js.Parser', 'parseString() parseStringPromise()', PLAIN_XML),
    'xml2js.Builder()': { type: 'xml2js.Builder', flows: [] },
    'xml2js.Builder.buildObject()': flows('0*>result', { cleans: ['xml'] }),
    'fast-xml-parser.XMLParser()': {
      type: 'fast-xml-parser.XMLParser',
      flows: [],
    },
    'fast-xml-parser.XMLParser.parse()': PLAIN_XML,
    'fast-xml-parser.XMLBuilder()': { type: 'fast-xml-parser.XMLBuilder', flows: [] },
    'fast-xml-parser.XMLBuilder.build()': flows('0*>result', { cleans: ['xml'] }),
    'xml-escape()': flows('0>result', { cleans: ['xml', 'html'] }),
    ...owners(['@xmldom/xmldom', 'xmldom'], 'DOMParser()', { type: 'xmldom.Parser', flows: [] }),
    'xmldom.Parser.parseFromString()': PLAIN_XML,
    'xslt-processor.XmlParser()': { type: 'xslt-processor.XmlParser', flows: [] },
    'xslt-processor.XmlParser.xmlParse()': flows('0>result'),
    'xslt-processor.Xslt()': { type: 'xslt-processor.Xslt', flows: [] },
    'xslt-processor.Xslt.xsltProcess()': {
      flows: [['0', 'result']],
      sinks: sinks('xslt-injection', '1'),
    },
    ...members('xslt-processor', 'xsltProcess()', {
      flows: [['0', 'result']],
      sinks: sinks('xslt-injection', '1'),
    }),
    ...members('saxon-js', 'transform()', {
      flows: [],
      sinks: sinks('xslt-injection', '0.stylesheetText 0.stylesheetLocation'),
    }),
  },
};
