import type { AdvisoryMatch } from '../../../model/advisory.ts';
import type { ModuleUse, SourceImports } from '../../../model/source-imports.ts';
import { listed, placeOf, type Reach } from './reach-facts.ts';

type Vulnerable = NonNullable<AdvisoryMatch['imports']>[number];

/** What is told of one vulnerable package that the sources import. */
interface Use {
  readonly entry: Vulnerable;
  readonly use: ModuleUse;
  /** Vulnerable symbols that the sources name; undefined where it is not told what they use or what is vulnerable. */
  readonly named: readonly string[] | undefined;
}

/**
 * What the sources use of the vulnerable packages of a Go module; undefined where the advisory lists none. A method is
 * used where anything of the sources has a member of its name: of which type is not told. `not-imported` is about the
 * sources alone; dependencies may import the packages.
 */
export function goPackagesReach(
  imports: SourceImports,
  vulnerable: readonly Vulnerable[],
): Reach | undefined {
  if (vulnerable.length === 0) return undefined;
  const uses = vulnerable.flatMap((entry) => {
    const use = imports.modules.get(entry.path);
    return use === undefined ? [] : [{ entry, use, named: namedOf(entry, use, imports) }];
  });
  if (uses.length === 0) {
    const paths = listed(vulnerable.map(({ path }) => path));
    return { reach: 'not-imported', facts: [`the sources do not import ${paths}`] };
  }
  const used = uses.filter(({ named }) => named === undefined || named.length > 0);
  if (used.length > 0) return { reach: 'imported', facts: used.slice(0, 3).map(usedFact) };
  return { reach: 'unknown', facts: uses.slice(0, 3).map(unusedFact) };
}

function namedOf(
  { symbols }: Vulnerable,
  use: ModuleUse,
  { members }: SourceImports,
): readonly string[] | undefined {
  if (symbols.length === 0 || use.symbols.length === 0) return undefined;
  const used = new Set(use.symbols);
  return symbols.filter((symbol) => {
    const dot = symbol.lastIndexOf('.');
    return dot === -1 ? used.has(symbol) : members.has(symbol.slice(dot + 1));
  });
}

function usedFact({ entry, use, named }: Use): string {
  const what = named === undefined ? '' : ` and names ${listed(named)}`;
  const aside = use.aside === true ? 'only tests, examples or tools: ' : '';
  return `${aside}${placeOf(use)} imports ${entry.path}${what}`;
}

function unusedFact({ entry, use }: Use): string {
  const symbols = listed(entry.symbols);
  return `${placeOf(use)} imports ${entry.path}, but none of the vulnerable symbols (${symbols}) is named by the sources`;
}
