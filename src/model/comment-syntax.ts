// How comments begin and end, by file name. Written by hand from the languages' references, 2026-11; an unknown file
// may use any of these forms.

/** One way to write a comment. */
export interface CommentForm {
  readonly open: string;
  /** Without it the comment ends with the line. */
  readonly close?: string;
  /** Only as the first thing on its line: elsewhere the same characters mean something else. */
  readonly startsLine?: true;
}

/** What one kind of file needs to know to find its comments. */
export interface CommentSyntax {
  /** The usual form first. */
  readonly forms: readonly CommentForm[];
  /** Characters that open and close strings on one line. */
  readonly quotes: string;
  /** Prose: fenced code in it shows what comments look like and is none. */
  readonly fenced?: true;
}

const line = (open: string): CommentForm => ({ open });
const slashes = [line('//'), { open: '/*', close: '*/' }];
const docstrings: readonly CommentForm[] = [
  { open: '"""', close: '"""', startsLine: true },
  { open: "'''", close: "'''", startsLine: true },
];
const batch: readonly CommentForm[] = [
  { open: 'REM ', startsLine: true },
  { open: 'rem ', startsLine: true },
  { open: '::', startsLine: true },
];
const markup: readonly CommentForm[] = [{ open: '<!--', close: '-->' }];
const templates: readonly CommentForm[] = [
  { open: '{{!--', close: '--}}' },
  { open: '{{/*', close: '*/}}' },
  { open: '{#', close: '#}' },
  { open: '<%#', close: '%>' },
  { open: '<%--', close: '--%>' },
  { open: '@*', close: '*@' },
];
const dashes: readonly CommentForm[] = [{ open: '--[[', close: ']]' }, line('--')];
const brackets: readonly CommentForm[] = [
  { open: '(*', close: '*)' },
  { open: '{-', close: '-}' },
  { open: '<#', close: '#>' },
];

const allQuotes = '"\'`';
const cLike: CommentSyntax = { forms: slashes, quotes: allQuotes };
const rust: CommentSyntax = { forms: slashes, quotes: '"' };
const hash: CommentSyntax = { forms: [line('#')], quotes: allQuotes };
const python: CommentSyntax = { forms: [line('#'), ...docstrings], quotes: allQuotes };
const php: CommentSyntax = { forms: [...slashes, line('#'), ...markup], quotes: allQuotes };
const ini: CommentSyntax = { forms: [line('#'), line(';'), line('!')], quotes: '"' };
const sql: CommentSyntax = {
  forms: [...dashes, { open: '/*', close: '*/' }, line('#')],
  quotes: allQuotes,
};
const dashed: CommentSyntax = { forms: [line('--'), ...dashes, ...brackets], quotes: '"' };
const lisp: CommentSyntax = { forms: [line(';'), line('//'), line('#')], quotes: '"' };
const percent: CommentSyntax = { forms: [line('%'), line('#')], quotes: '"' };
const basic: CommentSyntax = { forms: [line("'"), ...batch], quotes: '"' };
const cmd: CommentSyntax = { forms: batch, quotes: '' };
const shellLike: CommentSyntax = { forms: [line('#'), ...brackets], quotes: allQuotes };
const vim: CommentSyntax = { forms: [line('"'), line('#')], quotes: '' };
const page: CommentSyntax = {
  forms: [...markup, ...templates, ...slashes, line('#')],
  quotes: '"`',
};
const xml: CommentSyntax = { forms: markup, quotes: '' };
/** In prose a `#` is a heading and a `*` a list. */
const prose: CommentSyntax = { forms: markup, quotes: '', fenced: true };
const mdx: CommentSyntax = { forms: [{ open: '/*', close: '*/' }], quotes: '', fenced: true };
const unknown: CommentSyntax = {
  forms: [
    line('#'),
    ...slashes,
    ...markup,
    ...templates,
    ...dashes,
    ...brackets,
    ...docstrings,
    line(';'),
    line('%'),
    line("'"),
    ...batch,
  ],
  quotes: '"`',
};

const kinds: readonly (readonly [CommentSyntax, string])[] = [
  [
    cLike,
    'js mjs cjs jsx ts mts cts tsx java kt kts scala sc groovy gradle go c h cc cpp cxx hpp hh hxx m mm cs swift',
  ],
  [
    cLike,
    'dart css scss sass less json jsonc json5 proto thrift sol zig v sv jsonnet libsonnet bicep glsl d prisma',
  ],
  [rust, 'rs'],
  [php, 'php phtml'],
  [
    hash,
    'yml yaml sh bash zsh fish ksh rb rake gemspec pl pm r jl toml dockerfile containerfile makefile mk cmake env',
  ],
  [
    hash,
    'gitignore dockerignore nix ex exs cr awk sed tcl graphql gql bzl bazel star rego po service npmrc',
  ],
  [{ forms: [line('#'), ...slashes], quotes: '"' }, 'tf tfvars hcl nomad'],
  [python, 'py pyi pyw pyx'],
  [ini, 'ini cfg conf properties editorconfig gitconfig netrc'],
  [sql, 'sql ddl pgsql'],
  [dashed, 'lua hs elm ada adb ads vhd vhdl purs ml mli fs fsx'],
  [lisp, 'clj cljs cljc lisp el scm rkt asm s reg ahk'],
  [percent, 'tex sty bib erl hrl pro'],
  [basic, 'vb vbs bas cls'],
  [cmd, 'bat cmd'],
  [shellLike, 'ps1 psm1 psd1 nim'],
  [vim, 'vim vimrc'],
  [
    page,
    'html htm vue svelte astro erb ejs hbs handlebars mustache jinja jinja2 j2 njk twig liquid cshtml razor jsp aspx',
  ],
  [
    xml,
    'xml xsd xsl xslt svg plist csproj vbproj fsproj props targets resx xaml config pom storyboard xib iml',
  ],
  [prose, 'md markdown rst adoc textile'],
  [mdx, 'mdx'],
];

const byExtension = new Map(
  kinds.flatMap(([syntax, names]) => names.split(' ').map((name) => [name, syntax] as const)),
);

/** How comments are written in a file, told from its name; any known form where the name says nothing. */
export function commentSyntax(path: string): CommentSyntax {
  return byExtension.get(extensionOf(path)) ?? unknown;
}

/** The extension, or the whole name of `Dockerfile`, `.env` and the like, in lower case. */
function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
