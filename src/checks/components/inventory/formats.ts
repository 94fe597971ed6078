import type { ManifestFormat } from '../../../model/component.ts';

/** Every format that is read, in alphabetical order. A new one is a file and a line here. */
export const manifestFormats: readonly ManifestFormat[] = [];
