import { flows, members, owners, sink } from '../entries.ts';
import type { Condition, Model, ModelPack, SinkModel } from '../model.ts';

const DISALLOW = 'http://apache.org/xml/features/disallow-doctype-decl';
const SECURE = 'http://javax.xml.XMLConstants/feature/secure-processing';
const EXTERNAL = 'http://xml.org/sax/features/external-general-entities';

/** None of what makes the parser safe was done to what it was made by. */
const unsafe = (at: string): readonly Condition[] => [
  { at: `${at}.feature ${DISALLOW}`, isNot: true },
  { at: `${at}.feature ${EXTERNAL}`, isNot: false },
  { at: `${at}.property http://javax.xml.XMLConstants/property/accessExternalDTD`, isNot: '' },
  { at: `${at}.property javax.xml.stream.supportDTD`, isNot: false },
  { at: `${at}.property javax.xml.stream.isSupportingExternalEntities`, isNot: false },
  { at: `${at}.expandEntities`, isNot: false },
  { at: `${at}.ownResolver`, absent: true },
];
const xxe = (at: string, argument = '0'): SinkModel => ({
  rule: 'xxe',
  at: [argument],
  when: unsafe(at),
});
const parses = (argument = '0'): Model => ({
  flows: [[argument, 'result']],
  sinks: [xxe('this.factory', argument), xxe('this', argument)].slice(0, 1),
});
const FEATURE: Model = { flows: [], sets: { 'this.feature {0}': '1' } };
const PROPERTY: Model = { flows: [], sets: { 'this.property {0}': '1' } };
const FACTORIES = [
  'javax.xml.parsers.DocumentBuilderFactory',
  'javax.xml.parsers.SAXParserFactory',
  'javax.xml.stream.XMLInputFactory',
  'javax.xml.transform.TransformerFactory',
  'javax.xml.validation.SchemaFactory',
  'org.jdom2.input.SAXBuilder',
  'org.jdom.input.SAXBuilder',
  'org.dom4j.io.SAXReader',
  'org.xml.sax.XMLReader',
  'javax.xml.validation.Validator',
  'javax.xml.parsers.SAXParser',
  'javax.xml.bind.Unmarshaller',
];
const XPATH = 'javax.xml.xpath.XPath';

