import { thousands } from './words.ts';

/** GitHub refuses a comment that is longer; GitLab takes a million. */
const maxComment = 65_536;
/** Kept free for what is said when something was left out. */
const reserve = 1000;

/** A piece that is taken whole or not at all; `items` says how many things it tells. */
export interface Block {
  readonly text: string;
  readonly items: number;
  /** Whether it goes on with the block before: a row of its table. */
  readonly continues?: boolean;
}

/** Blocks in order while they fit; what comes after is counted, never dropped silently, and `elsewhere` says where it is. */
export function assemble(
  head: readonly string[],
  blocks: readonly Block[],
  elsewhere: string,
): string {
  let text = head.join('\n\n');
  let left = 0;
  for (const { text: piece, items, continues } of blocks) {
    const added = `${continues === true ? '\n' : '\n\n'}${piece}`;
    if (left === 0 && text.length + added.length <= maxComment - reserve) text += added;
    else left += items;
  }
  if (left > 0) {
    text += `\n\n**${thousands(left)} more entries did not fit into this comment.** ${elsewhere}`;
  }
  return `${text}\n`;
}
