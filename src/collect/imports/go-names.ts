/**
 * Names that the package of an import path may have. By custom it is the last part, without a major version; `go-x`,
 * `x-go` and `x.go` are mostly called `x`. What is used under none of them is not told.
 */
export function packageNames(path: string): readonly string[] {
  const parts = path.split('/');
  let last = parts.pop() ?? '';
  if (/^v\d+$/u.test(last) && parts.length > 0) last = parts.pop() ?? '';
  const plain = last.replace(/\.v\d+$/u, '');
  const bare = plain.replace(/^(?:go|golang)[-.]/u, '').replace(/[-.](?:go|golang)$/u, '');
  const names = [plain, bare, bare.replace(/[-.]/gu, ''), bare.replace(/[-.]/gu, '_')];
  const words = bare.split(/[-.]/u);
  return [...new Set([...names, words.at(0) ?? '', words.at(-1) ?? ''])].filter(isName);
}

function isName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);
}