/** Parsers that fetch what a document names, and queries on documents. */
export const xml: ModelPack = {
  id: 'java-xml',
  languages: ['java'],
  about:
    'JAXP, StAX, JDOM, dom4j, XPath, XSLT: https://docs.oracle.com/en/java/javase/21/security/java-api-xml-processing-jaxp-security-guide.html',
  aliases: { 'jakarta.xml.bind': 'javax.xml.bind', 'org.jdom': 'org.jdom2' },
  paths: {
    ...owners(FACTORIES, 'setFeature() setAttribute()', FEATURE),
    ...owners(FACTORIES, 'setProperty()', PROPERTY),
    ...members('javax.xml.parsers.DocumentBuilderFactory', 'setAttribute()', PROPERTY),
    ...members('javax.xml.transform.TransformerFactory', 'setAttribute()', PROPERTY),
    ...owners(
      FACTORIES,
      'setEntityResolver() setXMLResolver() setURIResolver() setResourceResolver()',
      { flows: [], sets: { 'this.ownResolver': '=true' } },
    ),
    ...owners(FACTORIES, 'setExpandEntityReferences() setExpandEntities()', {
      flows: [],
      sets: { 'this.expandEntities': '0' },
    }),
    ...owners(FACTORIES, 'setXIncludeAware() setNamespaceAware() setValidating()', flows('')),
    ...Object.fromEntries(
      FACTORIES.slice(0, 5).flatMap((type) =>
        [
          'newInstance()',
          'newDefaultInstance()',
          'newFactory()',
          'newDefaultFactory()',
          'newNSInstance()',
        ].map((name) => [`${type}.${name}`, { type, flows: [] }]),
      ),
    ),
    'javax.xml.parsers.DocumentBuilderFactory.newDocumentBuilder()': {
      type: 'javax.xml.parsers.DocumentBuilder',
      flows: [],
      sets: { 'result.factory': 'this' },
    },
    'javax.xml.parsers.DocumentBuilder.setEntityResolver()': {
      flows: [],
      sets: { 'this.factory.ownResolver': '=true' },
    },
    'javax.xml.parsers.DocumentBuilder.parse()': parses(),
    'javax.xml.parsers.SAXParserFactory.newSAXParser()': {
      type: 'javax.xml.parsers.SAXParser',
      flows: [],
      sets: { 'result.factory': 'this' },
    },
    'javax.xml.parsers.SAXParser.getXMLReader()': {
      type: 'org.xml.sax.XMLReader',
      flows: [],
      sets: { 'result.factory': 'this.factory' },
    },
    'javax.xml.parsers.SAXParser.parse()': {
      flows: [],
      sinks: [{ ...xxe('this.factory'), when: [...unsafe('this.factory'), ...unsafe('this')] }],
    },
    'org.xml.sax.helpers.XMLReaderFactory.createXMLReader()': {
      type: 'org.xml.sax.XMLReader',
      flows: [],
    },
    'org.xml.sax.XMLReader.parse()': {
      flows: [],
      sinks: [{ ...xxe('this'), when: [...unsafe('this'), ...unsafe('this.factory')] }],
    },
    ...members(
      'javax.xml.stream.XMLInputFactory',
      'createXMLStreamReader() createXMLEventReader() createFilteredReader()',
      { flows: [['0', 'result']], sinks: [xxe('this')] },
    ),
    'javax.xml.transform.TransformerFactory.newTransformer()': {
      type: 'javax.xml.transform.Transformer',
      flows: [['0', 'result']],
      sets: { 'result.factory': 'this' },
      sinks: [
        {
          rule: 'xslt-injection',
          at: ['0'],
          when: [
            { at: `this.feature ${SECURE}`, isNot: true },
            {
              at: 'this.property http://javax.xml.XMLConstants/property/accessExternalStylesheet',
              isNot: '',
            },
          ],
        },
      ],
    },
    'javax.xml.transform.TransformerFactory.newTemplates()': sink('xslt-injection', '0'),
    'javax.xml.transform.Transformer.transform()': {
      flows: [
        ['0', '1.inner'],
        ['0', '1'],
      ],
      sinks: [
        {
          ...xxe('this.factory'),
          when: [...unsafe('this.factory'), { at: `this.factory.feature ${SECURE}`, isNot: true }],
        },
      ],
    },
    'javax.xml.validation.SchemaFactory.newSchema()': {
      type: 'javax.xml.validation.Schema',
      flows: [],
      sets: { 'result.factory': 'this' },
      sinks: [xxe('this')],
    },
    'javax.xml.validation.Schema.newValidator()': {
      type: 'javax.xml.validation.Validator',
      flows: [],
      sets: { 'result.factory': 'this.factory' },
    },
    'javax.xml.validation.Validator.validate()': { flows: [], sinks: [xxe('this')] },
    ...members('org.jdom2.input.SAXBuilder', 'build()', {
      flows: [['0', 'result']],
      sinks: [xxe('this')],
    }),
    ...members('org.dom4j.io.SAXReader', 'read()', {
      flows: [['0', 'result']],
      sinks: [xxe('this')],
    }),
    'org.dom4j.DocumentHelper.parseText()': {
      flows: [['0', 'result']],
      sinks: [{ rule: 'xxe', at: ['0'] }],
    },
    'javax.xml.bind.Unmarshaller.unmarshal()': {
      flows: [['0', 'result']],
      sinks: [
        {
          rule: 'xxe',
          at: ['0'],
          when: [{ at: '0', type: ['java.io.File', 'javax.xml.transform.stream.StreamSource'] }],
          confidence: 'low',
        },
        {
          rule: 'xxe',
          at: ['0'],
          when: [
            { at: '0', type: 'javax.xml.transform.sax.SAXSource' },
            { at: '0.reader', type: 'org.xml.sax.XMLReader' },
            ...unsafe('0.reader'),
            ...unsafe('0.reader.factory'),
          ],
        },
      ],
    },
    'java.lang.System.setProperty()': {
      flows: [],
      misuses: [
        {
          rule: 'xxe',
          shows: 'every parser of the process may fetch what a document names',
          when: [
            { at: '0', matches: String.raw`^javax\.xml\.accessExternal(?:DTD|Schema|Stylesheet)$` },
            { at: '1', matches: 'all|file|http' },
          ],
          confidence: 'medium',
        },
      ],
    },
    'java.beans.XMLDecoder()': {
      flows: [['0', 'result']],
      sinks: [{ rule: 'unsafe-deserialisation', at: ['0'] }],
    },
    ...members(
      '',
      'org.xml.sax.InputSource() javax.xml.transform.stream.StreamSource() javax.xml.transform.dom.DOMSource()',
      flows('0>result 1>result'),
    ),
    'javax.xml.transform.sax.SAXSource()': flows('0>result 1>result', {
      sets: { 'result.reader': '0' },
    }),
    'javax.xml.transform.stream.StreamResult()': flows('', { sets: { 'result.inner': '0' } }),

    'javax.xml.xpath.XPathFactory.newInstance()': {
      type: 'javax.xml.xpath.XPathFactory',
      flows: [],
    },
    'javax.xml.xpath.XPathFactory.newXPath()': { type: XPATH, flows: [] },
    ...members(XPATH, 'evaluate() evaluateExpression()', {
      flows: [['1', 'result']],
      sinks: [{ rule: 'xpath-injection', at: ['0'] }],
    }),
    [`${XPATH}.compile()`]: {
      type: 'javax.xml.xpath.XPathExpression',
      flows: [],
      sinks: [{ rule: 'xpath-injection', at: ['0'] }],
    },
    'javax.xml.xpath.XPathExpression.evaluate()': flows('0>result'),
    ...members(
      'org.dom4j.Node',
      'selectNodes() selectSingleNode() valueOf() numberValueOf() matches() createXPath()',
      sink('xpath-injection', '0'),
    ),
    ...members(
      'org.dom4j.DocumentHelper',
      'createXPath() selectNodes()',
      sink('xpath-injection', '0'),
    ),
    'org.jdom2.xpath.XPathFactory.compile()': sink('xpath-injection', '0'),
    ...members(
      'org.apache.xpath.XPathAPI',
      'selectNodeList() selectSingleNode() eval()',
      sink('xpath-injection', '1'),
    ),
    ...members(
      'org.apache.commons.jxpath.JXPathContext',
      'getValue() iterate() selectNodes() selectSingleNode() setValue() removePath()',
      sink('xpath-injection', '0'),
    ),
    'org.dom4j.Element.addAttribute()': flows('1>this'),
    'net.sf.saxon.s9api.XPathCompiler.compile()': sink('xpath-injection', '0'),
    'net.sf.saxon.s9api.XQueryCompiler.compile()': sink('xpath-injection', '0'),
    ...members('org.owasp.esapi.Encoder', 'encodeForXPath()', { cleans: ['xpath'] }),
  },
  extends: {
    'org.dom4j.Document': ['org.dom4j.Node'],
    'org.dom4j.Element': ['org.dom4j.Node'],
  },
};
