/** The extension of a path, in lower case, with its dot; empty: it has none. */
export function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot === -1 ? '' : path.slice(dot).toLowerCase();
}
