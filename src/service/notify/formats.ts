import type { Message, MessageLine, MessageSection } from '../../model/notification.ts';

/** Where the console is, for links; undefined: there are none. */
export type PublicUrl = string | undefined;

/** Characters of one text that may come from a scanned repository. */
const MAX_TEXT = 300;

/** On one line: without controls, without characters that turn the direction of text (Unicode TR 36 §2), and bounded. */
export function oneLine(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+/gu, ' ').trim();
  return bounded(plain, MAX_TEXT);
}

/** Without half a character at its end. */
function bounded(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).replace(/\p{Cs}$/u, '')}…` : text;
}

function linkOf(link: string | undefined, publicUrl: PublicUrl): string | undefined {
  return link === undefined || publicUrl === undefined
    ? undefined
    : `${publicUrl.replace(/\/+$/u, '')}${link}`;
}

/** For mail, and for whoever reads a webhook's text: no markup, nothing to escape but line breaks. */
export function plainText(message: Message, publicUrl: PublicUrl): string {
  const all = linkOf(message.link, publicUrl);
  return [
    oneLine(message.title),
    ...message.sections.flatMap((section) => ['', ...plainSection(section, publicUrl)]),
    ...(all === undefined ? [] : ['', all]),
    '',
  ].join('\n');
}

function plainSection(
  { heading, lines, more }: MessageSection,
  publicUrl: PublicUrl,
): readonly string[] {
  return [
    oneLine(heading),
    ...lines.flatMap((line) => {
      const link = linkOf(line.link, publicUrl);
      const words = [line.label, line.name, line.place].filter((word) => word !== undefined);
      const text = line.text === undefined ? [] : [`    ${oneLine(line.text)}`];
      const first = words.length === 0 ? [] : [`  - ${words.map(oneLine).join('  ')}`];
      return [...first, ...text, ...(link === undefined ? [] : [`    ${link}`])];
    }),
    ...(more === 0 ? [] : [`  and ${more} more`]),
  ];
}

/** A little less than fits into one `section` block (Slack, Block Kit reference, 2026-11). */
const MAX_BLOCK_CHARACTERS = 2_900;
/** Of all of them: below what Mattermost takes in one message, 16,383. */
const MAX_CHARACTERS = 12_000;
const MAX_HEADER_CHARACTERS = 140;

/**
 * For an incoming webhook of Slack, or of what understands the same (Mattermost, Rocket.Chat), which show `text`. Everything that
 * may come from a scanned repository stands as code, in which nobody is called, nothing linked and nothing formatted.
 */
export function slackBody(message: Message, publicUrl: PublicUrl): string {
  const sections = message.sections.map((section) => slackSection(section, publicUrl));
  const link = linkOf(message.link, publicUrl);
  const end = link === undefined ? [] : [`<${link}|Open in Lockstep>`];
  const header = bounded(oneLine(message.title), MAX_HEADER_CHARACTERS);
  const texts = [...firstOf(sections), ...end];
  return JSON.stringify({
    text: [code(message.title), ...texts].join('\n'),
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      // Plain text: Slack looks for nothing in it.
      { type: 'header', text: { type: 'plain_text', text: header, emoji: false } },
      ...texts.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } })),
    ],
  });
}

/** As many as fit; that there are more is said. */
function firstOf(sections: readonly string[]): readonly string[] {
  let characters = 0;
  const end = sections.findIndex((section) => {
    characters += section.length;
    return characters > MAX_CHARACTERS;
  });
  if (end === -1) return sections;
  return [...sections.slice(0, end), `and ${sections.length - end} more sections`];
}

function slackSection({ heading, lines, more }: MessageSection, publicUrl: PublicUrl): string {
  const rows: string[] = [code(heading)];
  let characters = rows.join('').length;
  let hidden = more;
  for (const line of lines) {
    const row = slackLine(line, publicUrl);
    characters += row.length + 1;
    if (characters > MAX_BLOCK_CHARACTERS) hidden += 1;
    else rows.push(row);
  }
  return [...rows, ...(hidden === 0 ? [] : [`and ${hidden} more`])].join('\n');
}

function slackLine({ label, name, place, text, link }: MessageLine, publicUrl: PublicUrl): string {
  const url = linkOf(link, publicUrl);
  return [
    '•',
    ...[label, name, place, text].flatMap((word) => (word === undefined ? [] : [code(word)])),
    ...(url === undefined ? [] : [`<${url}|open>`]),
  ].join(' ');
}

/** As code, with the three characters that Slack reads even there (Slack, "Formatting text": `&`, `<`, `>`). */
function code(text: string): string {
  const plain = oneLine(text).replaceAll('`', "'");
  const escaped = plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `\`${escaped === '' ? ' ' : escaped}\``;
}

/** For programs: a JSON object as Standard Webhooks recommends it, the same for each attempt. */
export function webhookBody(
  { type, title, sections, at, link }: Message,
  { publicUrl, channel }: { readonly publicUrl: PublicUrl; readonly channel: string },
): string {
  const url = linkOf(link, publicUrl);
  return JSON.stringify({
    type: `lockstep.${type}`,
    timestamp: at,
    data: {
      channel,
      title,
      ...(url === undefined ? {} : { url }),
      sections: sections.map(({ heading, lines, more }) => ({
        heading,
        more,
        lines: lines.map(({ link: path, ...line }) => {
          const lineUrl = linkOf(path, publicUrl);
          return lineUrl === undefined ? line : { ...line, url: lineUrl };
        }),
      })),
    },
  });
}
