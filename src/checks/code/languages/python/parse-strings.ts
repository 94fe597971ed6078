import type { Expression, FormattedPart } from './ast.ts';
import { stringPrefix, unescaped } from './literals.ts';
import type { Parser } from './parser.ts';
import { T } from './tokens.ts';

/** Strings that stand side by side are one; with an f-string among them all are. */
export function strings(p: Parser): Expression {
  const { start } = p;
  const first = p.kind === T.string ? plain(p) : '';
  if (p.kind !== T.string && p.kind !== T.fstringStart) {
    return { type: 'Text', value: first, start, end: p.end };
  }
  const parts = new Parts();
  parts.text(first, { start, end: p.end });
  while (p.kind === T.string || p.kind === T.fstringStart) {
    if (p.kind === T.fstringStart) formatted(p, parts);
    else {
      const from = p.start;
      parts.text(plain(p), { start: from, end: p.end });
    }
  }
  return parts.finish(start, p.end);
}

function plain(p: Parser): string {
  const token = p.word();
  p.advance();
  const quoteAt = /['"]/u.exec(token)?.index ?? 0;
  const size = token.startsWith(token.charAt(quoteAt).repeat(3), quoteAt) ? 3 : 1;
  // `''` is an empty string, not the beginning of three quotes.
  const isTriple = size === 3 && token.length - quoteAt >= 6;
  const width = isTriple ? 3 : 1;
  const raw = token.slice(quoteAt + width, token.length - width);
  const prefix = quoteAt === 0 ? '' : (stringPrefix(token, 0, quoteAt) ?? '');
  return prefix.includes('r') ? raw : unescaped(raw);
}

function formatted(p: Parser, parts: Parts): void {
  p.enter();
  const isRaw = /r/iu.test(p.word());
  p.advance();
  for (;;) {
    const { start } = p;
    if (p.kind === T.fstringText) {
      const raw = p.word();
      p.advance();
      const text = raw.replaceAll('{{', '{').replaceAll('}}', '}');
      parts.text(isRaw ? text : unescaped(text), { start, end: p.end });
    } else if (p.kind === T.fieldOpen) replacement(p, parts);
    else break;
  }
  p.expect(T.fstringEnd);
  p.leave();
}

/** `{value = !r:format}`, of which the value and the fields of the format matter. */
function replacement(p: Parser, parts: Parts): void {
  p.enter();
  p.advance();
  const value = p.grammar.expressions(p);
  p.accept(T.assign);
  if (p.accept(T.exclaim)) p.name();
  const inner = new Parts();
  let format = '';
  if (p.accept(T.colon)) {
    while (p.kind === T.fstringText || p.kind === T.fieldOpen) {
      if (p.kind === T.fieldOpen) replacement(p, inner);
      else {
        format = p.word();
        p.advance();
      }
    }
  }
  p.expect(T.fieldClose);
  parts.value(value, /[bdeEfFgGnoxX%]$/u.test(format));
  parts.append(inner);
  p.leave();
}

/** Texts and values of an f-string in their order, texts that touch put together. */
class Parts {
  readonly #list: FormattedPart[] = [];
  #hasValues = false;

  text(value: string, { start, end }: { readonly start: number; readonly end: number }): void {
    if (value === '') return;
    const last = this.#list.at(-1)?.value;
    const joined = last?.type === 'Text' ? this.#list.pop()?.value : undefined;
    const [before, from] = joined?.type === 'Text' ? [joined.value, joined.start] : ['', start];
    this.#list.push({
      value: { type: 'Text', value: before + value, start: from, end },
      isNumber: false,
    });
  }

  value(value: Expression, isNumber: boolean): void {
    this.#hasValues = true;
    this.#list.push({ value, isNumber });
  }

  append(other: Parts): void {
    for (const each of other.#list) this.value(each.value, each.isNumber);
  }

  finish(start: number, end: number): Expression {
    const only = this.#list[0]?.value;
    const isText = !this.#hasValues && this.#list.length <= 1;
    if (!isText) return { type: 'Formatted', parts: this.#list, start, end };
    return { type: 'Text', value: only?.type === 'Text' ? only.value : '', start, end };
  }
}
