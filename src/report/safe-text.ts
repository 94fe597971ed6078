/**
 * Characters that change how the text around them is shown, or that nobody can see: C0 and C1 controls, line and
 * paragraph separators, bidirectional marks, embeddings, overrides and isolates (the "Trojan Source" attack,
 * CVE-2021-42574), zero-width and invisible format characters, interlinear annotations, tag characters,
 * noncharacters (not allowed in XML), and surrogates without a partner. The zero-width joiners U+200C and U+200D stay: emoji and some scripts are written with them.
 */
const unsafe =
  // eslint-disable-next-line no-control-regex -- finding control characters is the purpose
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\u{1d173}-\u{1d17a}\u{e0000}-\u{e007f}\p{Surrogate}]/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text of the target as one line that shows what it is: `a\nb`, `\x1b[31m`, `\u{202e}`. `##[` becomes `##\[`, and
 * `##vso[` `##\vso[`: wherever it stands in a log, a runner of GitHub (actions/runner, src/Runner.Common/ActionCommand.cs), Azure
 * Pipelines (microsoft/azure-pipelines-agent, src/Microsoft.VisualStudio.Services.Agent/Command.cs) or TeamCity takes it for a command.
 */
export function visible(text: string): string {
  return text
    .replace(unsafe, (character) => named[character] ?? escaped(character))
    .replaceAll(loggingCommand, '##\\');
}

/** `##[`, `##vso[`, `##teamcity[` without what follows the signs. */
export const loggingCommand: RegExp = /##(?=[a-z]{0,16}\[)/giu;

/** Text for XML and HTML, in elements and in quoted attributes. */
export function markup(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u{${code.toString(16).padStart(4, '0')}}`;
}

/** At most `limit` UTF-16 code units, ending in `…` when cut; never cuts a surrogate pair. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(limit - 2)) ? limit - 2 : limit - 1;
  return `${text.slice(0, Math.max(end, 0))}…`;
}

/**
 * JSON, by default with two spaces, whose invisible and reordering characters are written as escapes: it parses to the same value
 * and does no harm when it is printed on a terminal.
 */
export function toJson(value: unknown, indent: number = 2): string {
  const text = JSON.stringify(value, null, indent).replace(unsafe, (character) =>
    character === '\n' ? character : unitEscapes(character),
  );
  // A command in the log of a runner; it can only stand inside a string.
  return `${text.replaceAll(loggingCommand, '#\\u0023')}\n`;
}

function unitEscapes(character: string): string {
  let escapes = '';
  for (let index = 0; index < character.length; index += 1) {
    escapes += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escapes;
}
