import { ModuleBuilder } from '../../ir/builder.ts';
import type { Span } from '../../ir/ir.ts';
import type { Language, Lowered } from '../language.ts';
import { lowerFile } from './file.ts';
import { aliasesOf, candidates } from './go-mod.ts';
import { parseGo } from './syntax/parser.ts';

export const go: Language = {
  id: 'go',
  extensions: new Set(['.go']),
  lower,
  candidates,
  isConfiguration: (name) => name === 'go.mod',
  statedIn: (path, text) => ({ path, aliases: aliasesOf(path, text) }),
  snippet: {
    expression: ['package p\nfunc __m() { _ = ', ' }'],
    statements: ['package p\nfunc __m() {\n', '\n}'],
  },
};

/** Above this share of its text a file is not called examined (chosen: one broken function of five). */
const maxLostShare = 0.2;

function lower(path: string, text: string): Lowered {
  const module = new ModuleBuilder();
  const file = parseGo(text);
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  // Tests of a package may lie beside it in a package of their own: `users_test`.
  module.package = `${folder}:${file.packageName ?? ''}`;
  for (const span of file.lost) module.lost.push(span);
  lowerFile(module, file, text);
  const finished = module.finish(path, go.id);
  const trouble = troubleOf(file, shareOf(finished.lost, text.length));
  return trouble === undefined ? { module: finished } : { module: finished, trouble };
}

function troubleOf(
  { packageName, isCut }: { readonly packageName: string | undefined; readonly isCut: boolean },
  share: number,
): string | undefined {
  if (packageName === undefined) return 'it has no package clause, so it is no Go';
  if (isCut) return 'it is too long: its end was not read';
  if (share <= maxLostShare) return undefined;
  return `${Math.round(share * 100)} % of it could not be parsed as Go`;
}

/** Share of the text that lies in the spans, which may overlap. */
function shareOf(spans: readonly Span[], length: number): number {
  let lost = 0;
  let upTo = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    lost += Math.max(end - Math.max(start, upTo), 0);
    upTo = Math.max(upTo, end);
  }
  return length === 0 ? 0 : lost / length;
}
