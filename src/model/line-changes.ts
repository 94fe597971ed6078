/** Lines of a text that are replaced by others. */
export interface LineChange {
  /** Of the first line that goes, from 1; where none goes, of the line before which the new ones come. */
  readonly line: number;
  /** Without their line feeds, as are those that come. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

const hunk = /^@@ -(?<line>\d{1,9})(?:,(?<count>\d{1,9}))? \+\d{1,9}(?:,\d{1,9})? @@/u;

/** What a unified diff of one file changes, without the lines around it, in order. */
export function lineChanges(diff: string): readonly LineChange[] {
  const changes: LineChange[] = [];
  let line = 0;
  let [removed, added]: [string[], string[]] = [[], []];
  const close = (): void => {
    if (removed.length + added.length > 0) changes.push({ line, removed, added });
    line += removed.length;
    [removed, added] = [[], []];
  };
  for (const text of diff.split('\n')) {
    const head = hunk.exec(text)?.groups;
    if (head !== undefined) {
      close();
      // A hunk without old lines names the line before it.
      line = Number(head['line']) + (head['count'] === '0' ? 1 : 0);
    } else if (line > 0) {
      if (text.startsWith('-')) removed.push(text.slice(1));
      else if (text.startsWith('+')) added.push(text.slice(1));
      else if (text.startsWith(' ')) {
        close();
        line += 1;
      }
    }
  }
  close();
  return changes;
}

/** The text with the changes made; undefined where a line is not the one that a change replaces. */
export function withChanges(text: string, changes: readonly LineChange[]): string | undefined {
  const lines = text.split('\n');
  for (const { line, removed, added } of changes.toSorted((a, b) => b.line - a.line)) {
    const there = lines.slice(line - 1, line - 1 + removed.length);
    if (there.length < removed.length || there.some((each, at) => each !== removed[at])) {
      return undefined;
    }
    lines.splice(line - 1, removed.length, ...added);
  }
  return lines.join('\n');
}

/** Whether two changes of one text leave each other alone: not even their lines touch. */
export function areApart(one: LineChange, other: LineChange): boolean {
  const [first, second] = one.line <= other.line ? [one, other] : [other, one];
  return first.line + Math.max(1, first.removed.length) < second.line;
}
