/**
 * Libraries of JavaScript that people copy into a repository: under which names their files lie, and after which words
 * their banner has the version. Compiled from the extractors of retire.js (RetireJS/retire.js, jsrepository-v5.json,
 * 2026-08, Apache-2.0); names are those of the packages in npm's registry, under which advisories list them.
 */
export interface Library {
  readonly name: string;
  /** Of its files without version and `.min.js`, in lower case. */
  readonly stems: readonly string[];
  /** Those of them that other files have too: then only the banner tells. */
  readonly common: readonly string[];
  /** Empty where it has no banner that tells: then the name of the file or its folder has to. */
  readonly banners: readonly string[];
}

/** Stems are parted by spaces, a question mark stands before a common one. */
type Row = readonly [name: string, stems: string, ...banners: readonly string[]];

const rows: readonly Row[] = [
  ['jquery', 'jquery', 'jQuery v', 'jQuery JavaScript Library v'],
  ['jquery-migrate', 'jquery-migrate jquery.migrate', 'jQuery Migrate - v', 'jQuery Migrate v'],
  ['jquery-ui', 'jquery-ui jquery.ui', 'jQuery UI - v', 'jQuery UI '],
  [
    'jquery-validation',
    'jquery.validate jquery-validate jquery.validation',
    'jQuery Validation Plugin v',
    'jQuery Validation Plugin - v',
    'jQuery Validation Plugin ',
  ],
  ['jquery-mobile', 'jquery.mobile jquery-mobile', 'jQuery Mobile v', 'jQuery Mobile '],
  ['datatables.net', 'jquery.datatables datatables', 'DataTables '],
  ['jplayer', 'jquery.jplayer jplayer', 'jPlayer '],
  ['bootstrap', 'bootstrap', 'Bootstrap v'],
  ['bootstrap-select', 'bootstrap-select', 'Bootstrap-select v', 'bootstrap-select v'],
  ['angular', 'angular angularjs', 'AngularJS v'],
  ['underscore', 'underscore underscorejs', 'Underscore.js '],
  ['lodash', 'lodash', 'lodash v', 'lodash ', 'Lodash ', 'Lo-Dash v', 'Lo-Dash '],
  ['backbone', 'backbone backbonejs', 'Backbone.js '],
  ['ember', 'ember', 'Version: v'],
  ['knockout', 'knockout', 'Knockout JavaScript library v'],
  ['mustache', 'mustache mustachejs', 'mustache.js v'],
  ['handlebars', 'handlebars handlebarsjs', 'handlebars v', 'handlebars.js v'],
  ['dojo', 'dojo'],
  ['prototypejs', 'prototype', 'Prototype JavaScript framework, version '],
  ['tinymce', 'tinymce tiny_mce', 'TinyMCE version '],
  ['ckeditor4', 'ckeditor'],
  ['dompurify', 'purify dompurify', 'DOMPurify '],
  ['axios', 'axios', 'axios v', 'Axios v'],
  ['chart.js', '?chart chartjs chart.js', 'Chart.js v', 'chartjs.org/\n * Version: '],
  ['select2', 'select2', 'Select2 ', 'Igor Vaynberg\n\nVersion: '],
  ['moment', 'moment', 'moment.js\n//! version : ', 'Moment.js | version : '],
  ['vue', 'vue', 'Vue.js v', 'vue v'],
  ['react', 'react', 'React v', 'React (with addons) v'],
  ['react-dom', 'react-dom', 'React v', 'ReactDOM v'],
  ['d3', 'd3', 'd3js.org v', 'd3js.org Version '],
  ['plupload', 'plupload', 'Uploader\n * v'],
  ['swfobject', 'swfobject', 'SWFObject v'],
  ['yui', 'yui', 'YUI '],
  ['jszip', 'jszip', 'JSZip v'],
  ['markdown-it', 'markdown-it', 'markdown-it '],
  ['pdfjs-dist', 'pdfjs pdf.js'],
  ['highlight.js', 'highlight', 'Highlight.js v', 'highlight.js v'],
  ['marked', 'marked', 'marked v'],
  ['alpinejs', 'alpine alpinejs'],
  ['video.js', '?video video.js videojs', 'Video.js '],
  ['quill', 'quill', 'Quill Editor v'],
  ['swiper', 'swiper swiper-bundle', 'Swiper '],
  ['mootools', 'mootools mootools-core'],
  ['svelte', 'svelte'],
  ['ua-parser-js', 'ua-parser', 'UAParser.js v'],
  ['easyxdm', 'easyxdm'],
  ['froala-editor', 'froala_editor', 'froala_editor v'],
  ['mathjax', 'mathjax'],
  ['highcharts', 'highcharts', 'Highcharts JS v', 'Highcharts v'],
  ['echarts', 'echarts'],
];

export const libraries: readonly Library[] = rows.map(([name, stems, ...banners]) => ({
  name,
  stems: stems.split(' ').map((stem) => stem.replace('?', '')),
  common: stems.split(' ').flatMap((stem) => (stem.startsWith('?') ? [stem.slice(1)] : [])),
  banners,
}));
