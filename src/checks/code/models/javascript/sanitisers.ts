import { flows, members, owners } from '../entries.ts';
import type { Family } from '../families.ts';
import type { ModelPack } from '../model.ts';

const HTML: readonly Family[] = ['html', 'xml'];
/** HTML that is left is harmless; what it says is still the attacker's. */
const MARKUP: readonly Family[] = ['html'];

/** Libraries that make values safe. */
export const sanitisers: ModelPack = {
  id: 'sanitisers',
  languages: ['javascript'],
  about:
    'sanitize-html, dompurify, xss, escape-html, he, entities, lodash.escape, shell-quote, shell-escape, encodeurl, validator sanitizers',
  aliases: {
    'isomorphic-dompurify': 'dompurify',
    DOMPurify: 'dompurify',
    'lodash/escape': 'lodash.escape',
    'lodash/escapeRegExp': 'lodash.escapeRegExp',
    'lodash.escaperegexp': 'lodash.escapeRegExp',
  },
  paths: {
    ...members(
      '',
      'sanitize-html() xss() insane() caja() striptags() google-caja()',
      flows('0>result', { cleans: MARKUP }),
    ),
    ...owners(
      ['dompurify', 'xss.FilterXSS'],
      'sanitize() process()',
      flows('0>result', { cleans: MARKUP }),
    ),
    'dompurify()': { type: 'dompurify', flows: [] },
    ...members('xss', 'filterXSS() escapeHtml()', flows('0>result', { cleans: HTML })),
    'xss-filters.inHTMLData()': flows('0>result', { cleans: HTML }),
    ...members(
      '',
      'escape-html() escape-goat() html-escape() htmlspecialchars()',
      flows('0>result', { cleans: HTML }),
    ),
    ...members('he', 'encode() escape()', flows('0>result', { cleans: HTML })),
    ...members('he', 'decode() unescape()', flows('0>result')),
    ...members(
      'entities',
      'encode() encodeHTML() escape() escapeUTF8() encodeXML()',
      flows('0>result', { cleans: HTML }),
    ),
    ...members('html-entities', 'encode()', flows('0>result', { cleans: HTML })),
    ...members('lodash', 'escape()', flows('0>result', { cleans: HTML })),
    ...members(
      'lodash',
      'escapeRegExp()',
      flows('0>result', { cleans: ['regex', 'nosql', 'assignment'] }),
    ),
    ...members('underscore', 'escape()', flows('0>result', { cleans: HTML })),
    ...members(
      '',
      'escape-string-regexp() regex-escape()',
      flows('0>result', { cleans: ['regex', 'nosql', 'assignment'] }),
    ),
    'shell-quote.quote()': flows('0.*>result 0>result', { cleans: ['command'] }),
    ...members(
      '',
      'shell-escape() any-shell-escape() shellescape()',
      flows('0.*>result 0>result', { cleans: ['command'] }),
    ),
    ...members(
      'shescape',
      'quote() escape() quoteAll()',
      flows('0>result', { cleans: ['command'] }),
    ),
    'encodeurl()': flows('0>result', { cleans: ['html', 'header', 'log'] }),
    'strip-ansi()': flows('0>result'),
    'mongo-sanitize()': flows('0>result', { cleans: ['nosql'] }),
    'express-mongo-sanitize.sanitize()': flows('0>result', { cleans: ['nosql'] }),
    ...owners(['validator', 'express-validator'], 'escape()', flows('0>result', { cleans: HTML })),
    ...members(
      'validator',
      'toInt() toFloat() toBoolean() toDate()',
      flows('0>result', { cleans: 'all' }),
    ),
    ...members('validator', 'trim() stripLow() normalizeEmail() blacklist()', flows('0>result')),
    'validator.whitelist()': flows('0>result', { cleans: 'all' }),
    'goog.string.htmlEscape()': flows('0>result', { cleans: HTML }),
    '@braintree/sanitize-url.sanitizeUrl()': flows('0>result', { cleans: ['redirect'] }),
  },
};
