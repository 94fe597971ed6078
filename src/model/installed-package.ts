/** A text of an installed package, by its path from the package's folder. */
export interface PackageFile {
  readonly path: string;
  readonly text: string;
}

/** A package as it lies in `node_modules` or `site-packages` of the target. */
export interface InstalledPackage {
  /** As OSV names it. */
  readonly ecosystem: 'npm' | 'PyPI';
  /** What the package says of itself, else the name of its folder. */
  readonly name: string;
  /** Empty where it is not told. */
  readonly version: string;
  /** Its folder, from the root of the target; of PyPI's lone files the folder that holds them. */
  readonly folder: string;
  readonly files: readonly PackageFile[];
}
