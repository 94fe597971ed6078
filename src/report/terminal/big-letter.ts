/** Five rows of seven columns each, drawn for terminals; one glyph a letter of a grade. */
const glyphs: Readonly<Record<string, readonly string[]>> = {
  A: [' █████ ', '██   ██', '███████', '██   ██', '██   ██'],
  B: ['██████ ', '██   ██', '██████ ', '██   ██', '██████ '],
  C: [' ██████', '██     ', '██     ', '██     ', ' ██████'],
  D: ['██████ ', '██   ██', '██   ██', '██   ██', '██████ '],
  E: ['███████', '██     ', '█████  ', '██     ', '███████'],
  F: ['███████', '██     ', '█████  ', '██     ', '██     '],
  '?': [' █████ ', '██   ██', '   ███ ', '       ', '   ██  '],
};

const signs: Readonly<Record<string, readonly string[]>> = {
  '+': ['     ', '  █  ', '█████', '  █  ', '     '],
  '-': ['     ', '     ', '█████', '     ', '     '],
};

/** The letter as five rows of equal width; undefined for one that is not drawn. */
export function bigLetter(letter: string): readonly string[] | undefined {
  const base = glyphs[letter.charAt(0)];
  if (base === undefined) return undefined;
  const sign = signs[letter.charAt(1)];
  return sign === undefined ? base : base.map((row, index) => `${row} ${sign[index] ?? ''}`);
}
