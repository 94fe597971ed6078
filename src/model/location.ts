/** 1-based lines and columns; columns count UTF-16 code units, `endColumn` is exclusive, as in SARIF 2.1.0 §3.30. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where an inventory in the target declares an endpoint, for platforms that show findings in files only. */
export interface EndpointPlace {
  readonly declaredAt?: { readonly path: string; readonly line: number; readonly column: number };
}

export interface Location {
  /** From the root of the target, with `/`; bytes that are not UTF-8 are shown as `\xNN`. */
  readonly path: string;
  /** Path inside an archive, when the file is one. */
  readonly inner?: string;
  readonly region: Region;
  /** Set where the place is an endpoint: then `path` is its name, `shop.example:443`, and `region` says nothing. */
  readonly endpoint?: EndpointPlace;
}

/** One source line around a finding, safe to print: secrets masked, at most 240 characters, no line break. */
export interface Excerpt {
  readonly text: string;
  /** Index into `text` (UTF-16 code units) and length of the part that the finding is about. */
  readonly highlight: { readonly start: number; readonly length: number };
}
