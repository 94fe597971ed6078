/** One instruction with the words that follow it. */
export interface Instruction {
  /** In upper case. */
  readonly keyword: string;
  readonly words: readonly string[];
  /** 1-based, of its first line. */
  readonly line: number;
}

/** Words of one instruction that are kept; nothing that is looked for has as many. */
const MAX_WORDS = 200;
/** Characters of one instruction that are kept: the images of a build stand in short ones. */
const MAX_CHARACTERS = 20_000;

/**
 * The instructions of a Dockerfile: lines that end with the escape character go on, comments between them are left out, and
 * what a here-document holds is text (docs.docker.com, "Dockerfile reference"). Linear.
 */
export function instructionsIn(text: string): readonly Instruction[] {
  const lines = text.split(/\r?\n/);
  const escape = escapeIn(lines);
  const lastLines = new Map(lines.map((line, index) => [line.trim(), index]));
  const instructions: Instruction[] = [];
  const endings: string[] = [];
  let open: Open | undefined;
  for (const [index, raw] of lines.entries()) {
    const content = raw.trim();
    if (endings.length > 0) {
      if (content === endings[0]) endings.shift();
      continue;
    }
    if (content === '' || content.startsWith('#')) continue;
    open = joined(open ?? { line: index + 1, text: '' }, raw.trimEnd(), escape);
    if (content.endsWith(escape)) continue;
    instructions.push(...instructionIn(open));
    // One without an end would hide all that follows: then it is none, but a word of the shell.
    const words = hereDocumentsIn(open.text);
    if (words.every((word) => (lastLines.get(word) ?? -1) > index)) endings.push(...words);
    open = undefined;
  }
  return open === undefined ? instructions : [...instructions, ...instructionIn(open)];
}

/** An instruction that may go on. */
interface Open {
  readonly line: number;
  readonly text: string;
}

function joined({ line, text }: Open, content: string, escape: string): Open {
  if (text.length >= MAX_CHARACTERS) return { line, text };
  const more = content.endsWith(escape) ? content.slice(0, -1) : content;
  return { line, text: text + more.slice(0, MAX_CHARACTERS) };
}

/** The directive `# escape=` among the first comments. */
function escapeIn(lines: readonly string[]): string {
  for (const line of lines) {
    const directive = /^\s{0,20}#\s{0,20}([a-z]{1,20})\s{0,20}=\s{0,20}(\S{1,200})/i.exec(line);
    if (directive === null) break;
    if (directive[1]?.toLowerCase() === 'escape') return directive[2] === '`' ? '`' : '\\';
  }
  return '\\';
}

/** None where it begins with no word. */
function instructionIn({ text, line }: Open): readonly Instruction[] {
  const [keyword = '', ...words] = text.trim().split(/\s+/, MAX_WORDS);
  if (!/^[a-z]{2,20}$/i.test(keyword)) return [];
  return [{ keyword: keyword.toUpperCase(), words, line }];
}

/** The words that end the here-documents of RUN, COPY and ADD, in their order. */
function hereDocumentsIn(text: string): readonly string[] {
  if (!/^\s{0,9}(?:RUN|COPY|ADD)\s/i.test(text)) return [];
  return [...text.matchAll(/(?<![^\s;&|()])\d{0,9}<<-?(["']?)([A-Za-z_]\w{0,100})\1/g)]
    .slice(0, MAX_WORDS)
    .map(([, , word = '']) => word);
}
