const openTag = /<script\b[^<>]{0,400}>/giu;

/**
 * The scripts of a Vue or Svelte file, everything else replaced by spaces: offsets and lines stay what they are. An empty
 * text where there is no script.
 */
export function scriptsOnly(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { index, 0: tag } of text.matchAll(openTag)) {
    if (index < from || tag.endsWith('/>')) continue;
    const start = index + tag.length;
    const close = text.indexOf('</script', start);
    if (close === -1) break;
    pieces.push(blank(text.slice(from, start)), text.slice(start, close));
    from = close;
  }
  return pieces.length === 0 ? '' : pieces.join('') + blank(text.slice(from));
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/gu, ' ');
}
