const openTag = /<script\b[^<>]{0,400}>/giu;

/**
 * The name that is assigned to where a template inserts markup as it is. Its length is the point: with what surrounds it,
 * it replaces `v-html="` and `{@html ` character by character.
 */
export const markupName = 'h$tml';

/** Chosen: longer ones are no expressions. */
const inserted =
  /\bv-html="(?<double>[^"]{1,1000})"|\bv-html='(?<single>[^']{1,1000})'|\{@html\s(?<svelte>(?:[^{}]|\{[^{}]{0,200}\}){1,1000})\}/gu;

/**
 * The scripts of a Vue or Svelte file, everything else replaced by spaces: offsets and lines stay what they are. Of the
 * template only the expressions that become markup stay, as assignments to `markupName`.
 */
export function scriptsOnly(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { index, 0: tag } of text.matchAll(openTag)) {
    if (index < from || tag.endsWith('/>')) continue;
    const start = index + tag.length;
    const close = text.indexOf('</script', start);
    if (close === -1) break;
    pieces.push(template(text.slice(from, start)), text.slice(start, close));
    from = close;
  }
  return pieces.join('') + template(text.slice(from));
}

function template(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { index, 0: whole, groups = {} } of text.matchAll(inserted)) {
    const expression = groups['double'] ?? groups['single'] ?? groups['svelte'] ?? '';
    const start = `;${markupName}=`.padEnd(whole.length - expression.length - 1);
    pieces.push(blank(text.slice(from, index)), start, expression, ';');
    from = index + whole.length;
  }
  return pieces.join('') + blank(text.slice(from));
}

function blank(text: string): string {
  return text.replaceAll(/[^\r\n]/gu, (character) => ' '.repeat(character.length));
}
