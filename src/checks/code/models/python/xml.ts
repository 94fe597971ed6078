import { flows, members, owners, sink } from '../entries.ts';
import type { Model, ModelPack, SinkModel } from '../model.ts';

const EXTERNAL = 'http://xml.org/sax/features/external-general-entities';
const SAX = 'xml.sax.xmlreader.XMLReader';
const XPATH: SinkModel = { rule: 'xpath-injection', at: ['0', 'key:path', 'key:_path'] };
/** Entities are expanded, but nothing outside is read. */
const EXPANDS: Model = {
  flows: [['0', 'result']],
  sinks: [{ rule: 'xml-entity-expansion', at: ['0'], confidence: 'low' }],
};
const PARSER = ['1', 'key:parser'];
const withParser = (at: string): Model => ({
  flows: [['0', 'result']],
  sinks: PARSER.map((each): SinkModel => ({
    rule: 'xxe',
    at: [at],
    when: [{ at: `${each}.feature ${EXTERNAL}`, is: true }],
  })),
});
const LXML: Model = {
  flows: [['0', 'result']],
  type: 'lxml.etree.Element',
  sinks: [
    ...PARSER.map((each): SinkModel => ({
      rule: 'xxe',
      at: ['0'],
      when: [{ at: `${each}.entities`, is: true }],
    })),
    /** Before lxml 5 entities of files were read by default. */
    {
      rule: 'xxe',
      at: ['0'],
      when: [
        { at: '1', absent: true },
        { at: 'key:parser', absent: true },
      ],
      confidence: 'low',
    },
  ],
};
const TREE = ['lxml.etree.Element', 'lxml.etree.ElementTree', '*'];

/** Parsers and queries on documents. */
export const xml: ModelPack = {
  id: 'python-xml',
  languages: ['python'],
  about:
    'xml.etree, xml.dom, xml.sax, lxml, defusedxml, elementpath: https://docs.python.org/3/library/xml.html#xml-vulnerabilities, https://lxml.de/api/',
  aliases: {
    'xml.etree.cElementTree': 'xml.etree.ElementTree',
    'lxml.etree._Element': 'lxml.etree.Element',
    'lxml.etree._ElementTree': 'lxml.etree.Element',
  },
  paths: {
    'xml.sax.handler.feature_external_ges': { constant: EXTERNAL },
    'xml.sax.make_parser()': { type: SAX, flows: [] },
    ...members(SAX, 'setFeature()', { flows: [], sets: { 'this.feature {0}': '1' } }),
    ...members(SAX, 'setContentHandler() setErrorHandler()', flows('')),
    [`${SAX}.parse()`]: {
      flows: [],
      sinks: [{ rule: 'xxe', at: ['0'], when: [{ at: `this.feature ${EXTERNAL}`, is: true }] }],
    },
    ...members('xml.dom.minidom', 'parseString() parse()', withParser('0')),
    ...members('xml.dom.pulldom', 'parseString() parse()', withParser('0')),
    ...members('xml.sax', 'parse() parseString()', EXPANDS),
    ...members('xml.etree.ElementTree', 'fromstring() XML() parse() iterparse() XMLID()', {
      ...EXPANDS,
      type: 'xml.etree.ElementTree.Element',
    }),
    'xml.etree.ElementTree.XMLParser()': { type: 'xml.etree.ElementTree.XMLParser', flows: [] },
    ...members('xml.etree.ElementTree.Element', 'find() findall() findtext() iterfind()', {
      flows: [['this', 'result']],
      sinks: [XPATH],
    }),
    ...members(
      'xml.etree.ElementTree.Element',
      'getroot()',
      flows('this>result', { type: 'xml.etree.ElementTree.Element' }),
    ),
    ...members('xml.etree.ElementTree', 'SubElement() Element() tostring()', flows('0>result')),
    ...members('lxml.etree', 'parse() fromstring() XML() iterparse() HTML()', LXML),
    'lxml.objectify.fromstring()': LXML,
    'lxml.html.fromstring()': flows('0>result', { type: 'lxml.etree.Element' }),
    'lxml.etree.XMLParser()': {
      type: 'lxml.etree.XMLParser',
      flows: [],
      sets: { 'result.entities': 'key:resolve_entities' },
    },
    ...owners(TREE, 'xpath()', { flows: [['this', 'result']], sinks: [XPATH] }),
    ...members('lxml.etree.Element', 'find() findall() findtext() iterfind()', {
      flows: [['this', 'result']],
      sinks: [XPATH],
    }),
    'lxml.etree.Element.getroot()': flows('this>result', { type: 'lxml.etree.Element' }),
    ...members('lxml.etree', 'XPath() ETXPath() XPathEvaluator()', { flows: [], sinks: [XPATH] }),
    'lxml.etree.XSLT()': { flows: [], sinks: [{ rule: 'xslt-injection', at: ['0'] }] },
    'elementpath.select()': {
      flows: [['0', 'result']],
      sinks: [{ rule: 'xpath-injection', at: ['1', 'key:path'] }],
    },
    'elementpath.iter_select()': {
      flows: [['0', 'result']],
      sinks: [{ rule: 'xpath-injection', at: ['1', 'key:path'] }],
    },
    'elementpath.Selector()': sink('xpath-injection', '0'),
    'libxml2.parseFile()': { sinks: [{ rule: 'xxe', at: ['0'] }] },
    'xmltodict.parse()': flows('0>result'),
    ...members(
      '',
      'defusedxml.ElementTree.fromstring() defusedxml.ElementTree.parse() defusedxml.minidom.parseString() defusedxml.lxml.fromstring()',
      flows('0>result', { type: 'xml.etree.ElementTree.Element' }),
    ),
  },
};
