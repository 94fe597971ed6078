interface Range {
  readonly start: number;
  readonly end: number;
}

/** A component of more blocks is none that people wrote. */
const MAX_BLOCKS = 100;

/**
 * Where code stands: everywhere, or in the `<script>` elements of Vue, Svelte and HTML, and between the first two `---`
 * of Astro.
 */
export function scriptRanges(path: string, text: string): readonly Range[] {
  if (/\.(?:vue|svelte|html?)$/iu.test(path)) return scripts(text, 0);
  if (!/\.astro$/iu.test(path)) return [{ start: 0, end: text.length }];
  const fence = /^\s{0,1000}---/u.exec(text)?.[0].length ?? -1;
  if (fence === -1) return scripts(text, 0);
  const close = text.indexOf('\n---', fence);
  if (close === -1) return [{ start: fence, end: text.length }];
  return [{ start: fence, end: close }, ...scripts(text, close)];
}

function scripts(text: string, from: number): readonly Range[] {
  const ranges: Range[] = [];
  const opening = /<script\b/giu;
  const closing = /<\/script/giu;
  opening.lastIndex = from;
  for (let open = opening.exec(text); open !== null; open = opening.exec(text)) {
    const start = text.indexOf('>', open.index) + 1;
    if (start === 0) break;
    closing.lastIndex = start;
    const end = closing.exec(text)?.index ?? text.length;
    ranges.push({ start, end });
    if (ranges.length === MAX_BLOCKS) break;
    opening.lastIndex = end;
  }
  return ranges;
}
