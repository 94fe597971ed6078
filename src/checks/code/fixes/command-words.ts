/** Of a command: constant text, or the number of a value. */
type CommandPart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'value' };

/** Characters that no shell reads as anything else. */
const plain = /^[\w./:=,@%+ -]*$/u;
/** Words of shells, programs that Windows has only in its shell, and what npm installs there as scripts for one. */
const shellOnly: ReadonlySet<string> = new Set(
  `. : alias bg bind break builtin case cd cls command continue copy declare del dir do echo else erase esac eval exec exit
  export false fg fi for function getopts hash help history if in jobs let local logout md mkdir mklink move pause popd printf
  pushd pwd rd read readonly ren rename return rmdir select set shift source start suspend test then time times title trap
  true type typeset ulimit umask unalias unset until ver vol wait while
  bower bun bunx corepack eslint gulp grunt jest lerna ng npm npx nx pnpm prettier ts-node tsc tsx vite yarn`.split(
    /\s+/u,
  ),
);
/** What they are given is a command or a program again. */
const startOthers: ReadonlySet<string> = new Set(
  `bash cmd cmd.exe dash doas docker env fish find ksh kubectl lua nice node nohup parallel perl php powershell pwsh python
  python2 python3 ruby sh ssh su sudo timeout watch xargs zsh`.split(/\s+/u),
);

interface TextOf {
  readonly kind: 'text';
  readonly text: string;
}

/** The words of a command line, the program first; undefined where a shell may make something else of it. */
export function commandWords<Value extends { readonly kind: 'value' }>(
  parts: readonly (Value | TextOf)[],
): readonly (readonly (Value | TextOf)[])[] | undefined {
  const words = wordsOf(parts);
  const [program, ...rest] = words ?? [];
  if (program?.length !== 1 || rest.length === 0 || !isPlainProgram(program[0])) return undefined;
  return rest.some((word) => countValues(word) > 1) ? undefined : words;
}

function wordsOf<Value extends { readonly kind: 'value' }>(
  parts: readonly (Value | TextOf)[],
): readonly (readonly (Value | TextOf)[])[] | undefined {
  const words: (Value | TextOf)[][] = [[]];
  for (const part of parts) {
    if (part.kind === 'text' && !plain.test(part.text)) return undefined;
    const pieces = part.kind === 'text' ? piecesOf(part.text) : [part];
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) words.push([]);
      if (piece !== undefined) words.at(-1)?.push(piece);
    }
  }
  return words.filter((word) => word.length > 0);
}

/** Between spaces; undefined where there is nothing between two of them. */
function piecesOf(text: string): readonly (TextOf | undefined)[] {
  return text.split(' ').map((each) => (each === '' ? undefined : { kind: 'text', text: each }));
}

function isPlainProgram(part: CommandPart | undefined): boolean {
  if (part?.kind !== 'text') return false;
  const name = part.text.slice(part.text.lastIndexOf('/') + 1);
  // `A=1 program` sets a variable.
  return !part.text.includes('=') && name !== '' && !shellOnly.has(name) && !startOthers.has(name);
}

function countValues(word: readonly CommandPart[]): number {
  return word.filter(({ kind }) => kind === 'value').length;
}
