import { flows, HTML, members, owners, PERCENT, sink, TEXT } from '../entries.ts';
import type { Family } from '../families.ts';
import type { Model, ModelPack } from '../model.ts';

const ESCAPE = [
  'org.apache.commons.lang.StringEscapeUtils',
  'org.apache.commons.lang3.StringEscapeUtils',
  'org.apache.commons.text.StringEscapeUtils',
];
const STRINGS = ['org.apache.commons.lang.StringUtils', 'org.apache.commons.lang3.StringUtils'];
const SCRIPT: readonly Family[] = ['html', 'code'];
const PATH: Model = { flows: [], sinks: [{ rule: 'path-traversal', at: ['0'] }] };
const FILES = 'org.apache.commons.io.FileUtils';
const NAMES = 'org.apache.commons.io.FilenameUtils';

/** Libraries that escape, cut and carry texts and files. */
export const textLibraries: ModelPack = {
  id: 'java-text-libraries',
  languages: ['java'],
  about:
    'OWASP Encoder, ESAPI, commons-lang, commons-text, commons-io, Guava, jsoup: https://owasp.org/www-project-java-encoder/',
  extends: { 'org.owasp.esapi.reference.DefaultEncoder': ['org.owasp.esapi.Encoder'] },
  paths: {
    ...owners(
      ESCAPE,
      'escapeHtml() escapeHtml3() escapeHtml4() escapeXml() escapeXml10() escapeXml11()',
      { cleans: HTML },
    ),
    ...owners(ESCAPE, 'escapeJavaScript() escapeEcmaScript() escapeJava() escapeJson()', {
      cleans: ['html', 'log', 'header'],
    }),
    ...owners(ESCAPE, 'escapeSql()', { cleans: ['sql'] }),
    ...owners(
      ESCAPE,
      'unescapeHtml() unescapeHtml4() unescapeJava() unescapeXml()',
      flows('0>result'),
    ),
    ...members(
      'org.owasp.encoder.Encode',
      'forHtml() forHtmlContent() forHtmlAttribute() forHtmlUnquotedAttribute() forXml() forXmlContent() forXmlAttribute() forCDATA() forCssString()',
      { cleans: HTML },
    ),
    ...members(
      'org.owasp.encoder.Encode',
      'forJavaScript() forJavaScriptBlock() forJavaScriptAttribute() forJava()',
      { cleans: ['html', 'log', 'header', ...SCRIPT] },
    ),
    ...members('org.owasp.encoder.Encode', 'forUri() forUriComponent()', { cleans: PERCENT }),
    'org.owasp.esapi.ESAPI.encoder()': { type: 'org.owasp.esapi.Encoder', flows: [] },
    'org.owasp.esapi.ESAPI.validator()': { type: 'org.owasp.esapi.Validator', flows: [] },
    'org.owasp.esapi.reference.DefaultEncoder.getInstance()': {
      type: 'org.owasp.esapi.Encoder',
      flows: [],
    },
    ...members(
      'org.owasp.esapi.Encoder',
      'encodeForHTML() encodeForHTMLAttribute() encodeForXML() encodeForXMLAttribute() encodeForCSS()',
      { cleans: HTML },
    ),
    ...members('org.owasp.esapi.Encoder', 'encodeForJavaScript() encodeForVBScript()', {
      cleans: ['html', 'code'],
    }),
    'org.owasp.esapi.Encoder.encodeForURL()': { cleans: PERCENT },
    'org.owasp.esapi.Encoder.encodeForOS()': { cleans: ['command'] },
    'org.owasp.esapi.Encoder.encodeForBase64()': { cleans: ['header', 'log'] },
    ...members(
      'org.owasp.esapi.Encoder',
      'canonicalize() decodeForHTML() decodeFromURL() decodeFromBase64()',
      flows('0>result'),
    ),
    ...members('org.owasp.esapi.Validator', 'getValidSafeHTML()', {
      flows: [['1', 'result']],
      cleans: ['html'],
    }),
    ...members('org.owasp.esapi.Validator', 'getValidFileName() getValidDirectoryPath()', {
      flows: [['1', 'result']],
      cleans: ['path'],
    }),
    ...members('org.owasp.esapi.Validator', 'getValidInput() getValidInteger()', {
      flows: [['1', 'result']],
      cleans: TEXT,
    }),
    ...members('org.owasp.esapi.Validator', 'isValidFileName() isValidDirectoryPath()', {
      flows: [],
      guards: [{ at: '1', cleans: ['path'] }],
    }),
    ...members('org.owasp.esapi.Validator', 'isValidInput() isValidInteger()', {
      flows: [],
      guards: [{ at: '1', cleans: 'all' }],
    }),
    'org.owasp.html.PolicyFactory.sanitize()': { cleans: ['html'] },
    'org.owasp.validator.html.AntiSamy.scan()': { cleans: ['html'] },
    'org.jsoup.Jsoup.clean()': { cleans: ['html'] },
    'org.jsoup.Jsoup.parse()': flows('0>result'),
    ...members('org.jsoup.nodes.Element', 'text()', {
      flows: [
        ['this', 'result'],
        ['0', 'result'],
      ],
    }),
    ...members('com.google.common.html.HtmlEscapers', 'htmlEscaper()', {
      type: 'com.google.common.escape.HtmlEscaper',
      flows: [],
    }),
    'com.google.common.escape.HtmlEscaper.escape()': { flows: [['0', 'result']], cleans: HTML },
    ...members(
      'com.google.common.net.UrlEscapers',
      'urlFragmentEscaper() urlFormParameterEscaper() urlPathSegmentEscaper()',
      { type: 'com.google.common.escape.UrlEscaper', flows: [] },
    ),
    'com.google.common.escape.UrlEscaper.escape()': { flows: [['0', 'result']], cleans: PERCENT },

    ...owners(
      STRINGS,
      'trim() strip() trimToEmpty() trimToNull() defaultString() lowerCase() upperCase() capitalize() substring() substringAfter() substringBefore() substringAfterLast() substringBetween() left() right() abbreviate() reverse() chomp() remove() normalizeSpace()',
      flows('0>result', { type: 'string' }),
    ),
    ...owners(
      STRINGS,
      'defaultIfEmpty() defaultIfBlank()',
      flows('0>result 1>result', { type: 'string' }),
    ),
    ...owners(STRINGS, 'replace() replaceEach()', flows('0>result 2>result', { type: 'string' })),
    ...owners(STRINGS, 'join() joinWith()', flows('*>result 0.*>result', { type: 'string' })),
    ...owners(STRINGS, 'split()', flows('0>result.*')),
    ...owners(
      STRINGS,
      'isEmpty() isBlank() isNotEmpty() isNotBlank() contains() length() countMatches()',
      flows(''),
    ),
    ...owners(STRINGS, 'isNumeric() isAlpha() isAlphanumeric()', {
      flows: [],
      guards: [{ at: '0', cleans: 'all' }],
    }),
    ...owners(STRINGS, 'equals() equalsIgnoreCase() equalsAny()', {
      flows: [],
      guards: [
        { at: '0', cleans: 'all', when: [{ at: '1', matches: '' }] },
        { at: '1', cleans: 'all', when: [{ at: '0', matches: '' }] },
      ],
    }),
    ...members(
      'org.apache.commons.lang3.math.NumberUtils',
      'toInt() toLong() toDouble() createInteger()',
      { cleans: TEXT },
    ),
    ...members(
      'org.apache.commons.lang3.math.NumberUtils',
      'isCreatable() isDigits() isParsable()',
      { flows: [], guards: [{ at: '0', cleans: 'all' }] },
    ),
    ...members(
      'com.google.common.base.Strings',
      'nullToEmpty() emptyToNull()',
      flows('0>result', { type: 'string' }),
    ),
    ...members('com.google.common.base.Preconditions', 'checkNotNull()', flows('0>result')),
    ...members('com.google.common.primitives.Ints', 'tryParse()', { cleans: TEXT }),
    ...members(
      'com.google.common.collect.Lists',
      'newArrayList()',
      flows('*>result.* 0.*>result.*', { type: 'java.util.List' }),
    ),
    ...members(
      'com.google.common.collect.Sets',
      'newHashSet()',
      flows('*>result.* 0.*>result.*', { type: 'java.util.Set' }),
    ),
    ...members(
      'com.google.common.collect.Maps',
      'newHashMap() newLinkedHashMap()',
      flows('0>result', { type: 'java.util.Map' }),
    ),
    ...owners(
      ['com.google.common.collect.ImmutableList', 'com.google.common.collect.ImmutableSet'],
      'of() copyOf()',
      flows('*>result.* 0.*>result.*', { type: 'java.util.List' }),
    ),
    'com.google.common.collect.ImmutableMap.of()': flows('1>result.{0} 3>result.*', {
      type: 'java.util.Map',
    }),
    ...members('com.google.common.io.Files', 'createTempDir()', {
      type: 'java.io.File',
      misuses: [{ rule: 'insecure-temp-file', shows: 'others may read the folder', when: [] }],
    }),
    ...members(
      'com.google.common.io.Files',
      'toString() asCharSource() asByteSource() write() copy() move() newReader() newWriter() readLines()',
      PATH,
    ),

    ...members(
      FILES,
      'readFileToString() readFileToByteArray() readLines() lineIterator() openInputStream() openOutputStream() writeStringToFile() writeByteArrayToFile() writeLines() deleteDirectory() deleteQuietly() forceDelete() forceMkdir() touch() cleanDirectory() listFiles()',
      PATH,
    ),
    ...members(
      FILES,
      'copyFile() copyDirectory() moveFile() copyFileToDirectory() copyInputStreamToFile() copyToFile()',
      sink('path-traversal', '0 1'),
    ),
    [`${FILES}.getFile()`]: flows('*>result', { type: 'java.io.File' }),
    [`${NAMES}.getName()`]: { flows: [['0', 'result']], type: 'string', cleans: ['path'] },
    [`${NAMES}.getBaseName()`]: { flows: [['0', 'result']], type: 'string', cleans: ['path'] },
    [`${NAMES}.getExtension()`]: { flows: [['0', 'result']], type: 'string', cleans: ['path'] },
    [`${NAMES}.normalize()`]: flows('0>result', { type: 'java.io.NormalPath' }),
    ...members(NAMES, 'concat()', flows('0>result 1>result', { type: 'string' })),
    ...members(NAMES, 'getPath() getFullPath()', flows('0>result', { type: 'string' })),
    [`${FILES}.directoryContains()`]: { flows: [], guards: [{ at: '1', cleans: ['path'] }] },
    ...members(
      'org.apache.commons.io.IOUtils',
      'readLines() toByteArray() toCharArray() toInputStream()',
      flows('0>result'),
    ),
    'org.apache.commons.io.IOUtils.copy()': flows('0>1'),
    'org.apache.commons.io.IOUtils.write()': flows('0>1'),
    ...members(
      'org.apache.commons.lang3.Validate',
      'notNull() notEmpty() notBlank()',
      flows('0>result'),
    ),
    'org.apache.commons.lang3.Validate.matchesPattern()': {
      flows: [],
      guards: [{ at: '0', cleans: 'all', always: true }],
    },
    ...members('org.apache.commons.validator.routines.UrlValidator', 'isValid()', flows('')),
    ...members('org.apache.commons.validator.routines.EmailValidator', 'isValid()', {
      flows: [],
      guards: [{ at: '0', cleans: ['header', 'log', 'path', 'mail'] }],
    }),
    'org.apache.commons.validator.routines.InetAddressValidator.isValid()': {
      flows: [],
      guards: [{ at: '0', cleans: ['command', 'path', 'sql', 'html', 'header', 'log'] }],
    },
  },
};
