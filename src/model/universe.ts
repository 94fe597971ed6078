/** What a package declares that it needs. */
export interface Need {
  readonly name: string;
  readonly constraint: string;
}

/**
 * What registries of one ecosystem publish, as far as it was asked for. Undefined means "not known", never "none": whoever
 * fills it can then ask for the names that were missed.
 */
export interface Universe {
  /** OSV's name: `npm`. */
  readonly ecosystem: string;
  /** In any order. */
  versions(name: string): readonly string[] | undefined;
  /** What is installed with it in production. */
  dependenciesOf(name: string, version: string): readonly Need[] | undefined;
  /** ISO 8601; undefined where no date is known. */
  publishedAt(name: string, version: string): string | undefined;
}
