import { cratesNames } from './crates.ts';
import { npmLegitimate } from './npm-legitimate.ts';
import { npmScoped, npmScopes } from './npm-scoped.ts';
import { npmNames } from './npm.ts';
import { nugetNames } from './nuget.ts';
import { pypiLegitimate } from './pypi-legitimate.ts';
import { pypiNames } from './pypi.ts';
import { rubyNames } from './ruby.ts';

/** What is known of an ecosystem's names, as the ecosystem compares them. */
export interface PopularNames {
  /** Names that others imitate. */
  readonly names: readonly string[];
  /** Names that are close to one of them and honest: they were there for long and are used. */
  readonly legitimate: readonly string[];
  /** Owners, most popular first: scopes of npm, with the at sign. Whoever has one has all names in it. */
  readonly scopes: readonly string[];
}

/** Undefined: of this ecosystem no names are known. */
export function popularNames(ecosystem: string): PopularNames | undefined {
  switch (ecosystem) {
    case 'npm':
      return {
        names: [...words(npmNames), ...words(npmScoped)],
        legitimate: words(npmLegitimate),
        scopes: words(npmScopes),
      };
    case 'PyPI':
      return { names: words(pypiNames), legitimate: words(pypiLegitimate), scopes: [] };
    case 'RubyGems':
      return { names: words(rubyNames), legitimate: [], scopes: [] };
    case 'crates.io':
      return { names: words(cratesNames), legitimate: [], scopes: [] };
    case 'NuGet':
      return { names: words(nugetNames), legitimate: [], scopes: [] };
    default:
      return undefined;
  }
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
