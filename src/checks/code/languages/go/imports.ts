import type { Scope } from './scope.ts';
import type { ImportSpec } from './syntax/ast.ts';

/**
 * Gives the imported packages their names. The name of a package stands in its own files, so where no alias is written
 * it is told from the path: `github.com/go-chi/chi/v5` is `chi`, `gopkg.in/yaml.v3` is `yaml`, `go-sqlite3` is `sqlite3`.
 * Other parts of the last segment name it too, unless they are the name of something else: `golang-lru` is `lru`.
 */
export function bindImports(scope: Scope, imports: readonly ImportSpec[]): void {
  for (const { alias, path } of imports) {
    const name = alias ?? likelyName(path);
    if (name !== '_' && name !== '.') scope.add(name, { kind: 'package', path });
  }
  for (const { alias, path } of imports) {
    if (alias !== undefined) continue;
    for (const part of [
      ...lastSegment(path).split(/[-.]/u),
      path.slice(path.lastIndexOf('/') + 1),
    ]) {
      if (scope.own(part) === undefined) scope.add(part, { kind: 'package', path });
    }
  }
}

/** The last segment that is not the version of a module (https://go.dev/ref/mod#major-version-suffixes). */
function lastSegment(path: string): string {
  const segments = path.split('/');
  const last = segments.at(-1) ?? '';
  const segment = /^v(?:[2-9]|[1-9]\d+)$/u.test(last) ? (segments.at(-2) ?? last) : last;
  return segment.replace(/\.v\d+$/u, '');
}

function likelyName(path: string): string {
  const plain = lastSegment(path).replace(/^(?:go|golang)[-.]|[-.]go$/u, '');
  return plain.slice(plain.lastIndexOf('-') + 1);
}
