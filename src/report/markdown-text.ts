import { visible } from './safe-text.ts';

/**
 * Text of the target as prose of GitHub or GitLab Flavored Markdown that shows exactly the text: every character that
 * could be markup is an entity, and whatever the platforms link in the finished text (`@team`, `#1`, `!1`, `GH-1`,
 * `:emoji:`, addresses) is broken by a zero-width space.
 */
export function prose(text: string): string {
  return entities(
    visible(text).replace(
      /[@#!~%&$^:](?=\S)|\/(?=\/)|\bGH(?=-\d)|\bwww(?=\.)/gi,
      (start) => `${start}\u200b`,
    ),
  ).replace(/^(\d*)([-+=.])/, (_, digits: string, sign: string) => digits + entity(sign));
}

/** Text of the target as inline code: nothing in a `code` element is linked or mentioned. */
export function code(text: string): string {
  return `<code>${entities(visible(text))}</code>`;
}

/** A source line, its marked part bold; nothing in it can end the block. */
export function sourceBlock(before: string, marked: string, after: string): string {
  const mark = marked === '' ? '' : `<b>${entities(marked)}</b>`;
  return `<pre>${entities(before)}${mark}${entities(after)}</pre>`;
}

/** Lines as they are; nothing in them can end the block, and no empty line cuts it (CommonMark 0.31 §4.6, kind 1). */
export function codeBlock(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => entities(visible(line.replaceAll('\t', '  '))));
  return `<pre>${lines.join('\n')}</pre>`;
}

/** What is markup anywhere in a line (CommonMark 0.31, GFM 0.29), and what HTML knows. */
function entities(text: string): string {
  return text.replace(/[!"#$&'()*:<>@[\\\]^_`{|}~]/g, entity);
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
