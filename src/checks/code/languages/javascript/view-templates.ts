/** What an output that is not escaped is called in the intermediate form, for models and for people. */
const UNESCAPED = 'output that is not escaped';
/** Stands for it in the script: as long as the bracket that it takes the place of, so that offsets hold. */
const CALLED = '\u0280_';

/** `{{{a.b}}}` and `{{&a.b}}` of Handlebars and Mustache. */
const MUSTACHE =
  /\{\{(?:\{\s{0,40}(?<name>[A-Za-z_][\w.]{0,200})\s{0,40}\}|&\s{0,40}(?<other>[A-Za-z_][\w.]{0,200})\s{0,40})\}\}/gu;

export const VIEW_EXTENSIONS: readonly string[] = ['.ejs', '.hbs', '.handlebars', '.mustache'];

/** A page that is made from a template: the values that it is given are its globals. */
export function isView(path: string): boolean {
  return VIEW_EXTENSIONS.some((extension) => path.endsWith(extension));
}

/** The script that a template is; everything else is replaced by spaces, so that offsets and lines stay what they are. */
export function scriptOfView(path: string, text: string): string {
  return path.endsWith('.ejs') ? scriptOfEjs(text) : scriptOfMustache(text);
}

function scriptOfEjs(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let open = text.indexOf('<%'); open !== -1; open = text.indexOf('<%', from)) {
    const close = text.indexOf('%>', open + 2);
    if (close === -1) break;
    pieces.push(blank(text.slice(from, open)), ofEjs(text.slice(open, close)));
    from = close + 2;
  }
  return pieces.join('') + blank(text.slice(from));
}

/** A tag without its end, as text of the length of the whole tag. */
function ofEjs(tag: string): string {
  const kind = /^[-=_#%]/u.exec(tag.slice(2))?.[0] ?? '';
  if (kind === '#' || kind === '%') return blank(`${tag}%>`);
  // `-%>` and `_%>` take away the white space that follows; a semicolon may end what is put out.
  const code = tag.slice(2 + kind.length).replace(/[-_]$/u, ' ');
  if (kind !== '-' && kind !== '=') return ofStatement(kind, code);
  const value = code.replace(/;(?=\s*$)/u, ' ');
  return `${kind === '-' ? CALLED : '  '}(${value});`;
}

/** A semicolon before it ends whatever stands before; old files include others by a word of their own. */
function ofStatement(kind: string, code: string): string {
  const isInclude = /^\s*include\s+[^\s(=]/u.test(code);
  const plain = isInclude ? blank(code) : withoutComment(code);
  return `; ${kind === '' ? '' : ' '}${plain}  `;
}

/** A comment at its end would swallow what follows. */
function withoutComment(code: string): string {
  const comment = code.indexOf('//', code.lastIndexOf('\n') + 1);
  const isAddress = comment > 0 && code[comment - 1] === ':';
  return comment === -1 || isAddress ? code : code.slice(0, comment) + blank(code.slice(comment));
}

function scriptOfMustache(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (const match of text.matchAll(MUSTACHE)) {
    pieces.push(blank(text.slice(from, match.index)), ofMustache(match));
    from = match.index + match[0].length;
  }
  return pieces.join('') + blank(text.slice(from));
}

function ofMustache({ 0: whole, groups }: RegExpMatchArray): string {
  const name = groups?.['name'] ?? groups?.['other'] ?? '';
  if (name === 'this' || name.startsWith('this.')) return blank(whole);
  return `${CALLED}(${name});`.padEnd(whole.length);
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/gu, ' ');
}

/** Names of the intermediate form, with the name of the output. */
export function namesOfView(names: readonly string[]): readonly string[] {
  return names.map((name) => (name === CALLED ? UNESCAPED : name));
}
