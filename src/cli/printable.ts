import { loggingCommand } from '../report/safe-text.ts';

/** Names and texts of the target can hold escape sequences; line breaks of our own messages stay. */
export function printable(text: string): string {
  return text
    .replaceAll(/[^\P{C}\n]/gu, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return `\\u{${code.toString(16)}}`;
    })
    .replaceAll(loggingCommand, '##\\');
}
