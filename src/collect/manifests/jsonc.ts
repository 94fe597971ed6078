/** JSON with comments and commas before closing brackets, as bun.lock is written. Linear. Throws as `JSON.parse` does. */
export function parseJsonc(text: string): unknown {
  let plain = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at);
    } else if (startsComment(text, at)) {
      const end = endOfComment(text, at);
      plain += `${text.slice(from, at)} `;
      at = end - 1;
      from = end;
    } else if (character === ',' && closesNext(text, at + 1)) {
      plain += text.slice(from, at);
      from = at + 1;
    }
  }
  return JSON.parse(plain + text.slice(from));
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function endOfComment(text: string, start: number): number {
  const isLine = text[start + 1] === '/';
  const end = text.indexOf(isLine ? '\n' : '*/', start + 2);
  if (end === -1) return text.length;
  return isLine ? end : end + 2;
}

/** Whether only white space and comments stand before the next bracket that closes. */
function closesNext(text: string, start: number): boolean {
  let at = start;
  while (at < text.length) {
    if (text.charCodeAt(at) <= 32) at += 1;
    else if (startsComment(text, at)) at = endOfComment(text, at);
    else return text[at] === '}' || text[at] === ']';
  }
  return false;
}

function startsComment(text: string, at: number): boolean {
  return text[at] === '/' && (text[at + 1] === '/' || text[at + 1] === '*');
}
