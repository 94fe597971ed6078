/** Characters of a marker of a template engine. */
const maxMarkerChars = 2_000;
/** Blocks of a template in each other. */
const maxOpen = 1_000;

const conditions = new Set(['if', 'unless', 'with', 'ifequal', 'ifeq', 'case', 'switch']);
/** Blocks that are closed like conditions, and are none. */
const otherBlocks = new Set([
  'for',
  'range',
  'define',
  'block',
  'macro',
  'each',
  'do',
  'filter',
  'raw',
  'call',
]);
/** Statements without an end. */
const others = new Set([
  'else',
  'elif',
  'elsif',
  'elseif',
  'when',
  'template',
  'include',
  'set',
  'import',
  'from',
  'extends',
  'comment',
]);

/** `{{ $name := value }}`, `{{! comment }}`. */
const assigns = /^[-~\s]{0,8}(?:\$[\w.]{1,60}\s{0,8}:?=|!)/;

/**
 * Follows the statements of template engines in a text: Jinja and Twig `{% if %}`, Go and Helm `{{ if }}`, Handlebars
 * `{{#if}}`, ERB `<% if %>`. What stands in a branch is in the file only under a condition.
 */
export class TemplateConditions {
  readonly #open: boolean[] = [];
  #depth = 0;
  #count = 0;

  /** How many conditions are open. */
  get depth(): number {
    return this.#depth;
  }

  /** How many statements there were. */
  get count(): number {
    return this.#count;
  }

  /**
   * Where the statement that begins at `at` ends; undefined where none does. A marker that stands for a value, such as
   * `{{ name }}` or `<%= name %>`, is not a statement.
   */
  pass(text: string, at: number): number | undefined {
    const closing = closingOf(text, at);
    if (closing === undefined) return undefined;
    const end = text.slice(at, at + maxMarkerChars).indexOf(closing);
    if (end < 0) return undefined;
    const inner = text.slice(at + 2, at + end);
    if (closing !== '#}' && !this.#note(inner, closing === '}}')) return undefined;
    return at + end + closing.length;
  }

  /** `isOpen`: in double braces, where values and statements look the same. */
  #note(inner: string, isOpen: boolean): boolean {
    const kind = kindOf(inner);
    if (kind === 'value' && isOpen) return false;
    if (kind === 'end') this.#pop();
    else if (kind === 'condition' || kind === 'block') this.#push(kind === 'condition');
    this.#count += 1;
    return true;
  }

  #push(isCondition: boolean): void {
    if (this.#open.length >= maxOpen) return;
    this.#open.push(isCondition);
    if (isCondition) this.#depth += 1;
  }

  #pop(): void {
    if (this.#open.pop() === true) this.#depth -= 1;
  }
}

function closingOf(text: string, at: number): string | undefined {
  const opening = text.slice(at, at + 3);
  if (opening.startsWith('{%')) return '%}';
  if (opening.startsWith('{#')) return '#}';
  if (opening.startsWith('{{')) return '}}';
  return opening.startsWith('<%') && opening !== '<%=' ? '%>' : undefined;
}

function kindOf(inner: string): 'condition' | 'block' | 'end' | 'other' | 'value' {
  const [, sign, name = ''] = /^[-~+\s]{0,8}([#/]?)\s{0,8}(\w{0,40})/.exec(inner) ?? [];
  if (sign === '/') return name === '' ? 'other' : 'end';
  if (/^end[a-z]{0,20}$/.test(name)) return 'end';
  if (conditions.has(name)) return 'condition';
  if (otherBlocks.has(name) || sign === '#') return 'block';
  return others.has(name) || assigns.test(inner) ? 'other' : 'value';
}
