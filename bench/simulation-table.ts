/** Prints a Markdown table under a heading. */
export function table(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  process.stdout.write(
    `\n### ${title}\n\n${line(head)}${line(head.map(() => '---'))}${rows.map((row) => line(row)).join('')}`,
  );
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
